import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type Link, openLink } from '../proof/chaos/proxy/link.ts';
import type { Delivered } from '../proof/chaos/proxy/web-socket-relay.ts';
import { createRandom } from '../proof/chaos/random.ts';

/** A server that counts what reaches it, a link in front of it, and a client: each fault of the chaos proof really happens. */
let server: Server;
let sockets: WebSocketServer;
let asked: string[] = [];
let link: Link;
let delivered: Delivered[] = [];
let encodings: unknown[] = [];
const always = 1;
/** What is waited for comes at once, but on a machine that does much else. */
const until = (claim: () => void) => vi.waitFor(claim, { timeout: 10_000, interval: 5 });

beforeEach(async () => {
  asked = [];
  delivered = [];
  encodings = [];
  server = createServer((request, response) => void serve(request, response));
  sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-ws' });
  sockets.on('connection', (socket) => socket.on('message', (text) => asked.push(String(text))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  link = await openLink({
    upstream: { host: '127.0.0.1', port: () => port },
    random: createRandom(1),
    onDelivered: (one) => delivered.push(one),
  });
});

afterEach(async () => {
  await link.close();
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a link without faults', () => {
  it('hands requests on, and answers back', async () => {
    const response = await post();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ data: { n: 1 } });
    expect(asked).toEqual(['{"query":"x"}']);
    // Or half of an answer would not be half of its JSON.
    expect(encodings).toEqual([undefined]);
  });

  it('hands frames on both ways, and tells of those that hold events', async () => {
    const client = await connect();
    client.start('s1', 'c1');
    client.start('s2', null);
    await until(() => expect(asked.length).toBe(3));
    push('s1', 7);
    say({ id: 's2', type: 'data', payload: { data: { onInboxEvent: { kind: 'READ' } } } });
    say({ type: 'ka' });
    await until(() => expect(client.frames.length).toBe(3));
    expect(delivered).toEqual([
      { field: 'onChannelEvent', channel: 'c1', event: '{"seq":7}' },
      { field: 'onInboxEvent', channel: null, event: '{"kind":"READ"}' },
    ]);
  });

  it('passes on with which code the server closes', async () => {
    const client = await connect();
    for (const socket of sockets.clients) socket.close(1001);
    expect(await client.closed).toBe(1001);
  });

  it('resets the connection where there is no server', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(post()).rejects.toThrow('fetch failed');
    await expect(connect()).rejects.toThrow();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});

describe('frames', () => {
  it('are dropped, other frames and channels are not', async () => {
    const client = await opened();
    const stop = link.begin({ on: 'frame', what: 'drop', channel: 'c1', chance: always });
    push('s1', 1);
    push('s2', 2);
    say({ type: 'ka' });
    await until(() => expect(client.frames.length).toBe(2));
    expect(client.seqs()).toEqual([2]);
    stop();
    push('s1', 3);
    await until(() => expect(client.seqs()).toEqual([2, 3]));
    expect(delivered.map(({ event }) => event)).toEqual(['{"seq":2}', '{"seq":3}']);
    expect(link.counts.get('frame drop')).toBe(1);
  });

  it('are dropped by number', async () => {
    const client = await opened();
    link.begin({ on: 'frame', what: 'drop-nth', nth: 3 });
    for (const seq of [1, 2, 3, 4]) push('s1', seq);
    await until(() => expect(client.seqs()).toEqual([1, 2, 4]));
  });

  it('are doubled', async () => {
    const client = await opened();
    link.begin({ on: 'frame', what: 'duplicate', chance: always });
    push('s1', 1);
    await until(() => expect(client.seqs()).toEqual([1, 1]));
    expect(delivered.length).toBe(2);
  });

  it('change places, and the last is not kept for ever', async () => {
    const client = await opened();
    const stop = link.begin({ on: 'frame', what: 'reorder', chance: always });
    push('s1', 1);
    await until(() => expect(link.counts.get('frame reorder')).toBe(1));
    stop();
    push('s1', 2);
    await until(() => expect(client.seqs()).toEqual([2, 1]));
    link.begin({ on: 'frame', what: 'reorder', chance: always });
    push('s1', 3);
    await until(() => expect(client.seqs()).toEqual([2, 1, 3]));
  });

  it('are delayed, and overtaken', async () => {
    const client = await opened();
    const stop = link.begin({ on: 'frame', what: 'delay', chance: always, fromMs: 1_000, toMs: 1_000 });
    push('s1', 1);
    await until(() => expect(link.counts.get('frame delay')).toBe(1));
    stop();
    push('s1', 2);
    await until(() => expect(client.seqs()).toEqual([2, 1]));
  });
});

describe('lines', () => {
  const long = 'ü'.repeat(40_000);

  it('come in pieces and fragments, and are whole in the end', async () => {
    const client = await opened();
    const stop = link.begin({ on: 'line', what: 'split' });
    push('s1', 1);
    push('s1', 2);
    await until(() => expect(client.seqs()).toEqual([1, 2]));
    expect(client.reads()).toBeGreaterThan(10);
    stop();
    say({ type: 'ka', long });
    await until(() => expect(client.frames.at(-1)).toEqual({ type: 'ka', long }));
  });

  it('come in one piece with those before them', async () => {
    const client = await opened();
    link.begin({ on: 'line', what: 'merge', ms: 200 });
    const before = client.reads();
    for (const seq of [1, 2, 3]) push('s1', seq);
    await until(() => expect(client.seqs()).toEqual([1, 2, 3]));
    expect(client.reads() - before).toBe(1);
  });

  it('come slowly, and all at once when that is over', async () => {
    const client = await opened();
    const stop = link.begin({ on: 'line', what: 'slow', bytesPerSecond: 10 });
    const before = client.reads();
    push('s1', 1);
    await until(() => expect(client.reads() - before).toBeGreaterThan(3));
    expect(client.seqs()).toEqual([]);
    expect(delivered).toEqual([]);
    stop();
    await until(() => expect(client.seqs()).toEqual([1]));
    expect(delivered.length).toBe(1);
  });

  it('are half-open: silent both ways and not closed, and reset when it ends; new ones are well', async () => {
    const client = await opened();
    const stop = link.begin({ on: 'line', what: 'half-open' });
    const known = asked.length;
    push('s1', 1);
    client.start('s3', 'c3');
    const other = await connect();
    other.start('s9', 'c9');
    await until(() => expect(asked.length).toBe(known + 2));
    push('s9', 2);
    await until(() => expect(other.seqs()).toEqual([2]));
    expect(client.seqs()).toEqual([]);
    expect(client.isOpen()).toBe(true);
    stop();
    expect(await client.closed).toBe(1006);
    expect(other.isOpen()).toBe(true);
  });

  it('close late where the server has closed them', async () => {
    const client = await opened();
    link.begin({ on: 'line', what: 'slow-close', ms: 400 });
    const at = performance.now();
    for (const socket of sockets.clients) socket.close(1001);
    await until(() => expect(sockets.clients.size).toBe(0));
    expect(client.isOpen()).toBe(true);
    expect(await client.closed).toBe(1001);
    expect(performance.now() - at).toBeGreaterThan(390);
  });

  it('are cut without a word, or in order', async () => {
    const [first, second] = [await opened(), await opened()];
    link.cut('reset');
    expect([await first.closed, await second.closed]).toEqual([1006, 1006]);
    const third = await opened();
    link.cut('close');
    expect(await third.closed).toBe(1001);
    await until(() => expect(link.size).toBe(0));
  });
});

describe('no network', () => {
  it('lets nothing pass, and resets what waited when it ends', async () => {
    const client = await opened();
    const stop = link.begin({ on: 'everything' });
    const known = asked.length;
    const request = post().catch((error: unknown) => error);
    const connection = connect().catch((error: unknown) => error);
    client.start('s3', 'c3');
    push('s1', 1);
    const isAnswered = await Promise.race([request.then(() => true), settledIn(200)]);
    expect([isAnswered, client.seqs(), asked.length]).toEqual([false, [], known]);
    stop();
    expect(await request).toBeInstanceOf(Error);
    expect(await connection).toBeInstanceOf(Error);
    expect(await client.closed).toBe(1006);
    expect((await post()).status).toBe(200);
  });
});

describe('requests', () => {
  const request = { on: 'request', chance: always } as const;

  it('are done late, or answered late', async () => {
    const delay = { ...request, what: 'delay', fromMs: 300, toMs: 300 } as const;
    const stop = link.begin({ ...delay, when: 'before' });
    const at = performance.now();
    let isAnswered = false;
    const first = post();
    await until(() => expect(asked.length).toBe(1));
    expect(performance.now() - at).toBeGreaterThan(290);
    expect((await first).status).toBe(200);
    stop();
    link.begin({ ...delay, when: 'after' });
    const second = post().finally(() => (isAnswered = true));
    await until(() => expect(asked.length).toBe(2));
    expect(isAnswered).toBe(false);
    expect((await second).status).toBe(200);
  });

  it('are done, and the connection is reset before the answer', async () => {
    link.begin({ ...request, what: 'lose-answer', how: 'reset' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(asked.length).toBe(1);
  });

  it('are done, and nothing more is heard', async () => {
    link.begin({ ...request, what: 'lose-answer', how: 'hang' });
    const answered = post().then(
      () => true,
      () => true,
    );
    expect(await Promise.race([answered, settledIn(300)])).toBe(false);
    expect(asked.length).toBe(1);
  });

  it('are done twice and answered once', async () => {
    link.begin({ ...request, what: 'duplicate', afterMs: 50 });
    expect(await (await post()).json()).toEqual({ data: { n: 1 } });
    await until(() => expect(asked.length).toBe(2));
  });

  it.each([true, false])('are answered by a gateway, done: %s', async (isDone) => {
    link.begin({ ...request, what: 'status', status: 429, retryAfterS: 3, isDone });
    const response = await post();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
    expect(await response.text()).toContain('<html>');
    expect(asked.length).toBe(isDone ? 1 : 0);
  });

  it.each([true, false])('are answered with errors and status 200, done: %s', async (isDone) => {
    link.begin({ ...request, what: 'errors', isDone });
    const response = await post();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      data: null,
      errors: [{ errorType: 'DynamoDB:ProvisionedThroughputExceededException' }],
    });
    expect(asked.length).toBe(isDone ? 1 : 0);
  });

  it('are answered with half of the answer', async () => {
    const stop = link.begin({ ...request, what: 'truncate', how: 'whole' });
    const response = await post();
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"data":');
    stop();
    link.begin({ ...request, what: 'truncate', how: 'cut' });
    await expect(post().then((cut) => cut.text())).rejects.toThrow();
    expect(asked.length).toBe(2);
  });

  it('are befallen by chance', async () => {
    link.begin({ ...request, chance: 0.3, what: 'status', status: 500, isDone: false });
    const statuses: number[] = [];
    for (let count = 0; count < 60; count += 1) statuses.push((await post()).status);
    const failed = statuses.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(5);
    expect(failed).toBeLessThan(40);
  });
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  asked.push(text);
  encodings.push(request.headers['accept-encoding']);
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { n: asked.length } }));
}

