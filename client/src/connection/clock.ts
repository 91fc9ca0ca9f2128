/** Time, as a test may hold it in its hand. */
export interface Clock {
  /** Milliseconds of the wall clock, which goes on while a machine sleeps. */
  now(): number;
  /** Calls `run` once, after `ms`; never once the function that it answers with was called. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
