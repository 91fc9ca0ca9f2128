import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Person } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const store = temporaryDirectory();
const running = new Set<ChildProcess>();

afterAll(() => {
  killAll();
  store.remove();
});

/** What a test that failed has left running. */
function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}

/** `npm start` as a person runs it, but on a free port and with its data in a place of the test's own. */
async function start(...flags: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/main.ts', '--data', store.path, ...flags], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const isUp = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const origin = /The web client\s+(http:\S+?)\/\n/.exec(output)?.[1];
      if (origin && output.includes('Ctrl-C ends it.')) resolve(origin);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`it ended with ${code}:\n${output}`)));
  });
  const origin = await isUp;
  return {
    output: () => output,
    origin,
    async as(user: string): Promise<Person> {
      const response = await fetch(`${origin}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user }),
      });
      const { token } = (await response.json()) as { token: string };
      return new Person(user, token, {
        url: `${origin}/graphql`,
        realtimeUrl: `${origin.replace('http', 'ws')}/graphql/realtime`,
      });
    },
    async end(signal: NodeJS.Signals): Promise<number | null> {
      const exited = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      const [code] = await exited;
      running.delete(child);
      return code;
    },
  };
}

/** A process that ended but was not collected by its parent, as happens to orphans in containers, is not alive. */
const isAlive = (pid: number) => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
};
const enginePid = () =>
  (JSON.parse(readFileSync(join(store.path, 'dynamodb.pid'), 'utf8')) as { engine: number }).engine;

/** Null = nothing is kept. */
function bytesKept(): number | null {
  const file = join(store.path, 'dynamodb.db');
  return existsSync(file) ? readFileSync(file).length : null;
}

describe.skipIf(process.env.DYNAMODB_ENDPOINT)('npm start', () => {
  afterEach(killAll);

  test('says where everything is, keeps what was written over a restart, and Ctrl-C ends every child', async () => {
    const first = await start('--fresh');
    for (const part of ['/console', '/graphql', '/session', 'alice, bob, carol, dave, eve']) {
      expect(first.output()).toContain(part);
    }
    const sent = await (await first.as('alice')).send('harbor_general', 'still here tomorrow');
    const engine = enginePid();
    expect(isAlive(engine)).toBe(true);
    expect(await first.end('SIGINT')).toBe(0);
    expect(isAlive(engine)).toBe(false);

    const second = await start();
    expect((await (await second.as('bob')).page('harbor_general', { limit: 1 })).items).toEqual([sent]);
    expect(await second.end('SIGTERM')).toBe(0);

    const fresh = await start('--fresh');
    expect((await (await fresh.as('bob')).page('harbor_general', { limit: 1 })).items).not.toEqual([sent]);
    expect(await fresh.end('SIGINT')).toBe(0);
  }, 300_000);

  test('killed, it leaves an engine that the next start ends and replaces', async () => {
    const first = await start();
    const engine = enginePid();
    await first.end('SIGKILL');
    const second = await start();
    expect(enginePid()).not.toBe(engine);
    expect(isAlive(engine)).toBe(false);
    expect(await second.end('SIGINT')).toBe(0);
  }, 300_000);
});

describe('npm start --memory', () => {
  let server: Awaited<ReturnType<typeof start>>;
  let before: number | null;
  beforeAll(async () => {
    before = bytesKept();
    server = await start('--memory');
  }, 300_000);

  test('on a port that is taken, it says so in a line and ends', async () => {
    const { port } = new URL(server.origin);
    const child = spawn(process.execPath, ['--import', 'tsx', 'dev/main.ts', '--memory'], {
      cwd: root,
      env: { ...process.env, PORT: port },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    // Its streams end after it has.
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(said).toContain(port);
    expect(said.trim().split('\n')).toHaveLength(1);
  }, 300_000);

  test('at /session it lists the accounts, signs them in, and nobody else', async () => {
    const post = (body: string, type = 'application/json') =>
      fetch(`${server.origin}/session`, { method: 'POST', headers: { 'content-type': type }, body });
    const listed = (await (await fetch(`${server.origin}/session`)).json()) as { accounts: { user: string }[] };
    expect(listed.accounts.map((account) => account.user)).toEqual(['alice', 'bob', 'carol', 'dave', 'eve']);
    expect((await post('{"user":"alice"}')).status).toBe(200);
    expect((await post('{"user":"mallory"}')).status).toBe(404);
    expect((await post('{"user":7}')).status).toBe(400);
    expect((await post('not json')).status).toBe(400);
    expect((await post('user=alice', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await fetch(`${server.origin}/session`, { method: 'DELETE' })).status).toBe(405);
  });

  test('is closed at /session to a page of a name that somebody pointed at this machine', async () => {
    const { port } = new URL(server.origin);
    for (const [host, status] of [
      ['evil.example', 403],
      [`evil.example:${port}`, 403],
      [`127.0.0.1:${port}`, 200],
    ] as const) {
      const asked = request({ port, path: '/session', headers: { host } }).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(status);
      response.resume();
    }
  });

  test('touches no file until Ctrl-C ends it', async () => {
    await (await server.as('alice')).send('harbor_general', 'gone in a minute');
    expect(await server.end('SIGINT')).toBe(0);
    expect(bytesKept()).toBe(before);
  });
});
