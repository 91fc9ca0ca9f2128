import type { Clock } from '../../../client/src/clock.ts';

/** Time that goes on by hand. */
export interface HandClock extends Clock {
  /** Goes on by `ms`, running on its way whatever is due, each at its time. */
  advance(ms: number): Promise<void>;
  /** As a machine that sleeps: all that is due is run only afterwards. */
  sleep(ms: number): Promise<void>;
  /** As somebody who sets the wall clock: timers run on. */
  putBack(ms: number): void;
}

export function handClock(): HandClock {
  let now = 1_000_000;
  let shift = 0;
  const timers = new Map<object, { at: number; run: () => void }>();

  async function runDue(until: number, atItsTime: boolean): Promise<void> {
    for (;;) {
      await settle();
      const [key, next] = [...timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!key || !next || next.at > until) return;
      timers.delete(key);
      if (atItsTime) now = Math.max(now, next.at);
      next.run();
    }
  }

  return {
    now: () => now + shift,
    after(ms, run) {
      const key = {};
      timers.set(key, { at: now + ms, run });
      return () => timers.delete(key);
    },
    async advance(ms) {
      const until = now + ms;
      await runDue(until, true);
      now = until;
    },
    async sleep(ms) {
      now += ms;
      await runDue(now, false);
    },
    putBack: (ms) => void (shift -= ms),
  };
}

/** Lets promises that are settled run their course. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
