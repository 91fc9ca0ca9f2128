import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createDynamoDbClient } from './client.ts';
import { endWithUs } from './end-with-us.ts';

export interface EngineProcess {
  readonly pid: number;
  readonly isAlive: boolean;
  /** How it ended, as in `exit code 1` or `SIGKILL`. Never rejects. */
  readonly exited: Promise<string>;
  /** Resolves when it answers calls; rejects where it ends or does not answer in time. */
  readonly ready: Promise<void>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** SIGTERM, then SIGKILL after two seconds. Resolves when the process is gone. */
  end(): Promise<void>;
}

const readyWithinMs = 15_000;
const killAfterMs = 2_000;

export function spawnEngine(options: {
  binary: string;
  port: number;
  /** null = in memory. */
  databasePath: string | null;
  log: (line: string) => void;
}): EngineProcess {
  const { binary, port, databasePath, log } = options;
  const storage = databasePath === null ? [] : ['--db-path', databasePath];
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), ...storage], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C in a terminal goes to the whole group, and would end the engine under the
    // writes that the server still has to finish.
    detached: true,
  });
  const exited = endOf(child);
  // One that keeps its data is found and ended by the next run on them; of one in memory nobody would know.
  if (databasePath === null && child.pid !== undefined) child.once('exit', endWithUs(child.pid));
  const listening = listeningLine(child, log);
  // An unheard rejection would end the whole server where a caller looks only at `exited`.
  const ready = becomesReady(child, port, listening, exited);
  ready.catch(() => undefined);

  return {
    pid: child.pid ?? 0,
    get isAlive() {
      return isAlive(child);
    },
    exited,
    ready,
    kill: (signal) => void child.kill(signal),
    async end() {
      if (!isAlive(child)) return void (await exited);
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** false also where it could not be started at all. */
function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** Passes on what the engine says, and resolves when it says that it listens. */
function listeningLine(child: ChildProcess, log: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    if (child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (/listening on/i.test(line)) resolve();
      else if (line.trim() !== '' && !/^shutting down/i.test(line)) log(`DynamoDB engine: ${line}`);
    });
  });
}

/**
 * An answer on the port alone proves nothing: a stranger may have taken the port first. So the child itself has to
 * say that it listens, then it has to answer, and then it has to be alive still.
 */
async function becomesReady(
  child: ChildProcess,
  port: number,
  listening: Promise<void>,
  exited: Promise<string>,
): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  const late = new AbortController();
  const failed = Promise.race([
    exited.then((how) => new Error(`The DynamoDB engine ended at its start (${how}).`)),
    delay(readyWithinMs, new Error('The DynamoDB engine did not start in time.'), { signal: late.signal }),
  ]);
  const client = createDynamoDbClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials: null });
  try {
    const first = await Promise.race([listening, failed]);
    if (first instanceof Error) throw first;
    const second = await Promise.race([client.call('ListTables', {}, { deadline }), failed]);
    if (second instanceof Error) throw second;
    if (!isAlive(child)) throw await failed;
  } catch (error) {
    child.kill('SIGKILL');
    if (isAlive(child)) await once(child, 'exit');
    throw error;
  } finally {
    failed.catch(() => undefined);
    late.abort();
    client.close();
  }
}
