import { once } from 'node:events';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { fact } from '../fact.ts';
import { ALL, api, host, post, sure, token } from './api.ts';

fact(sure, 'the WebSocket is at /graphql/realtime of a custom domain', () => {
  expect(new URL(api.server().realtimeUrl).pathname).toBe('/graphql/realtime');
});
fact(sure, 'the server chooses the subprotocol graphql-ws', async () => {
  expect((await api.dial()).protocol).toBe('graphql-ws');
});
fact(sure, 'a socket without the subprotocol graphql-ws is refused', async () => {
  const socket = new WebSocket(api.server().realtimeUrl);
  const outcome = await new Promise((resolve) => {
    socket.on('unexpected-response', (request) => {
      resolve('refused');
      request.destroy();
    });
    socket.on('open', () => resolve('open'));
  });
  socket.on('error', () => undefined);
  socket.close();
  expect(outcome).toBe('refused');
});
for (const by of ['query', 'subprotocol', 'headers'] as const) {
  const how = { query: 'the query parameter header', subprotocol: 'the subprotocol header-', headers: 'HTTP headers' };
  fact(sure, `the authorization of a connection may travel in ${how[by]}`, async () => {
    const client = await api.dial(undefined, by);
    client.send({ type: 'connection_init' });
    expect((await client.next()).type).toBe('connection_ack');
  });
}
fact({ ...sure, certainty: 'decided' }, 'a query parameter header without payload authorizes nothing', async () => {
  const header = Buffer.from(JSON.stringify({ ...api.key(), host: host() })).toString('base64');
  for (const [payload, answer] of [
    ['', 'connection_error'],
    ['&payload=e30=', 'connection_ack'],
  ] as const) {
    const socket = new WebSocket(
      `${api.server().realtimeUrl}?header=${encodeURIComponent(header)}${payload}`,
      'graphql-ws',
    );
    const frame = new Promise<string>((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    expect(JSON.parse(await frame)).toMatchObject({ type: answer });
    socket.terminate();
  }
});
fact(sure, 'connection_init is answered by connection_ack with connectionTimeoutMs 300000', async () => {
  const client = await api.dial();
  client.send({ type: 'connection_init' });
  expect(await client.next()).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
});
fact(sure, 'a ka comes right after connection_ack', async () => {
  const client = await api.open();
  expect(await client.next({ type: 'ka' })).toEqual({ type: 'ka' });
});
fact(sure, 'connection_init is optional', async () => {
  await api.subscribe(await api.dial(), 's', ALL);
});
fact(sure, 'a start is answered by start_ack with its id', async () => {
  const client = await api.open();
  client.start('my-id', ALL);
  expect(await client.next({ id: 'my-id' })).toEqual({ type: 'start_ack', id: 'my-id' });
});
fact(sure, 'an event is a data message with the id of its subscription', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', ALL);
  await post('1');
  expect(await client.next()).toEqual({
    type: 'data',
    id: 's',
    payload: { data: { onPost: { id: '1', title: 't' } } },
  });
});
fact(sure, 'a stop is answered by complete', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', ALL);
  client.send({ type: 'stop', id: 's' });
  expect(await client.next()).toEqual({ type: 'complete', id: 's' });
});
fact(sure, 'a stopped subscription hears nothing more', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', ALL);
  await api.subscribe(client, 'other', ALL);
  client.send({ type: 'stop', id: 's' });
  await client.next({ type: 'complete' });
  await post('after-stop');
  expect((await client.next({ type: 'data' })).id).toBe('other');
  await post('second');
  expect((await client.next({ type: 'data' })).id).toBe('other');
});
fact(sure, 'a stopped id may be used again', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', ALL);
  client.send({ type: 'stop', id: 's' });
  await client.next({ type: 'complete' });
  await api.subscribe(client, 's', ALL);
});
fact(sure, 'two subscriptions of one connection both hear an event', async () => {
  const client = await api.open();
  await api.subscribe(client, 'a', ALL);
  await api.subscribe(client, 'b', ALL);
  await post('both');
  expect([(await client.next({ id: 'a' })).type, (await client.next({ id: 'b' })).type]).toEqual(['data', 'data']);
});
fact(sure, 'payload.data of a start is text, not an object', async () => {
  const client = await api.open();
  const authorization = { ...api.key(), host: host() };
  client.send({ type: 'start', id: 's', payload: { data: { query: ALL }, extensions: { authorization } } });
  expect((await client.next()).type).toBe('error');
});
fact(sure, 'a start without its own authorization is refused, whatever the connection had', async () => {
  const client = await api.open();
  client.send({ type: 'start', id: 's', payload: { data: JSON.stringify({ query: ALL, variables: {} }) } });
  expect((await client.next()).type).toBe('error');
});
fact(sure, 'each start is authorized for itself: one of a connection may fail', async () => {
  const client = await api.open();
  client.start('bad', ALL, {}, { 'x-api-key': 'da2-wrong', host: host() });
  expect((await client.next({ id: 'bad' })).payload?.errors?.[0]?.errorType).toBe('UnauthorizedException');
  await api.subscribe(client, 'good', ALL);
});
fact(sure, 'one connection may mix modes', async () => {
  const client = await api.open();
  client.start('s', ALL, {}, token('good'));
  expect((await client.next({ id: 's' })).type).toBe('start_ack');
});
