import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { signRequest } from '../../local/iam/signature.ts';
import type { LocalAppSync } from '../../local/index.ts';
import { createLocalAppSync } from '../../local/index.ts';
import type { Assembly } from './note-app.ts';
import { synthesizeNotes } from './note-app.ts';
import type { ConnectOptions, RealTimeClient } from './real-time-client.ts';
import { connect } from './real-time-client.ts';

let assembly: Assembly;
let server: LocalAppSync;
const clients: RealTimeClient[] = [];

beforeAll(async () => {
  assembly = synthesizeNotes();
  server = await createLocalAppSync({ assembly: assembly.directory });
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

afterAll(async () => {
  await server?.close();
  assembly?.remove();
});

const host = () => new URL(server.url).host;
const token = (user: string) => ({ Authorization: `user:${user}`, host: host() });

async function dial(authorization: object = token('ann'), by?: ConnectOptions['by']): Promise<RealTimeClient> {
  const client = await connect({ realtimeUrl: server.realtimeUrl, authorization, ...(by && { by }) });
  clients.push(client);
  return client;
}

async function open(authorization?: object, by?: ConnectOptions['by']): Promise<RealTimeClient> {
  const client = await dial(authorization, by);
  client.send({ type: 'connection_init' });
  expect(await client.next()).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
  return client;
}

async function ask(query: string, user = 'ann', variables: object = {}) {
  const headers = { 'content-type': 'application/json', authorization: `user:${user}` };
  const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as { data: Record<string, unknown> | null; errors?: { message: string }[] };
}

const add = (id: string, body: string, selection = 'id author body', user = 'ann') =>
  ask(`mutation ($input: NoteInput!) { addNote(input: $input) { ${selection} } }`, user, { input: { id, body } });

async function subscribe(client: RealTimeClient, id: string, query: string, variables?: object): Promise<void> {
  client.start(id, query, variables);
  expect(await client.next({ id })).toEqual({ type: 'start_ack', id });
}

describe('the handshake', () => {
  test.each(['subprotocol', 'query', 'headers'] as const)('takes the authorization by %s', async (by) => {
    const client = await open(token('ann'), by);
    expect(client.protocol).toBe('graphql-ws');
    expect(await client.next({ type: 'ka' })).toEqual({ type: 'ka' });
  });

  test('refuses a token that the authorizer denies, and closes', async () => {
    const client = await dial({ Authorization: 'nobody', host: host() });
    client.send({ type: 'connection_init' });
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: {
        errors: [
          { errorType: 'UnauthorizedException', errorCode: 401, message: 'You are not authorized to make this call.' },
        ],
      },
    });
    await client.closed;
  });

  test('refuses a header parameter without the payload that goes with it', async () => {
    const header = encodeURIComponent(btoa(JSON.stringify(token('ann'))));
    const socket = new WebSocket(`${server.realtimeUrl}?header=${header}`, ['graphql-ws']);
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    const [said] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(said.toString())).toMatchObject({
      type: 'connection_error',
      payload: { errors: [{ errorType: 'BadRequestException', errorCode: 400 }] },
    });
    await once(socket, 'close');
  });

  test('refuses the host of another API', async () => {
    const client = await dial({ Authorization: 'user:ann', host: 'other.example' });
    client.send({ type: 'connection_init' });
    const refusal = await client.next();
    expect(refusal.type).toBe('connection_error');
    expect(refusal.payload?.errors?.[0]).toMatchObject({ errorType: 'BadRequestException', errorCode: 400 });
    await client.closed;
  });

  test('needs the subprotocol', async () => {
    const socket = new WebSocket(server.realtimeUrl);
    const status = await new Promise((resolve) =>
      socket.on('unexpected-response', (request, response) => {
        resolve(response.statusCode);
        request.destroy();
      }),
    );
    expect(status).toBe(400);
  });

  test('does not need connection_init', async () => {
    const client = await dial();
    await subscribe(client, 's', 'subscription { onNote { id } }');
  });

  test('accepts a signature over /connect, and one over each start', async () => {
    const role = server.deployment.apis[0]?.dataSources.find(({ name }) => name === 'own')?.role;
    const sign = (path: string, body: string) =>
      signRequest(
        {
          method: 'POST',
          target: path,
          headers: { host: host(), accept: 'application/json, text/javascript', 'content-type': 'application/json' },
          body,
        },
        server.credentialsOf(role?.arn ?? ''),
        { service: 'appsync', region: server.deployment.apis[0]?.arn.split(':')[3] ?? '' },
      );
    const client = await open(await sign('/graphql/connect', '{}'));
    const data = JSON.stringify({ query: 'subscription { onNote { id } }', variables: {} });
    const authorization = await sign('/graphql', data);
    client.send({ id: 's', type: 'start', payload: { data, extensions: { authorization } } });
    // Who signs is known then; the field takes another mode.
    expect((await client.next({ id: 's' })).payload?.errors).toEqual([
      { errorType: 'Unauthorized', message: 'Not Authorized to access onNote on type Subscription' },
    ]);
    client.send({ id: 't', type: 'start', payload: { data: `${data} `, extensions: { authorization } } });
    expect((await client.next({ id: 't' })).payload?.errors).toMatchObject([{ errorType: 'UnauthorizedException' }]);
  });
});

