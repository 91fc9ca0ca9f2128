import type { Answer } from './child.ts';

/**
 * The other side of `startChild`: greets, then answers each question in its turn. The process ends with its parent, or on SIGTERM,
 * after `close`.
 */
export function answer<Question>(
  greeting: unknown,
  reply: (question: Question) => Promise<unknown>,
  close: () => Promise<void>,
): void {
  const say = (said: Answer) => process.send?.(said);
  const leave = () => void close().finally(() => process.exit(0));
  process.on('SIGTERM', leave);
  process.on('disconnect', leave);
  process.on('message', (question: Question) => {
    reply(question).then(
      (value) => say({ value: value ?? null }),
      (error: unknown) => say({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  say({ value: greeting });
}
