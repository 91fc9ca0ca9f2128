import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SchemaError, clearData, createLocalAppSync } from '../../local/index.ts';
import type { Assembly } from './note-app.ts';
import { synthesizeNotes, synthesizeSeveral } from './note-app.ts';
import { connect } from './real-time-client.ts';

let notes: Assembly;
let several: Assembly;
let broken: Assembly;

beforeAll(() => {
  notes = synthesizeNotes();
  several = synthesizeSeveral();
  broken = synthesizeSeveral({ isBroken: true });
});

afterAll(() => {
  for (const assembly of [notes, several, broken]) assembly?.remove();
});

const post = (url: string, headers: Record<string, string>, query: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

describe('createLocalAppSync', () => {
  test('serves the first API at /graphql and the others below their names', async () => {
    const server = await createLocalAppSync({ assembly: several.directory });
    try {
      expect(server.apis.map(({ url }) => new URL(url).pathname)).toEqual(['/graphql', '/second/graphql']);
      for (const [at, { name, url }] of server.apis.entries()) {
        const mode = server.deployment.apis[at]?.authModes[0];
        const key = mode?.type === 'API_KEY' ? (mode.keys[0]?.value ?? '') : '';
        const response = await post(url, { 'x-api-key': key }, '{ name }');
        expect(await response.json()).toEqual({ data: { name } });
        expect((await post(url, { 'x-api-key': 'other' }, '{ name }')).status).toBe(401);
      }
      expect(server.dynamoDb).toBeNull();
    } finally {
      await server.close();
    }
  });

  test('runs several at once, each with its own data, and keeps what is in a directory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'data-'));
    const add = 'mutation { addNote(input: { id: "1", body: "kept" }) { id } }';
    const read = async (url: string) =>
      (
        (await (await post(url, { authorization: 'user:ann' }, '{ getNote(id: "1") { body } }')).json()) as {
          data: unknown;
        }
      ).data;
    const [kept, other] = await Promise.all([
      createLocalAppSync({ assembly: notes.directory, dataDirectory: directory }),
      createLocalAppSync({ assembly: notes.directory }),
    ]);
    try {
      await post(kept.url, { authorization: 'user:ann' }, add);
      expect(await read(kept.url)).toEqual({ getNote: { body: 'kept' } });
      expect(await read(other.url)).toEqual({ getNote: null });
    } finally {
      await Promise.all([kept.close(), other.close()]);
    }
    const again = await createLocalAppSync({ assembly: notes.directory, dataDirectory: directory });
    expect(await read(again.url)).toEqual({ getNote: { body: 'kept' } });
    expect(() => clearData(directory)).toThrow(/Another server/);
    await again.close();
    clearData(directory);
    expect(readdirSync(directory)).toEqual([]);
    rmSync(directory, { recursive: true });
  });

  test('refuses what AppSync would refuse, and frees its port', async () => {
    const port = await freePort();
    await expect(createLocalAppSync({ assembly: broken.directory, port })).rejects.toThrow(SchemaError);
    const server = await createLocalAppSync({ assembly: several.directory, port });
    await server.close();
  });

  test('refuses a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await expect(createLocalAppSync({ assembly: several.directory, port })).rejects.toThrow(/EADDRINUSE/);
    taken.close();
  });

  test('ends its connections when it closes, and may be closed again', async () => {
    const server = await createLocalAppSync({ assembly: notes.directory });
    const authorization = { Authorization: 'user:ann', host: new URL(server.url).host };
    const client = await connect({ realtimeUrl: server.realtimeUrl, authorization });
    await Promise.all([server.close(), server.close()]);
    await client.closed;
    await expect(fetch(server.url)).rejects.toThrow();
  });
});

describe('the command line', () => {
  const run = (...args: string[]) =>
    spawn(process.execPath, ['--import', 'tsx', 'local/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

  test('prints the addresses, serves, and ends with 0 on SIGTERM', async () => {
    const data = mkdtempSync(join(tmpdir(), 'data-'));
    const child = run('--assembly', notes.directory, '--port', '0', '--data', data, '--fresh');
    // The streams end after the process has.
    const exited = once(child, 'close');
    let output = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const [, found] = /GraphQL\s+(http\S+)/.exec(output) ?? [];
        if (found) resolve(found);
      });
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      void exited.then(() => reject(new Error(output)));
    });
    const response = await post(url, { authorization: 'user:secret-token' }, '{ whoami }');
    expect(await response.json()).toEqual({ data: { whoami: 'secret-token' } });
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(output).toMatch(/query \{ whoami \} \d+ ms \(0 calls, 0 read units, 0 write units\)/);
    expect(output).not.toContain('secret-token');
    expect(readdirSync(data)).not.toContain('dynamodb.pid');
    rmSync(data, { recursive: true });
  });

  test('serves an assembly anew that is synthesised again, even into a folder made anew', async () => {
    const home = mkdtempSync(join(tmpdir(), 'watched-'));
    const watched = join(home, 'out');
    cpSync(several.directory, watched, { recursive: true });
    const child = run('--assembly', watched, '--port', '0', '--memory');
    const exited = once(child, 'exit');
    let output = '';
    const said = (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const [whole, part = whole] = pattern.exec(output) ?? [];
          if (part !== undefined) resolve(part);
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void exited.then(() => reject(new Error(output)));
      });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const url = await said(/GraphQL\s+(http\S+)[^]*second/);
    // The reason stands some lines below, and lines come as they come.
    const isRefused = said(/reload refused[^]*warning: .*manifest\.json/);
    writeFileSync(join(watched, 'manifest.json'), '{"artifacts": ');
    await isRefused;
    const isServed = said(/reload \d+ ms/);
    rmSync(watched, { recursive: true });
    cpSync(several.directory, watched, { recursive: true });
    const template = join(watched, 'first.template.json');
    writeFileSync(template, readFileSync(template, 'utf8').replace("payload: 'first'", "payload: 'changed'"));
    await isServed;
    expect((await post(url, { 'x-api-key': 'none' }, '{ name }')).status).toBe(401);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    rmSync(home, { recursive: true });
  });

  test('says what is wrong with its options, and ends with 1', async () => {
    const child = run('--port', '4000');
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('--assembly is required');
    const other = run('--assembly', notes.directory, '--activation-delay', 'soon');
    other.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(other, 'close')).toEqual([1, null]);
    expect(said).toContain('--activation-delay must be a number of milliseconds, not soon.');
  });
});

/** A port below those that systems hand out by themselves, so that nobody is given it meanwhile. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 10_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
