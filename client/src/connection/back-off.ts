const firstWaitMs = 500;
const longestWaitMs = 30_000;

/**
 * How long to wait before try number `attempt` (1 = the first repetition): anything up to a bound that doubles. The whole wait is
 * random, so that those whom one outage cut off do not come back in the same moment.
 */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
}
