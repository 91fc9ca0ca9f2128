import type { Facts, Op } from './facts.ts';

/**
 * Of several operations on one thing, those that may have been done last; the others certainly were not. What the service answered
 * was done in between. What a device kept is done at some later time, in the order in which one session asked. What nobody answered
 * may be done at any time, or never.
 */
export function lastWords(ops: readonly Op[]): Op[] {
  const granted = ops.filter(({ outcome }) => outcome === 'ok' || outcome === 'kept');
  const lastOfSession = new Map<string, Op>();
  for (const op of granted) lastOfSession.set(op.by, op);
  const lastAnswered = Math.max(...ops.filter(({ outcome }) => outcome === 'ok').map(({ from }) => from), -Infinity);
  return ops.filter((op) => {
    const last = lastOfSession.get(op.by);
    switch (op.outcome) {
      case 'fail':
        return false;
      case 'unknown':
        return true;
      case 'ok':
        return op.until >= lastAnswered;
      case 'kept':
        // Two of one session that overlapped were kept in either order.
        return last === undefined || op === last || op.until >= last.from;
      default:
        return op.outcome satisfies never;
    }
  });
}

/** Whether the network repeated requests since: an early one may then have come again after a later one. */
export function areDoubled({ faults }: Facts, since: number): boolean {
  return faults.some(({ what, until }) => what.includes('double') && until >= since);
}
