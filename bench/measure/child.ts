import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of ours that answers questions, one after the other. */
export interface Child {
  readonly pid: number;
  /** What the process said when it was ready. */
  readonly greeting: unknown;
  /** From its start until it was ready. */
  readonly startMs: number;
  /** Rejects where the process failed at it, ended, or took longer than `withinMs`, a minute unless said. */
  ask(question: object, withinMs?: number): Promise<unknown>;
  /** SIGTERM, then SIGKILL after three seconds. May be called again. */
  end(): Promise<void>;
}

export type Answer = { readonly value: unknown } | { readonly failure: string };

const readyWithinMs = 60_000;
const killAfterMs = 3_000;

/** Runs a module of this folder, as in `peers/yoga.ts`, in a process of its own. */
export async function startChild(module: string, environment: Readonly<Record<string, string>> = {}): Promise<Child> {
  const startedAt = performance.now();
  const child = fork(fileURLToPath(new URL(`../${module}`, import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said = lastWords(child);
  const greeting = await answerOf(child, said, module, readyWithinMs).catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  return {
    pid: child.pid ?? 0,
    greeting,
    startMs: performance.now() - startedAt,
    async ask(question, withinMs = 60_000) {
      const answer = answerOf(child, said, `${module}, ${JSON.stringify(question).slice(0, 120)}`, withinMs);
      child.send(question);
      return answer;
    },
    end: () => end(child),
  };
}

/** The end of what it writes to stderr. Some peers write a line for each request, and only a failure makes it worth reading. */
function lastWords(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)));
  return () => words;
}

async function answerOf(child: ChildProcess, said: () => string, what: string, withinMs: number): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const answer = await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as Answer),
      once(child, 'exit', { signal }).then(([code]): Answer => ({ failure: `it ended (${String(code)})` })),
      new Promise<Answer>((resolve) => {
        const timer = setTimeout(() => resolve({ failure: `no answer in ${withinMs} ms` }), withinMs);
        signal.addEventListener('abort', () => clearTimeout(timer));
      }),
    ]);
    if ('failure' in answer) throw new Error(`${what}: ${answer.failure}\n${said()}`);
    return answer.value;
  } finally {
    over.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await exited;
  clearTimeout(timer);
}