function post(): Promise<Response> {
  return fetch(link.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'x' }),
  });
}

function say(frame: object): void {
  for (const socket of sockets.clients) socket.send(JSON.stringify(frame));
}

function push(id: string, seq: number): void {
  say({ id, type: 'data', payload: { data: { onChannelEvent: { seq } } } });
}

interface Client {
  readonly frames: readonly Record<string, unknown>[];
  readonly closed: Promise<number>;
  /** Of the events that came, in the order in which they came. */
  seqs(): number[];
  /** How often bytes came. */
  reads(): number;
  start(id: string, channelId: string | null): void;
  isOpen(): boolean;
}

/** With two subscriptions: `s1` of `c1`, and `s2` of `c2`. */
async function opened(): Promise<Client> {
  const client = await connect();
  const known = asked.length;
  client.start('s1', 'c1');
  client.start('s2', 'c2');
  await until(() => expect(asked.length).toBe(known + 2));
  return client;
}

async function connect(): Promise<Client> {
  const inits = () => asked.filter((text) => text.includes('connection_init')).length;
  const known = inits();
  const socket = new WebSocket(`${link.url.replace('http', 'ws')}/realtime`, ['graphql-ws', 'header-e30']);
  const frames: Record<string, unknown>[] = [];
  let reads = 0;
  let raw: Socket | undefined;
  socket.on('upgrade', (response) => {
    raw = response.socket;
    raw.on('data', () => (reads += 1));
  });
  socket.on('message', (text) => frames.push(JSON.parse(String(text)) as Record<string, unknown>));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('error', () => undefined);
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await until(() => expect(inits()).toBe(known + 1));
  return {
    frames,
    closed,
    seqs() {
      return frames.flatMap(({ payload }) => {
        const { data } = (payload ?? {}) as { data?: { onChannelEvent?: { seq: number } } };
        return data?.onChannelEvent?.seq ?? [];
      });
    },
    reads: () => reads,
    start(id, channelId) {
      const data = JSON.stringify({ query: 'q', variables: channelId === null ? { userId: 'me' } : { channelId } });
      socket.send(JSON.stringify({ id, type: 'start', payload: { data } }));
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
  };
}

/** False, so long later: for what must not have happened by then. */
async function settledIn(ms: number): Promise<false> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return false;
}
