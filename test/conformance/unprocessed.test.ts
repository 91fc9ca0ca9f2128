import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect } from 'vitest';
import { startEngine, type Engine } from '../../local/dynamodb/engine.ts';
import type { Standing } from './fact.ts';
import { fact, isRunning } from './fact.ts';
import { serve } from './support/served-api.ts';

const batches: Standing = {
  area: 'data sources',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Tutorial, DynamoDB batch resolvers, error handling',
};

/** A DynamoDB that leaves for later what its sort key says, as none on this machine ever does. All else is the engine's. */
let engine: Engine;
let front: Server;
/** How many keys or items each batch came with. */
const sizes: number[] = [];

const api = serve(
  async () => {
    engine = await startEngine({ directory: null, log: () => undefined });
    front = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const target = String(request.headers['x-amz-target']);
        void answer(target, Buffer.concat(chunks).toString()).then(({ status, text }) =>
          response.writeHead(status).end(text),
        );
      });
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    return {
      schema: 'type Query { ask(request: AWSJSON): AWSJSON }',
      resolvers: {
        'Query.ask': {
          dataSource: 'items',
          request: 'return ctx.args.request;',
          response: 'return { result: ctx.result, error: ctx.error };',
        },
      },
    };
  },
  {
    get dynamoDbEndpoint() {
      return `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    },
  },
);
if (isRunning) {
  afterAll(async () => {
    front.closeAllConnections();
    front.close();
    await engine.close();
  });
}

interface Asked {
  readonly sk?: { readonly S: string };
  readonly PutRequest?: { readonly Item: Asked };
}

async function answer(target: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
  const operation = target.replace(/^DynamoDB_20120810\./, '');
  if (operation !== 'BatchGetItem' && operation !== 'BatchWriteItem') return forward(target, body);
  const input = JSON.parse(body) as { RequestItems: { Items: { Keys: Asked[] } | Asked[] } };
  const given = input.RequestItems.Items;
  const asked = Array.isArray(given) ? given : given.Keys;
  const isFirst = sizes.push(asked.length) === 1;
  const leaves = (one: Asked) => {
    const sk = (one.PutRequest?.Item ?? one).sk?.S ?? '';
    return sk.startsWith('later') || (isFirst && sk.startsWith('soon'));
  };
  const items = (list: Asked[]) =>
    list.length === 0 ? {} : { Items: Array.isArray(given) ? list : { ...given, Keys: list } };
  const left = items(asked.filter(leaves));
  const taken = asked.filter((one) => !leaves(one));
  const name = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
  const none = { status: 200, text: operation === 'BatchGetItem' ? '{"Responses":{}}' : '{}' };
  const done =
    taken.length === 0 ? none : await forward(target, JSON.stringify({ ...input, RequestItems: items(taken) }));
  return { ...done, text: JSON.stringify({ ...(JSON.parse(done.text) as object), [name]: left }) };
}

async function forward(target: string, body: string) {
  const authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request';
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    'x-amz-date': '20260101T000000Z',
    authorization: `${authorization}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
  };
  const response = await fetch(engine.endpoint, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

async function ask(request: object) {
  sizes.length = 0;
  const query = 'query Ask($request: AWSJSON) { ask(request: $request) }';
  const { data, errors } = await api.ask(query, { request: JSON.stringify(request) });
  expect(errors).toBeUndefined();
  return JSON.parse(data?.['ask'] as string) as { result: unknown; error?: { type: string } };
}
const keyOf = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });

fact(batches, 'what a batch leaves unprocessed is asked for once more', async () => {
  const put = { operation: 'BatchPutItem', tables: { Items: [keyOf('a', 'now'), keyOf('a', 'soon')] } };
  expect(await ask(put)).toEqual({
    result: {
      data: {
        Items: [
          { pk: 'a', sk: 'now' },
          { pk: 'a', sk: 'soon' },
        ],
      },
      unprocessedItems: { Items: [] },
    },
  });
  expect(sizes).toEqual([2, 1]);
  const get = { operation: 'BatchGetItem', tables: { Items: { keys: [keyOf('a', 'soon'), keyOf('a', 'now')] } } };
  expect(await ask(get)).toEqual({
    result: {
      data: {
        Items: [
          { pk: 'a', sk: 'soon' },
          { pk: 'a', sk: 'now' },
        ],
      },
      unprocessedKeys: { Items: [] },
    },
  });
  expect(sizes).toEqual([2, 1]);
});
fact(batches, 'what BatchPutItem leaves unprocessed twice is null in the data, listed, and an error', async () => {
  const { result, error } = await ask({
    operation: 'BatchPutItem',
    tables: { Items: [keyOf('b', 'later'), keyOf('b', 'now')] },
  });
  expect(result).toEqual({
    data: { Items: [null, { pk: 'b', sk: 'now' }] },
    unprocessedItems: { Items: [{ pk: 'b', sk: 'later' }] },
  });
  expect(error?.type).toBe('DynamoDB:ProvisionedThroughputExceededException');
  expect(sizes).toEqual([2, 1]);
});
fact(batches, 'what BatchGetItem leaves unprocessed twice is null in the data, listed, and an error', async () => {
  await ask({ operation: 'BatchPutItem', tables: { Items: [keyOf('c', 'now')] } });
  const { result, error } = await ask({
    operation: 'BatchGetItem',
    tables: { Items: { keys: [keyOf('c', 'later'), keyOf('c', 'now')] } },
  });
  expect(result).toEqual({
    data: { Items: [null, { pk: 'c', sk: 'now' }] },
    unprocessedKeys: { Items: [{ pk: 'c', sk: 'later' }] },
  });
  expect(error?.type).toBe('DynamoDB:ProvisionedThroughputExceededException');
});
