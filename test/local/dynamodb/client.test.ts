import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isLoopback, signingWith } from '../../../local/dynamodb/authorization.ts';
import { createDynamoDbClient, type DynamoDbClient } from '../../../local/dynamodb/client.ts';
import { DynamoDbError, DynamoDbUnavailable } from '../../../local/dynamodb/errors.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A service that answers as told, to show what no healthy DynamoDB does. */
async function service(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<DynamoDbClient> {
  const server = createServer((request, response) => request.resume().on('end', () => answer(request, response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => (server.closeAllConnections(), server.close()));
  const { port } = server.address() as AddressInfo;
  const client = createDynamoDbClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials: null });
  cleanups.push(() => client.close());
  return client;
}

const soon = () => ({ deadline: Date.now() + 5_000 });

describe('the client', () => {
  test('sends a well-formed Authorization header to an engine on this machine', async () => {
    let header = '';
    const client = await service((request, response) => {
      header = request.headers.authorization ?? '';
      response.end('{}');
    });
    await client.call('ListTables', {}, soon());
    expect(header).toMatch(
      /^AWS4-HMAC-SHA256 Credential=\w+\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, SignedHeaders=[\w;-]+, Signature=[0-9a-f]{64}$/,
    );
  });

  test('turns an error answer into its name, message and further fields', async () => {
    const client = await service((_, response) => {
      response.writeHead(400, { 'x-amzn-requestid': 'R1' });
      response.end('{"__type":"com.amazonaws.dynamodb.v20120810#SomeException","Message":"no","Item":{"a":{"S":"b"}}}');
    });
    const error = await client.call('GetItem', {}, soon()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DynamoDbError);
    expect(error).toMatchObject({
      name: 'SomeException',
      message: 'no',
      statusCode: 400,
      requestId: 'R1',
      fields: { Item: { a: { S: 'b' } } },
    });
  });

  test('calls a service that does not answer in time unavailable', async () => {
    const client = await service(() => undefined);
    const call = client.call('GetItem', {}, { deadline: Date.now() + 50 });
    await expect(call).rejects.toBeInstanceOf(DynamoDbUnavailable);
  });

  test('sends nothing after the deadline', async () => {
    let requests = 0;
    const client = await service((_, response) => response.end(`{"n":${(requests += 1)}}`));
    await expect(client.call('GetItem', {}, { deadline: Date.now() - 1 })).rejects.toBeInstanceOf(DynamoDbUnavailable);
    expect(requests).toBe(0);
  });

  test('calls a broken answer unavailable', async () => {
    const client = await service((_, response) => response.end('<html>'));
    await expect(client.call('GetItem', {}, soon())).rejects.toBeInstanceOf(DynamoDbUnavailable);
  });

  test.each([
    ['GetItem', 'sends a read again', 3],
    ['PutItem', 'never sends a write again', 2],
  ] as const)('%s: %s where the kept connection was closed under it', async (operation, _, expected) => {
    let requests = 0;
    const client = await service((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.resetAndDestroy();
      else response.end('{}');
    });
    await client.call('ListTables', {}, soon());
    const second = client.call(operation, {}, soon());
    if (expected === 3) expect(await second).toEqual({});
    else await expect(second).rejects.toBeInstanceOf(DynamoDbUnavailable);
    expect(requests).toBe(expected);
  });

  test('keeps to 64 connections under any number of calls', async () => {
    let open = 0;
    let most = 0;
    const client = await service((_, response) => {
      most = Math.max(most, (open += 1));
      setImmediate(() => {
        open -= 1;
        response.end('{}');
      });
    });
    await Promise.all(Array.from({ length: 300 }, () => client.call('GetItem', {}, soon())));
    expect(most).toBeLessThanOrEqual(64);
  });

  test('needs credentials for an endpoint elsewhere, none for this machine', () => {
    const options = { region: 'eu-west-1', credentials: null };
    expect(() => createDynamoDbClient({ ...options, endpoint: 'https://dynamodb.eu-west-1.amazonaws.com' })).toThrow(
      'AWS_ACCESS_KEY_ID',
    );
    expect(createDynamoDbClient({ ...options, endpoint: 'http://localhost:8000' }).endpoint).toBe(
      'http://localhost:8000',
    );
    expect(() => createDynamoDbClient({ ...options, endpoint: 'localhost:8000' })).toThrow('must be a URL');
    expect(isLoopback(new URL('http://[::1]:8000'))).toBe(true);
    expect(isLoopback(new URL('http://192.168.1.2:8000'))).toBe(false);
  });

  test('signs as Signature Version 4 says', async () => {
    const endpoint = new URL('https://dynamodb.eu-west-1.amazonaws.com');
    const authorize = signingWith({ accessKeyId: 'AKID', secretAccessKey: 'secret' }, 'eu-west-1', endpoint);
    const body = '{"TableName":"Items"}';
    const headers = await authorize({ 'content-type': 'a/b', 'x-amz-target': 'DynamoDB_20120810.GetItem' }, body);
    const [, day, signed = '', signature] =
      /Credential=AKID\/(\d+)\/eu-west-1\/dynamodb\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
        headers['authorization'] ?? '',
      ) ?? [];
    const sha = (text: string) => createHash('sha256').update(text).digest('hex');
    const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const canonical = [
      'POST',
      '/',
      '',
      ...signed.split(';').map((name) => `${name}:${headers[name]}`),
      '',
      signed,
      sha(body),
    ];
    const scope = `${day}/eu-west-1/dynamodb/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha(canonical.join('\n'))].join('\n');
    const key = ['eu-west-1', 'dynamodb', 'aws4_request'].reduce(hmac, hmac('AWS4secret', day ?? ''));
    expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-target']));
    expect(signature).toBe(hmac(key, text).toString('hex'));
  });
});
