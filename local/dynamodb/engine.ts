import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { engineBinary } from './engine-binary.ts';
import { spawnEngine, type EngineProcess } from './engine-process.ts';
import { endLeftOver, removePidFile, writePidFile } from './left-over.ts';

/** A DynamoDB engine of our own in a child process, kept alive until it is closed. */
export interface Engine {
  /** Stays the same over restarts. */
  readonly endpoint: string;
  /** null = it is down just now, and will be back, or it is closed. */
  readonly pid: number | null;
  /** Called after each restart. An engine in memory comes back empty. The answer unsubscribes. */
  onRestart(listener: () => void): () => void;
  /** Ends the engine: SIGTERM, then SIGKILL after two seconds. May be called again. */
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Where the database is kept, made where missing; null = in memory. */
  readonly directory: string | null;
  readonly log: (line: string) => void;
}

const firstBackOffMs = 100;
const longestBackOffMs = 5_000;
/** An engine that ran this long was healthy: its end starts the back-off anew. */
const healthyAfterMs = 10_000;

/**
 * Starts the engine on a free port of the loopback interface and resolves when it answers. Where it dies it is started
 * again on the same port, without end; calls fail as unavailable meanwhile.
 *
 * The engine is killed when this process exits, except by a signal without a handler: a server that wants its engine
 * gone on Ctrl-C handles SIGINT and SIGTERM.
 *
 * @throws where no engine fits this platform, or another server uses the directory.
 */
export async function startEngine({ directory, log }: EngineOptions): Promise<Engine> {
  const binary = engineBinary();
  const home = directory === null ? null : resolve(directory);
  const databasePath = home === null ? null : join(home, 'dynamodb.db');
  if (home !== null && databasePath !== null) {
    mkdirSync(home, { recursive: true });
    await endLeftOver(home, databasePath, log);
  }

  const closing = new AbortController();
  const listeners = new Set<() => void>();
  let current: EngineProcess;
  let isReady = false;

  async function start(port: number): Promise<void> {
    current = spawnEngine({ binary, port, databasePath, log });
    // Before it is ready: a crash of ours just now must not leave it behind unknown.
    if (home !== null && current.isAlive) writePidFile(home, current.pid);
    await current.ready;
    isReady = true;
  }

  async function supervise(port: number): Promise<void> {
    let backOffMs = firstBackOffMs;
    while (!closing.signal.aborted) {
      const startedAt = Date.now();
      const how = await current.exited;
      isReady = false;
      if (closing.signal.aborted) return;
      if (Date.now() - startedAt >= healthyAfterMs) backOffMs = firstBackOffMs;
      log(`The DynamoDB engine ended (${how}). It is started again in ${backOffMs} ms.`);
      await delay(backOffMs, undefined, { signal: closing.signal }).catch(() => undefined);
      if (closing.signal.aborted) return;
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
      try {
        await start(port);
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
        continue;
      }
      log('The DynamoDB engine is back.');
      for (const listener of listeners) listener();
    }
  }

  const killNow = () => current?.kill('SIGKILL');
  process.on('exit', killNow);

  let port: number;
  try {
    port = await startOnFreePort(start);
  } catch (error) {
    process.off('exit', killNow);
    throw error;
  }
  const supervised = supervise(port);

  async function close(): Promise<void> {
    closing.abort();
    isReady = false;
    // The supervisor may be about to start one: whatever it started last is ended.
    await current.end();
    await supervised;
    process.off('exit', killNow);
    if (home !== null) removePidFile(home);
  }

  let closed: Promise<void> | null = null;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    get pid() {
      return isReady && current.isAlive ? current.pid : null;
    },
    onRestart(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => (closed ??= close()),
  };
}

/** Somebody may take the port between our look and the engine's start, so another one is tried. */
async function startOnFreePort(start: (port: number) => Promise<void>): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      await start(port);
      return port;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // The cast is safe: a server that listens on a TCP port has such an address.
      const { port } = server.address() as AddressInfo;
      server.close(() => resolvePort(port));
    });
  });
}