describe('a subscription', () => {
  test('receives what the mutation selected, cut to its own selection, under its own alias', async () => {
    const client = await open();
    await subscribe(client, 's', 'subscription { mine: onNote { id note: body tags } }');
    await add('1', 'hello');
    expect(await client.next()).toEqual({
      type: 'data',
      id: 's',
      payload: { data: { mine: { id: '1', note: 'hello', tags: null } } },
    });
  });

  test('is told of a non-null field that the mutation left out', async () => {
    const client = await open();
    await subscribe(client, 's', 'subscription { onNote { id body } }');
    await add('1', 'hello', 'body');
    expect((await client.next()).payload).toMatchObject({
      data: { onNote: null },
      errors: [{ message: "Cannot return null for non-nullable type: 'ID' within parent 'Note' (/onNote/id)" }],
    });
  });

  test('hears events equal to its arguments alone, with null those without the field, and without arguments all', async () => {
    const client = await open();
    await subscribe(client, 'ann', 'subscription S($a: String) { onNote(author: $a) { id } }', { a: 'ann' });
    await subscribe(client, 'null', 'subscription S($a: String) { onNote(author: $a) { id } }', { a: null });
    // A variable that is declared and not sent is null too (github.com/aws/aws-appsync-community/issues/348).
    await subscribe(client, 'unsent', 'subscription S($a: String) { onNote(author: $a) { id } }');
    await subscribe(client, 'all', 'subscription { onNote { id } }');
    await add('1', 'x', 'id author', 'ann');
    await add('2', 'x', 'id author', 'ben');
    await add('3', 'x', 'id', 'ben');
    const heard = new Map<string, unknown[]>();
    // The last event goes to all but `ann`; what each heard before is complete then.
    for (let frames = 0; frames < 6; frames += 1) {
      const { id = '', payload } = await client.next({ type: 'data' });
      heard.set(id, [...(heard.get(id) ?? []), payload?.data?.['onNote']]);
    }
    expect(Object.fromEntries(heard)).toEqual({
      ann: [{ id: '1' }],
      null: [{ id: '3' }],
      unsent: [{ id: '3' }],
      all: [{ id: '1' }, { id: '2' }, { id: '3' }],
    });
    expect(client.waiting.filter(({ type }) => type === 'data')).toEqual([]);
  });

  test('hears what passes the filter that its resolver set, whatever its arguments', async () => {
    const client = await open();
    await subscribe(client, 's', 'subscription { onAuthor(author: "ann") { id } }');
    await add('1', 'good bye');
    await add('2', 'hello you', 'id body');
    await add('3', 'hello you');
    expect((await client.next()).payload?.data).toEqual({ onAuthor: { id: '3' } });
  });

  test('hears a mutation that a data source made in its role', async () => {
    const client = await open();
    await subscribe(client, 's', 'subscription { onNote(author: "relay") { body } }');
    await ask('mutation { relay(id: "9", body: "signed") }');
    expect((await client.next()).payload?.data).toEqual({ onNote: { body: 'signed' } });
  });

  test('hears nothing of an event over 240 KB, and the publisher is not told', async () => {
    const client = await open();
    await subscribe(client, 's', 'subscription { onNote { id } }');
    expect((await add('big', 'x'.repeat(250_000))).errors).toBeUndefined();
    await add('small', 'x');
    expect((await client.next()).payload?.data).toEqual({ onNote: { id: 'small' } });
  });

  test('whose caller lacks a field hears nothing; the publisher is told', async () => {
    const client = await open();
    client.start('s', 'subscription { onNote { id body } }', {}, { Authorization: 'user:ben:no-body', host: host() });
    expect(await client.next({ id: 's' })).toEqual({ type: 'start_ack', id: 's' });
    await subscribe(client, 'full', 'subscription { onNote { id } }');
    const { errors } = await add('1', 'x');
    expect(errors).toMatchObject([{ message: 'Not Authorized to access body on type Note' }]);
    expect(await client.next()).toMatchObject({ id: 'full' });
  });

  test('ends with complete after stop, and its id is free again', async () => {
    const client = await open();
    await subscribe(client, 's', 'subscription { onNote { id } }');
    client.send({ type: 'stop', id: 's' });
    expect(await client.next()).toEqual({ type: 'complete', id: 's' });
    await subscribe(client, 's', 'subscription { onNote { body } }');
    await add('1', 'again');
    expect((await client.next()).payload?.data).toEqual({ onNote: { body: 'again' } });
  });

  test('is cut by an invalidation that fits it, connection and all; others stay', async () => {
    const [expelled, staying] = [await open(), await open()];
    await subscribe(expelled, 's', 'subscription { onAuthor(author: "ann") { id } }');
    await subscribe(staying, 's', 'subscription { onAuthor(author: "ben") { id } }');
    await ask('mutation { expel(author: "ann") }');
    expect(await expelled.next()).toEqual({ type: 'complete', id: 's' });
    await expelled.closed;
    await add('1', 'hello', 'id author body', 'ben');
    expect((await staying.next()).payload?.data).toEqual({ onAuthor: { id: '1' } });
  });
});

