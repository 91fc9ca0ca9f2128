import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, openSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../../../dev/build.ts';
import { type Engine, startEngine } from '../../../../local/dynamodb/engine.ts';
import { type EngineProxy, startEngineProxy } from '../proxy/engine-proxy.ts';
import type { Random } from '../random.ts';
import type { FromServer, Sessions, ToServer } from './server-process.ts';

/** The real service: the local server in a process of its own, the real engine in another, and the fault proxy between them. */
export interface Service {
  readonly host: string;
  readonly port: number;
  readonly engine: Engine;
  readonly engineProxy: EngineProxy;
  readonly sessions: Sessions;
  /** The name of a model's table. */
  tableOf(model: string): string;
  /** kill -9. Nothing listens from now on. */
  kill(): Promise<void>;
  /** Serves again, on the same port and data. */
  restart(): Promise<void>;
  /** Ends in order, as for a deployment. */
  end(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  readonly isUp: boolean;
  loseInvalidations(isOn: boolean): void;
  /** What the server's process holds. */
  measure(): Promise<{ sockets: number; timers: number; heapBytes: number }>;
  close(): Promise<void>;
}

const mostStarts = 30;
const serverFile = fileURLToPath(new URL('server-process.ts', import.meta.url));

export interface ServiceOptions {
  /** Takes the data and what the server says. */
  readonly directory: string;
  /** Who is to be signed in. */
  readonly people: readonly string[];
  readonly random: Random;
  /** It will be started again: the code for that is loaded before. */
  readonly isRestarted: boolean;
}

export async function startService({ directory, people, random, isRestarted }: ServiceOptions): Promise<Service> {
  const dataDirectory = join(directory, 'data');
  const temporary = join(directory, 'tmp');
  for (const path of [dataDirectory, temporary]) mkdirSync(path, { recursive: true });
  // What tsx has compiled before need not be compiled again.
  const compiled = `tsx-${process.getuid?.() ?? 0}`;
  mkdirSync(join(tmpdir(), compiled), { recursive: true });
  symlinkSync(join(tmpdir(), compiled), join(temporary, compiled));
  const output = openSync(join(directory, 'server.log'), 'a');
  const engine = await startEngine({ directory: dataDirectory, log: () => undefined });
  const engineProxy = await startEngineProxy(engine.endpoint, random);
  const port = await freePort();
  let losesInvalidations = false;
  let spare: ChildProcess | null = null;
  let current: ChildProcess | null = null;
  let started: Extract<FromServer, { type: 'started' }>;

  /** A process with all the code loaded that serves nothing yet. */
  function load(): ChildProcess {
    // A server that is killed leaves its temporary files: here they go with the run.
    const env = { ...process.env, TMPDIR: temporary, CDK_VALIDATION: 'false' };
    const stdio = ['ignore' as const, output, output, 'ipc' as const];
    return fork(serverFile, { cwd: root, execArgv: ['--max-semi-space-size=64', '--import', 'tsx'], env, stdio });
  }

  async function start(): Promise<void> {
    const child = spare ?? load();
    spare = null;
    const answered = new Promise<Extract<FromServer, { type: 'started' }>>((resolve, reject) => {
      child.on('message', (message: FromServer) => {
        if (message.type === 'started') resolve(message);
        if (message.type === 'failed') reject(new Error(`the server did not start: ${message.words}`));
      });
      child.once('exit', () => reject(new Error('the server ended at its start')));
    });
    const dynamoDbEndpoint = engineProxy.endpoint;
    tell(child, { type: 'start', port, dataDirectory, dynamoDbEndpoint, losesInvalidations, people });
    try {
      started = await answered;
      current = child;
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    } finally {
      // The next one loads while this one serves.
      if (isRestarted) spare = load();
    }
  }

  /** A start asks the engine for its tables, and the engine may be what is broken. */
  async function restart(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await start();
      } catch (error) {
        if (tries === mostStarts) throw error;
      }
    }
  }

  async function stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = current;
    current = null;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  }

  await start();

  return {
    host: '127.0.0.1',
    port,
    engine,
    engineProxy,
    get sessions() {
      return started.sessions;
    },
    tableOf(model) {
      const name = started.tables[model];
      if (!name) throw new Error(`the service has no table for the model ${model}`);
      return name;
    },
    kill: () => stop('SIGKILL'),
    restart,
    end: () => stop('SIGTERM'),
    signal: (signal) => void current?.kill(signal),
    get isUp() {
      return current !== null;
    },
    loseInvalidations(isOn) {
      losesInvalidations = isOn;
      if (current) tell(current, { type: 'lose-invalidations', isOn });
    },
    measure() {
      return new Promise((resolve, reject) => {
        if (!current) return reject(new Error('the server is down'));
        const child = current;
        child.on('message', function hear(message: FromServer) {
          if (message.type !== 'measured') return;
          child.off('message', hear);
          resolve(message);
        });
        tell(child, { type: 'measure' });
      });
    },
    async close() {
      spare?.kill('SIGKILL');
      await stop('SIGKILL');
      await engineProxy.close();
      await engine.close();
    },
  };
}

function tell(child: ChildProcess, message: ToServer): void {
  child.send(message);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a TCP port has such an address.
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
