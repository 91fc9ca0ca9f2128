import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../infra/operate/database.ts';

/** What a DynamoDB is to answer next: a status and its JSON, or null = its connection breaks. */
type Next = readonly [status: number, answer: object] | null;

interface Asked {
  readonly target: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
}

describe('what operates a stage', () => {
  let database: Database;
  let close: () => Promise<void>;
  let next: Next[];
  let asked: Asked[];
  beforeEach(async () => {
    [next, asked] = [[], []];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const input = JSON.parse(body) as Asked['input']; // As the database sends it.
        asked.push({ target: request.headers['x-amz-target']?.toString(), input });
        const answer = next.length > 0 ? next.shift() : ([200, {}] as const);
        if (!answer) return request.socket.destroy();
        return response.writeHead(answer[0]).end(JSON.stringify(answer[1]));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on a port.
    database = openDatabase({ region: 'eu-west-1', tables: { User: 'people' }, endpoint });
    close = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
  });
  afterEach(() => close());

  const write = () => database.call('TransactWriteItems', { TransactItems: [] });

  test('asks again as it asked before where no answer came, or it was too much at once', async () => {
    next.push(null, [400, { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException' }], [200, { Count: 1 }]);
    expect(await database.call('Scan', { TableName: 'people' })).toEqual({ Count: 1 });
    expect(asked).toEqual(Array(3).fill({ target: 'DynamoDB_20120810.Scan', input: { TableName: 'people' } }));
  });

  test('asks once where it was refused, and says by what word', async () => {
    next.push([400, { __type: 'com.amazonaws.dynamodb.v20120810#ValidationException', message: 'no' }]);
    await expect(database.call('Scan', {})).rejects.toMatchObject({
      type: 'ValidationException',
      name: 'DatabaseError',
    });
    expect(asked).toHaveLength(1);
  });

  // DynamoDB answers a transaction that it has done with the same token as it did before, for ten minutes (API Reference, "TransactWriteItems").
  test('writes a transaction whose answer was lost once, and the next one by itself', async () => {
    // As it stands where the first try is still at work.
    next.push(null, [400, { __type: 'com.amazonaws.dynamodb.v20120810#TransactionInProgressException' }]);
    await write();
    await write();
    const [first, again, last, other] = asked.map(({ input }) => input['ClientRequestToken']);
    expect(asked).toHaveLength(4);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect([again, last]).toEqual([first, first]);
    expect(other).not.toBe(first);
  });

  test('knows the tables by their models, and no other', () => {
    expect(database.tableOf('User')).toBe('people');
    expect(() => database.tableOf('Person')).toThrow('there is no table of Person');
  });
});
