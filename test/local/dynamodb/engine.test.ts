import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createDynamoDbClient } from '../../../local/dynamodb/client.ts';
import { createTables } from '../../../local/dynamodb/create-tables.ts';
import { engineBinary } from '../../../local/dynamodb/engine-binary.ts';
import { startEngine, type Engine } from '../../../local/dynamodb/engine.ts';
import { DynamoDbUnavailable } from '../../../local/dynamodb/errors.ts';
import { itemTable } from './tables.ts';

const log = (): void => undefined;
const soon = () => ({ deadline: Date.now() + 5_000 });
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'engine-'));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function start(directory: string | null): Promise<Engine> {
  const engine = await startEngine({ directory, log });
  cleanups.push(() => engine.close());
  return engine;
}

function clientOf({ endpoint }: Engine) {
  const client = createDynamoDbClient({ endpoint, region: 'eu-west-1', credentials: null });
  cleanups.push(() => client.close());
  return client;
}

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the engine', () => {
  test('answers once it has started, and is gone once closed', async () => {
    const engine = await start(null);
    const pid = engine.pid ?? 0;
    expect(await clientOf(engine).call('ListTables', {}, soon())).toEqual({ TableNames: [] });
    await engine.close();
    expect(isRunning(pid)).toBe(false);
    expect(engine.pid).toBeNull();
    await engine.close();
  });

  test('keeps its data from one run to the next', async () => {
    const directory = newDirectory();
    const first = await start(directory);
    await createTables(clientOf(first), [itemTable()]);
    await first.close();
    const second = await start(directory);
    expect(await clientOf(second).call('ListTables', {}, soon())).toEqual({ TableNames: ['Items'] });
  });

  test('comes back on the same port after it was killed; calls fail as unavailable meanwhile', async () => {
    const engine = await start(newDirectory());
    const client = clientOf(engine);
    await createTables(client, [itemTable()]);
    const pid = engine.pid ?? 0;
    const restarted = new Promise<void>((resolve) => engine.onRestart(resolve));
    process.kill(pid, 'SIGKILL');
    await until(() => !isRunning(pid));
    await expect(client.call('ListTables', {}, soon())).rejects.toBeInstanceOf(DynamoDbUnavailable);
    await restarted;
    expect(engine.pid).not.toBe(pid);
    expect(await client.call('ListTables', {}, soon())).toEqual({ TableNames: ['Items'] });
  });

  test('comes back after every one of several kills', async () => {
    const engine = await start(null);
    for (let round = 0; round < 3; round += 1) {
      const restarted = new Promise<void>((resolve) => {
        const unsubscribe = engine.onRestart(() => (unsubscribe(), resolve()));
      });
      process.kill(engine.pid ?? 0, 'SIGKILL');
      await restarted;
    }
    expect(await clientOf(engine).call('ListTables', {}, soon())).toEqual({ TableNames: [] });
  });

  test('stays gone where it is closed while it is down', async () => {
    const engine = await start(null);
    const pid = engine.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(() => engine.pid === null);
    await engine.close();
    await expect(clientOf(engine).call('ListTables', {}, soon())).rejects.toBeInstanceOf(DynamoDbUnavailable);
  });

  test('is not shared: a second server on the same directory is refused', async () => {
    const directory = newDirectory();
    await start(directory);
    await expect(startEngine({ directory, log })).rejects.toThrow('Another server');
  });

  test('names the ways out where the platform has none', () => {
    expect(() => engineBinary('plan9', 'mips')).toThrow('DYNAMODB_ENDPOINT');
  });
});

// Needs /proc to look at processes that are not our children.
describe.runIf(process.platform === 'linux')('an engine whose server is gone', () => {
  const engineModule = fileURLToPath(new URL('../../../local/dynamodb/engine.ts', import.meta.url));

  /** Runs a server in a process of its own; resolves with its engine's pid. */
  async function startServer(directory: string | null, { before = '', after = 'setInterval(() => undefined, 1000);' }) {
    const script =
      `import { startEngine } from ${JSON.stringify(engineModule)};` +
      `const engine = await startEngine({ directory: ${JSON.stringify(directory)}, log: () => undefined });` +
      `${before} console.log(engine.pid); ${after}`;
    const server = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    cleanups.push(() => server.kill('SIGKILL'));
    const [chunk] = (await once(server.stdout, 'data')) as [Buffer];
    const enginePid = Number(chunk.toString());
    cleanups.push(() => isRunning(enginePid) && process.kill(enginePid, 'SIGKILL'));
    return { server, enginePid };
  }

  test('is ended by the next run on the same database where the server crashed', async () => {
    const directory = newDirectory();
    const { server, enginePid } = await startServer(directory, {});
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(isRunning(enginePid)).toBe(true);
    const next = await start(directory);
    expect(isRunning(enginePid)).toBe(false);
    expect(next.pid).not.toBe(enginePid);
    await next.close();
    expect(existsSync(join(directory, 'dynamodb.pid'))).toBe(false);
  });

  /** The shells that wait for this process to be gone before they end an engine. */
  const watchers = (enginePid: number) =>
    readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').endsWith(`\0sh\0${enginePid}\0`);
      } catch {
        return false;
      }
    });

  test('dies with it where it kept nothing and the server was killed', async () => {
    const { server, enginePid } = await startServer(null, {});
    expect([isRunning(enginePid), watchers(enginePid).length]).toEqual([true, 1]);
    server.kill('SIGKILL');
    await until(() => !isRunning(enginePid) && watchers(enginePid).length === 0);
  });

  test('is watched no longer than it runs', async () => {
    const engine = await start(null);
    const enginePid = engine.pid ?? 0;
    expect(watchers(enginePid)).toHaveLength(1);
    await engine.close();
    await until(() => watchers(enginePid).length === 0);
  });

  test('dies with it where the server exits by itself', async () => {
    const { server, enginePid } = await startServer(newDirectory(), { after: 'process.exit(3);' });
    if (server.exitCode === null) await once(server, 'exit');
    await until(() => !isRunning(enginePid));
  });

  test('outlives Ctrl-C in the terminal until the server ends it', async () => {
    const { server, enginePid } = await startServer(newDirectory(), {
      before: `process.on('SIGINT', () => {
        let isAlive = true;
        try { process.kill(engine.pid ?? 0, 0); } catch { isAlive = false; }
        engine.close().then(() => process.exit(isAlive ? 7 : 8));
      });`,
    });
    const processGroup = readFileSync(`/proc/${enginePid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2];
    expect(Number(processGroup)).toBe(enginePid);
    process.kill(-(server.pid ?? 0), 'SIGINT');
    const [code] = server.exitCode === null ? await once(server, 'exit') : [server.exitCode];
    expect(code).toBe(7);
    expect(isRunning(enginePid)).toBe(false);
  });
});
