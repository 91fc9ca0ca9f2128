/** Node keeps a list for each length of timer, and a timer is cheap where its list is there already. */
const STEP_MS = 100;

/**
 * How long to wait for a moment in epoch milliseconds, for a timer: rounded up to a tenth of a second where it is further away than
 * a second. Never negative.
 */
export function waitUntil(deadline: number): number {
  const leftMs = Math.max(0, deadline - Date.now());
  return leftMs <= 1_000 ? leftMs : Math.ceil(leftMs / STEP_MS) * STEP_MS;
}
