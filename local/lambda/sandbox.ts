import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { LambdaDefinition } from '../assembly/model.ts';
import { failed, type LambdaError, type LambdaOutcome } from './outcome.ts';

/** One running copy of a function: a worker thread with the handler's module in it. Over once its worker has ended. */
export interface Sandbox {
  /** Settles when the handler's module has loaded, or failed to. */
  readonly ready: Promise<void>;
  /** Never rejects. */
  run(event: string): Promise<LambdaOutcome>;
  /** Whether it takes further events: not after its end, and not after one of its events ran out of time. */
  isOpen(): boolean;
  end(): Promise<void>;
  /** Settles when the worker has ended, whatever the reason. */
  readonly over: Promise<void>;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LambdaLog = (level: LogLevel, text: string) => void;

type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly text: string }
  | { readonly kind: 'returned'; readonly id: string; readonly value: string }
  | { readonly kind: 'failed'; readonly id: string; readonly error: LambdaError }
  | { readonly kind: 'crashed'; readonly error: LambdaError };

/**
 * The room in which a handler's short-lived objects are made. V8 would let it grow to 48 MB in each worker: that was half of
 * all that this process grew by while 1,000 clients with a token each connected.
 */
const maxYoungGenerationSizeMb = 6;

/** How long Lambda lets a module load ("Lambda execution environment lifecycle", init phase). */
const loadTimeoutMs = 10_000;

export function startSandbox(
  definition: LambdaDefinition,
  codeDirectory: string,
  environment: Readonly<Record<string, string>>,
  log: LambdaLog,
): Sandbox {
  const { handler, name, arn, timeoutSeconds } = definition;
  const timeoutMs = timeoutSeconds * 1000;
  const pending = new Map<string, (outcome: LambdaOutcome) => void>();
  let isRetired = false;
  let isOver = false;
  let crash: LambdaError | null = null;

  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData: { codeDirectory, handler, name, arn },
    env: { ...environment },
    argv: [],
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb },
    stdout: true,
    stderr: true,
  });
  // In Lambda's log, too, each line is an event of its own.
  createInterface(worker.stdout).on('line', (line) => log('info', line));
  createInterface(worker.stderr).on('line', (line) => log('error', line));

  let stopLoading = (): void => {};
  const ready = new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      crash = { errorType: 'Sandbox.Timedout', errorMessage: 'Error: the handler did not load in time', trace: [] };
      void worker.terminate();
    }, loadTimeoutMs);
    stopLoading = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  const over = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const settle = (id: string, outcome: LambdaOutcome): void => {
    pending.get(id)?.(outcome);
    pending.delete(id);
    if (isRetired && pending.size === 0) void worker.terminate();
  };

  worker.on('message', (message: Message) => {
    switch (message.kind) {
      case 'ready':
        return stopLoading();
      case 'log':
        return log(message.level, message.text);
      case 'returned':
        return settle(message.id, { kind: 'returned', value: JSON.parse(message.value) });
      case 'failed':
        return settle(message.id, { kind: 'failed', error: message.error });
      case 'crashed':
        crash = message.error;
        isRetired = true;
        void worker.terminate();
        return;
      default:
        message satisfies never;
    }
  });
  worker.on('error', (error: Error) => {
    crash ??= { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  });
  worker.on('exit', (code) => {
    isOver = true;
    stopLoading();
    for (const id of [...pending.keys()]) settle(id, ended(crash, code));
  });

  return {
    ready,
    over,
    async run(event) {
      await ready;
      if (isOver || crash !== null) return ended(crash, 1);
      const id = randomUUID();
      const outcome = new Promise<LambdaOutcome>((resolve) => pending.set(id, resolve));
      const timer = setTimeout(() => {
        // Others that run beside it would have a process of their own in Lambda, so they may finish; nothing new starts.
        isRetired = true;
        const message = `RequestId: ${id} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
        settle(id, failed('Sandbox.Timedout', message));
      }, timeoutMs);
      worker.postMessage({ id, event, timeoutMs });
      return outcome.finally(() => clearTimeout(timer));
    },
    isOpen: () => !isRetired && !isOver,
    async end() {
      isRetired = true;
      await worker.terminate();
    },
  };
}

function ended(crash: LambdaError | null, code: number): LambdaOutcome {
  if (crash !== null) return { kind: 'failed', error: crash };
  return failed('Runtime.ExitError', `Error: Runtime exited with error: exit status ${code}`);
}
