import { runAt } from './runs.ts';
import { underWayMs } from './settled.ts';
import { shownRun, type Timeline, withView } from './timeline.ts';

/**
 * With the newest `kept` messages where more than `most` are held up to the newest, and with the run that is shown where that is another one. The
 * rest is loaded again by whoever scrolls there. What changed in the last moments stays, since a page that is loaded now may not have it
 * yet. The same where there are no more.
 */
export function trimmed(timeline: Timeline, { most, kept }: { most: number; kept: number }): Timeline {
  const { held, runs, view } = timeline;
  const newest = runAt(runs, Infinity);
  if (!newest || held.length <= most) return timeline;
  const own = held.filter(({ message }) => message.seq >= newest.from);
  if (own.length <= most) return timeline;
  const first = own.at(-kept)?.message.seq;
  const run = first === undefined || own.length <= kept ? newest : { ...newest, from: first, older: first };
  const shown = shownRun(timeline);
  const other = shown === newest ? undefined : shown;
  const lastAt = held.reduce((last, { message }) => Math.max(last, Date.parse(message.updatedAt)), 0);
  const left = held.filter(({ message: { seq, updatedAt } }) => {
    const isShown = other !== undefined && other.from <= seq && seq <= other.through;
    return seq >= run.from || isShown || Date.parse(updatedAt) > lastAt - underWayMs;
  });
  // A page that was asked for before may be older than what is forgotten now.
  const seqs = new Map(left.map(({ message: { id, seq } }) => [id, seq]));
  const next = { ...timeline, held: left, seqs, runs: other ? [other, run] : [run], era: timeline.era + 1 };
  return withView(next, other ? view : Infinity);
}
