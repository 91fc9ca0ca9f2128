import type { LambdaDefinition } from '../assembly/model.ts';
import { openCodeFolder, type CodeFolder } from './code-folder.ts';
import { handlerEnvironment } from './environment.ts';
import type { LambdaOutcome } from './outcome.ts';
import { startSandbox, type LambdaLog, type Sandbox } from './sandbox.ts';

/** A Lambda function that runs on this machine. */
export interface Lambda {
  /** Loads the handler's module now rather than at the first event. */
  warm(): Promise<void>;
  /**
   * Hands the event to the handler. `timeoutMs` is how long the caller waits, loading included; default: until the
   * function's own timeout. Rejects only after `close`, or for an event that is no JSON data.
   */
  invoke(event: unknown, options?: { readonly timeoutMs?: number }): Promise<LambdaOutcome>;
  /** Ends the worker; what still runs in it fails. Nothing of the code is left unpacked. */
  close(): Promise<void>;
}

export interface LambdaOptions {
  /** Beside the template's own variables: see `sdkEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Gets what the handler writes to the console. */
  readonly log: LambdaLog;
}

/** The module's state survives from event to event, and events may overlap: all run in one worker. */
export function createLambda(definition: LambdaDefinition, { environment, log }: LambdaOptions): Lambda {
  let folder: CodeFolder | null = null;
  const sandboxes = new Set<Sandbox>();
  let current: Sandbox | null = null;
  let isClosed = false;

  const openSandbox = (): Sandbox => {
    if (isClosed) throw new Error(`the function ${definition.name} is closed`);
    if (current !== null && current.isOpen()) return current;
    folder ??= openCodeFolder(definition.code);
    const variables = handlerEnvironment(definition, environment, folder.path);
    const sandbox = startSandbox(definition, folder.path, variables, log);
    sandboxes.add(sandbox);
    void sandbox.over.then(() => sandboxes.delete(sandbox));
    current = sandbox;
    return sandbox;
  };

  return {
    async warm() {
      await openSandbox().ready;
    },
    async invoke(event, { timeoutMs } = {}) {
      const outcome = openSandbox().run(JSON.stringify(event ?? null));
      return timeoutMs === undefined ? outcome : firstOf(outcome, timeoutMs);
    },
    async close() {
      isClosed = true;
      await Promise.all([...sandboxes].map((sandbox) => sandbox.end()));
      folder?.remove();
    },
  };
}

async function firstOf(outcome: Promise<LambdaOutcome>, timeoutMs: number): Promise<LambdaOutcome> {
  let timer: NodeJS.Timeout | undefined;
  const abandoned = new Promise<LambdaOutcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'abandoned' }), timeoutMs);
  });
  return Promise.race([outcome, abandoned]).finally(() => clearTimeout(timer));
}
