import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbClient, type DynamoDbClient } from '../../local/dynamodb/client.ts';
import { type EngineProxy, startEngineProxy } from '../proof/chaos/proxy/engine-proxy.ts';
import { createRandom } from '../proof/chaos/random.ts';

/** An engine that counts what reaches it, the chaos proof's proxy before it, and the client that the server uses. */
let engine: Server;
let proxy: EngineProxy;
let client: DynamoDbClient;
let reached: string[] = [];
const always = 1;
const put = { TableName: 'notes', Item: { id: { S: 'ü'.repeat(20_000) } } };
const transaction = { TransactItems: [{ Put: put }, { Put: put }, { Put: put }] };

beforeEach(async () => {
  reached = [];
  engine = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      reached.push(String(request.headers['x-amz-target']).replace(/^.*\./, ''));
      response.end(JSON.stringify({ size: text.length }));
    });
  });
  await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
  // A server that listens on a TCP port has such an address.
  const { port } = engine.address() as AddressInfo;
  proxy = await startEngineProxy(`http://127.0.0.1:${port}`, createRandom(1));
  client = createDynamoDbClient({ endpoint: proxy.endpoint, region: 'eu-west-1', credentials: null });
});

afterEach(async () => {
  client.close();
  await proxy.close();
  engine.closeAllConnections();
  await new Promise((resolve) => engine.close(resolve));
});

describe('the proxy before the engine', () => {
  it('hands calls on, long ones whole, many on one connection', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect(await client.call('PutItem', put)).toEqual({ size: JSON.stringify(put).length });
    }
    expect(reached.length).toBe(5);
    expect(proxy.counts.passed).toBe(5);
  });

  it.each([
    ['ProvisionedThroughputExceededException', 'PutItem', 'ProvisionedThroughputExceededException'],
    ['ThrottlingException', 'Query', 'ThrottlingException'],
    ['KeyRangeThroughputExceeded', 'UpdateItem', 'ThrottlingException'],
    ['TransactionConflict', 'PutItem', 'TransactionConflictException'],
    ['InternalServerError', 'GetItem', 'InternalServerError'],
  ] as const)('answers %s in place of the engine, which is not asked', async (fault, operation, name) => {
    const stop = proxy.begin(fault, always);
    await expect(client.call(operation, put)).rejects.toMatchObject({ name });
    expect(reached).toEqual([]);
    expect(proxy.counts[fault]).toBe(1);
    stop();
    await client.call(operation, put);
    expect(reached).toEqual([operation]);
  });

  it.each(['TransactionConflict', 'ProvisionedThroughputExceededException'] as const)(
    'cancels a transaction for %s, with a reason for each item',
    async (fault) => {
      proxy.begin(fault, always);
      await expect(client.call('TransactWriteItems', transaction)).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        fields: {
          CancellationReasons: [{ Code: fault.replace('Exception', '') }, { Code: 'None' }, { Code: 'None' }],
        },
      });
      expect(reached).toEqual([]);
    },
  );

  it('lets no read meet a transaction', async () => {
    proxy.begin('TransactionConflict', always);
    await client.call('GetItem', put);
    expect(reached).toEqual(['GetItem']);
  });

  it('loses the answer of a call that was done', async () => {
    proxy.begin('lost-answer', always);
    await expect(client.call('PutItem', put)).rejects.toMatchObject({ name: 'DynamoDbUnavailable' });
    expect(reached).toEqual(['PutItem']);
  });

  it('befalls some calls and not others', async () => {
    proxy.begin('ThrottlingException', 0.3);
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => client.call('GetItem', put)));
    const failed = answers.filter(({ status }) => status === 'rejected').length;
    expect(failed).toBeGreaterThan(5);
    expect(failed).toBeLessThan(40);
    expect(reached.length).toBe(60 - failed);
  });
});
