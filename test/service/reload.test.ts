import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAssembly } from '../../dev/build.ts';
import * as operations from '../../generated/operations.ts';
import { type Listener, listen } from '../support/listener.ts';
import { Person } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = temporaryDirectory();
const needed = [
  ...['dev', 'generated', 'infra', 'local', 'resolvers', 'models.json', 'package.json', 'schema.graphql'],
  'web/security-headers.ts',
];
let server: ChildProcess;
let output = '';
let alice: Person;
let listener: Listener;

/** The repository again, as far as the service is made of it, with a cache of its own: what is saved there disturbs nobody. */
async function copyRepository(): Promise<void> {
  for (const name of [...needed, 'package-lock.json', 'tsconfig.base.json']) {
    cpSync(join(root, name), join(copy.path, name), { recursive: true });
  }
  mkdirSync(join(copy.path, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(copy.path, 'node_modules', name));
  }
  // What is served first is made of the same sources as here, and is made already.
  const assembly = await buildAssembly('dev');
  cpSync(assembly, join(copy.path, 'node_modules/.cache/parley', basename(assembly)), { recursive: true });
  writeFileSync(join(copy.path, 'start.ts'), START);
}

const START = `
import { createConsoleLog } from './local/index.ts';
import { startParley } from './dev/parley.ts';
const parley = await startParley({ web: false, watch: true, log: createConsoleLog() });
process.on('SIGTERM', () => void parley.close().then(() => process.exit(0)));
console.log('up at ' + parley.origin + ' for now');
`;

/** What the server says from now on, up to a match. */
function said(pattern: RegExp): Promise<string> {
  const from = output.length;
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = pattern.exec(output.slice(from));
      if (found) resolve(found[1] ?? found[0]);
    };
    server.stdout?.on('data', look);
    server.stderr?.on('data', look);
    server.once('exit', () => reject(new Error(`it ended:\n${output}`)));
  });
}

/** As editors save: another file takes its place. */
function save(name: string, change: (text: string) => string): void {
  const path = join(copy.path, name);
  const before = readFileSync(path, 'utf8');
  const text = change(before);
  if (text === before) throw new Error(`${name} does not have what was to be changed.`);
  writeFileSync(`${path}.saving`, text);
  renameSync(`${path}.saving`, path);
}

beforeAll(async () => {
  await copyRepository();
  server = spawn(process.execPath, ['--import', 'tsx', 'start.ts'], {
    cwd: copy.path,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const origin = await said(/up at (\S+)/);
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'alice' }),
  });
  const { token } = (await response.json()) as { token: string };
  const realtimeUrl = `${origin.replace('http', 'ws')}/graphql/realtime`;
  alice = new Person('alice', token, { url: `${origin}/graphql`, realtimeUrl });
  listener = await listen(realtimeUrl, token, operations.onChannelEvent, { channelId: 'harbor_general' });
});

afterAll(async () => {
  listener?.close();
  if (server && server.exitCode === null) {
    const exited = once(server, 'exit');
    server.kill('SIGTERM');
    await exited;
  }
  copy.remove();
});

const name = async () => (await alice.get<{ me: { name: string } }>('{ me { name } }')).me.name;

describe('a developer who saves', () => {
  test('a resolver is served it a moment later, with the data, the session and the socket of before', async () => {
    const sent = await alice.send('harbor_general', 'before the change');
    expect((await listener.next()).message?.id).toBe(sent.id);
    expect(await name()).toBe('Alice Moreau');
    const isServed = said(/the service is served as it is now, (\d+) ms/);
    save('resolvers/Query.me.ts', (text) =>
      text.replace('return ctx.prev.result;', "return { ...ctx.prev.result, name: 'Alice the Changed' };"),
    );
    await isServed;
    expect(await name()).toBe('Alice the Changed');
    const other = await alice.send('harbor_general', 'after the change');
    expect((await listener.next()).message?.id).toBe(other.id);
    const { messages } = await alice.get<{ messages: { items: { id: string }[] } }>(
      '{ messages: messagesByChannel(channelId: "harbor_general", limit: 2, sortDirection: DESC) { items { id } } }',
    );
    expect(messages.items.map(({ id }) => id)).toEqual([other.id, sent.id]);
  });

  test('a resolver that does not build is told where it is wrong, and goes on with what was served', async () => {
    const isTold = said(/(resolvers\/Query\.me\.ts:\d+:\d+)/);
    save('resolvers/Query.me.ts', (text) => text.replace('export function response', 'export funktion response'));
    expect(await isTold).toMatch(/^resolvers\/Query\.me\.ts:9:7$/);
    expect(await name()).toBe('Alice the Changed');
  });

  test('code that AppSync refuses is told why, and goes on with what was served, until it is mended', async () => {
    const isTold = said(/reload refused[^]*?(Query\.me[^\n]*\n|new [^\n]*\n)/);
    save('resolvers/Query.me.ts', (text) =>
      text
        .replace('export funktion response', 'export function response')
        .replace("'Alice the Changed'", 'String(new Date())'),
    );
    await isTold;
    expect(await name()).toBe('Alice the Changed');
    const isServed = said(/the service is served as it is now/);
    save('resolvers/Query.me.ts', (text) => text.replace('String(new Date())', "'Alice the Mended'"));
    await isServed;
    expect(await name()).toBe('Alice the Mended');
  });
});