describe('a server whose subscriptions are acknowledged before they are active', () => {
  test('loses what is published until then, and nothing after', async () => {
    const late = await createLocalAppSync({ assembly: assembly.directory, realtime: { activationDelayMs: 1_500 } });
    const authorization = { Authorization: 'user:ann', host: new URL(late.url).host };
    const client = await connect({ realtimeUrl: late.realtimeUrl, authorization });
    const addNote = async (id: string) => {
      const headers = { 'content-type': 'application/json', authorization: 'user:ann' };
      const body = JSON.stringify({ query: `mutation { addNote(input: { id: "${id}", body: "" }) { id } }` });
      await (await fetch(late.url, { method: 'POST', headers, body })).arrayBuffer();
    };
    try {
      // The function, the engine and the resolver are warm then: the next answer comes well within the delay.
      await addNote('0');
      client.start('s', 'subscription { onNote { id } }');
      await client.next({ id: 's' });
      await addNote('1');
      let published = 1;
      while (!client.waiting.some(({ type }) => type === 'data')) await addNote(String((published += 1)));
      const first = await client.next({ type: 'data' });
      expect(first.payload?.data).not.toEqual({ onNote: { id: '1' } });
    } finally {
      await client.close();
      await late.close();
    }
  });
});

describe('a start that is refused', () => {
  const refusals: readonly [string, string, string | undefined, string][] = [
    [
      'an error of the resolver',
      'subscription { onAuthor(author: "nobody") { id } }',
      'NotFound',
      'There is no such author.',
    ],
    [
      'a filter beyond the limits',
      'subscription { onSecret { id } }',
      undefined,
      'subscription exceeds maximum value limit 5 for operator `in`.',
    ],
    ['a query', 'query { whoami }', 'UnsupportedOperation', 'query not supported through the realtime channel'],
    [
      'a missing variable',
      'subscription S($a: String!) { onAuthor(author: $a) { id } }',
      undefined,
      "Variable 'a' has coerced Null value for NonNull type 'String!'",
    ],
    [
      'an unknown field',
      'subscription { onNothing }',
      undefined,
      "Validation error of type FieldUndefined: Field 'onNothing' in type 'Subscription' is undefined @ 'onNothing'",
    ],
  ];
  test.each(refusals)('%s', async (_, query, errorType, message) => {
    const client = await open();
    client.start('s', query);
    const frame = await client.next({ id: 's' });
    expect(frame.type).toBe('error');
    expect(frame.payload?.errors).toMatchObject([{ ...(errorType && { errorType }), message }]);
    // Only this one: the connection goes on.
    await subscribe(client, 's', 'subscription { onNote { id } }');
  });

  test('one by somebody else than the connection, who is unknown', async () => {
    const client = await open();
    client.start('s', 'subscription { onNote { id } }', {}, { Authorization: 'nobody', host: host() });
    expect((await client.next({ id: 's' })).payload?.errors).toMatchObject([{ errorType: 'UnauthorizedException' }]);
  });

  test('one with the id of another', async () => {
    const client = await open();
    await subscribe(client, 's', 'subscription { onNote { id } }');
    client.start('s', 'subscription { onNote { id } }');
    expect((await client.next({ id: 's' })).payload?.errors).toMatchObject([{ errorType: 'DuplicatedOperationError' }]);
  });

  test('one of more than a hundred at once, which is not told which it was', async () => {
    const client = await open();
    // Many more, as some are let in again in the time that a slow machine takes to read them.
    for (let at = 1; at <= 400; at += 1) client.start(`s${at}`, 'subscription { onNote { id } }');
    expect(await client.next({ type: 'error' })).toEqual({
      type: 'error',
      payload: { errors: { errorType: 'LimitExceededError', message: 'Rate limit exceeded' } },
    });
    for (let at = 1; at <= 100; at += 1) expect((await client.next({ id: `s${at}` })).type).toBe('start_ack');
  });

  test.each([
    'not json',
    '[]',
    '{}',
    '{"type":"start"}',
    '{"type":"start","id":"s","payload":{}}',
    '{"type":"nonsense"}',
  ])('a frame of %s', async (text) => {
    const client = await open();
    client.sendText(text);
    expect((await client.next()).payload?.errors).toEqual([
      { errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' },
    ]);
  });
});
