import type { FinalLine } from '../history.ts';
import type { Found } from '../history-files.ts';
import type { Judged } from './judged.ts';

/** So many positions one write may have taken at most, on average, with all its tries. */
const mostTriesOfWrite = 20;

/**
 * R5: the delta from 0 accounts for every position up to where it says that it is complete: at each stands a message's birth, a
 * message's last change, or a declared hole, and not both.
 *
 * Taken from how the delta proves itself: a hole is also where a change was replaced by a later one, and where a member or a
 * setting changed. So a hole is judged by what is known to be born at it, which nothing may be, and all of them by how much was written.
 */
export function checkContiguity({ logs, messages, facts, report }: Judged): void {
  const writes = new Map<string, number>();
  for (const { asked } of facts.ops) {
    if (asked.do !== 'read') writes.set(asked.channel, (writes.get(asked.channel) ?? 0) + 1);
  }
  const syncs = new Map<string, { found: Found<FinalLine>; holes: Ranges }>();
  for (const { channel, readings } of logs.values()) {
    const heads = new Set(readings.map(({ line }) => line.headSeq));
    if (heads.size > 1) report('R5', channel, `Readers found different heads: ${[...heads].join(', ')}.`, readings);
    for (const found of readings) {
      const { rows, headSeq, how } = found.line;
      const last = rows.reduce((most, [, seq, rev]) => Math.max(most, seq, rev), 0);
      if (last > headSeq)
        report('R5', channel, `A message is at ${last}, and the channel’s head is ${headSeq}.`, [found]);
      if (how !== 'sync') continue;
      syncs.set(channel, { found, holes: holesOf(found.line) });
      checkSync(channel, found, (writes.get(channel) ?? 0) + 100);
    }
  }
  for (const { id, channel, births } of messages.values()) {
    const sync = syncs.get(channel);
    for (const [seq, birth] of births) {
      if (!sync || !isIn(sync.holes, seq)) continue;
      report('R5', channel, `Position ${seq} is declared a hole, and ${id} was born there.`, [birth.found, sync.found]);
    }
  }

  function checkSync(channel: string, found: Found<FinalLine>, written: number): void {
    const { rows, completeThrough = 0, headSeq } = found.line;
    const holes = holesOf(found.line);
    if (completeThrough > headSeq) {
      report('R5', channel, `The delta is complete through ${completeThrough}, beyond the head ${headSeq}.`, [found]);
    }
    for (const [id, seq, rev] of rows) {
      const position = [seq, rev].find((one) => isIn(holes, one));
      if (position) report('R5', channel, `Position ${position} is declared a hole, and ${id} stands there.`, [found]);
    }
    const stands = rows.flatMap(([, seq, rev]): Range[] =>
      seq === rev
        ? [[seq, seq]]
        : [
            [seq, seq],
            [rev, rev],
          ],
    );
    let next = 1;
    for (const [from, through] of [...stands, ...holes].sort((a, b) => a[0] - b[0])) {
      if (from > next && next <= completeThrough) {
        const words = `Positions ${next} to ${from - 1} are neither told nor declared holes, and all is said to be complete up to ${completeThrough}.`;
        report('R5', channel, words, [found]);
      }
      next = Math.max(next, through + 1);
    }
    if (next <= completeThrough) {
      report('R5', channel, `Positions ${next} to ${completeThrough} are neither told nor declared holes.`, [found]);
    }
    const empty = holes.reduce((sum, [from, through]) => sum + through - from + 1, 0);
    if (empty > written * mostTriesOfWrite) {
      report('R5', channel, `${empty} positions are holes, and ${written} writes were tried.`, [found]);
    }
  }
}

type Range = readonly [from: number, through: number];
type Ranges = readonly Range[];

function holesOf({ holes = [] }: FinalLine): Ranges {
  return holes.toSorted((a, b) => a[0] - b[0]);
}

/** The ranges rise. */
function isIn(ranges: Ranges, position: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[1] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.[0] ?? Infinity) <= position;
}
