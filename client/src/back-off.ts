/** So long after a loss, tries follow each other quickly: most losses are short, and somebody is looking. */
const quickForMs = 10_000;
const firstBoundMs = 500;
/** Two tries lie at most so far apart while it is quick, so that whoever returns is found within 2 s. */
const quickBoundMs = 1_700;
const longestBoundMs = 10_000;

/**
 * The longest that the wait before a try may be, `elapsedMs` after the loss and after `failures` tries. The wait itself is anything
 * from nothing to this bound (full jitter), so that those whom one outage cut off do not come back in the same moment.
 */
export function reconnectBoundMs(elapsedMs: number, failures: number): number {
  if (elapsedMs < quickForMs) return failures < 2 ? firstBoundMs : quickBoundMs;
  return Math.min(longestBoundMs, elapsedMs / 2);
}

/** How long to wait before repetition number `attempt` (from 1) of one failed request: anything up to a bound that doubles. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(longestBoundMs, firstBoundMs * 2 ** (attempt - 1));
}
