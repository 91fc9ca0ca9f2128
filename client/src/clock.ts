/** Time, as a test may hold it in its hand. */
export interface Clock {
  /** Milliseconds of the wall clock, which goes on while a machine sleeps. */
  now(): number;
  /** Calls `run` once, after `ms`; never once the function that it answers with was called. */
  after(ms: number, run: () => void): () => void;
}

/**
 * The same time for what waits: where the wall clock is put back, this one goes on from where it stood, so that nothing waits for as long as
 * it was put back by.
 */
export function steadyClock(clock: Clock = systemClock): Clock {
  let last = clock.now();
  let shift = 0;
  return {
    now() {
      const now = clock.now() + shift;
      if (now < last) shift += last - now;
      last = Math.max(last, now);
      return last;
    },
    after: (ms, run) => clock.after(ms, run),
  };
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
