import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalAppSync, Log } from '../../local/index.ts';
import { createLocalAppSync } from '../../local/index.ts';
import type { Assembly } from './note-app.ts';
import { synthesizeNotes } from './note-app.ts';
import { connect } from './real-time-client.ts';

/** Lets `user:<anything>` in as ann; says and throws what it is given. */
const AUTHORIZER = `
export async function handler({ authorizationToken: token }) {
  console.log('asked', token);
  console.error('asked', token);
  if (token.startsWith('throw')) throw new TypeError('bad token ' + token);
  return { isAuthorized: token.startsWith('user:'), resolverContext: { user: 'ann' } };
}`;

let assembly: Assembly;
const lines: string[] = [];
const contexts: string[] = [];
const line = (text: string) => void lines.push(text);

beforeAll(() => {
  assembly = synthesizeNotes();
  const [asset] = readdirSync(assembly.directory).filter((name) => name.startsWith('asset.'));
  writeFileSync(join(assembly.directory, asset ?? '', 'index.mjs'), AUTHORIZER);
});

afterAll(() => assembly?.remove());

async function withServer(log: Log, use: (server: LocalAppSync) => Promise<void>): Promise<void> {
  const server = await createLocalAppSync({ assembly: assembly.directory, log });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

async function post(server: LocalAppSync, token: string, body: unknown): Promise<Response> {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token, 'x-canary': 'canary-header' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response;
}

const add = 'mutation Add($input: NoteInput!) { addNote(input: $input) { id body } }';
const note = { input: { id: 'canary-id', body: 'canary-body' } };

async function askEverything(server: LocalAppSync): Promise<void> {
  const token = 'user:canary-token';
  await post(server, token, { query: add, variables: note });
  await post(server, token, {
    query: 'mutation { addNote(input: { id: "canary-literal", body: "canary-text" }) { id } }',
  });
  await post(server, token, { query: '{ fails { id } }' });
  await post(server, token, { query: '{ getNote(id: { canary: "canary-value" }) { id } }' });
  await post(server, token, { query: add, variables: { input: { id: { canary: 'canary-type' } } } });
  await post(server, token, { query: '{ whoami }', operationName: 'canary-operation' });
  await post(server, token, '{"query": "canary-json');
  await post(server, token, '');
  await post(server, 'canary-unknown', { query: '{ whoami }' });
  await post(server, 'throw canary-thrown', { query: '{ whoami }' });

  const authorization = { Authorization: token, host: new URL(server.url).host };
  const client = await connect({ realtimeUrl: server.realtimeUrl, authorization });
  client.start('canary-subscription', 'subscription { onNote { id body } }');
  await client.next({ type: 'start_ack' });
  await post(server, token, { query: add, variables: note });
  await client.next({ type: 'data' });
  client.start('a', 'subscription { onAuthor(author: "canary-argument") { id } }');
  await client.next({ type: 'start_ack' });
  client.start('b', 'subscription { onAuthor(author: "nobody") { id } }');
  client.start('c', 'subscription { onNote { id } }', {}, { ...authorization, Authorization: 'canary-start' });
  client.start('d', 'canary is no GraphQL');
  client.send({ type: 'stop', id: 'canary-stop' });
  client.sendText('canary is no JSON');
  for (let errors = 0; errors < 5; errors += 1) await client.next({ type: 'error' });
  await client.close();
  for (const by of ['subprotocol', 'query', 'headers'] as const) {
    const refused = { ...authorization, Authorization: `canary-${by}` };
    const other = await connect({ realtimeUrl: server.realtimeUrl, authorization: refused, by });
    other.send({ type: 'connection_init' });
    await other.closed;
  }
}

describe('the log', () => {
  test('has one line for each request, event and refusal, and never a word of what people sent', async () => {
    await withServer({ info: line, warn: line, debug: () => undefined }, askEverything);
    expect(lines.filter((text) => /canary/i.test(text))).toEqual([]);
    const expected = [
      /^mutation Add \{ addNote \} \d+ ms \(1 call, 0 read units, 1 write unit\)$/,
      /^query \{ fails \} \d+ ms \(0 calls, 0 read units, 0 write units\): NotFound$/,
      /^event onNote to 1 of 1 subscriptions \d+\.\d ms$/,
      /^subscription \{ onNote \} \d+ ms \(0 calls, 0 read units, 0 write units\)$/,
      /^subscription \{ onAuthor \} .*: NotFound$/,
      /^request refused: 400 MalformedHttpRequestException \d+ ms$/,
      /^request refused: 401 UnauthorizedException/,
      /^subscription refused: 401 UnauthorizedException \d+ ms$/,
      /^message refused: UnsupportedOperation$/,
      /^message refused: UnknownOperationError$/,
      /^connection refused: 401 UnauthorizedException$/,
      /^The authorizer of notes failed/,
      /wrote to its console \(error\)/,
    ];
    for (const pattern of expected) expect(lines).toContainEqual(expect.stringMatching(pattern));
  });

  test('has contexts where they are wanted, with what was written, and still without the token of a header', async () => {
    const log: Log = { info: line, warn: line, debug: () => undefined, context: (text) => contexts.push(text) };
    await withServer(log, async (server) => {
      await post(server, 'user:canary-token', { query: add, variables: note });
    });
    expect(contexts).toContainEqual(expect.stringMatching(/request is given .*canary-body/));
    expect(contexts).toContainEqual(expect.stringMatching(/^notes is asked by put: .*PutItem.*canary-body/));
    expect(contexts).toContainEqual(expect.stringMatching(/^notes answers put after \d+ ms: .*canary-body/));
    expect(contexts).toContainEqual(expect.stringMatching(/response leaves .*canary-body/));
    expect(contexts.filter((text) => text.includes('canary-token'))).toEqual([]);
  });
});
