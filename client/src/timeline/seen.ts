import { type OutboxEntry, reactionId } from '../outbox/entry.ts';
import type { SeenEntry } from '../outbox/outbox-state.ts';
import { type Held, lastOwn } from './held.ts';
import { runAt } from './runs.ts';
import { heldOf, type Timeline } from './timeline.ts';

/** Of the channel's outbox entries those that are of no use any more, since the timeline has what they did. */
export function seenEntries(timeline: Timeline, entries: readonly OutboxEntry[]): readonly SeenEntry[] {
  return entries.flatMap((entry) => {
    const held = heldOf(timeline, messageIdOf(entry));
    return isSeen(timeline, entry, held) ? [{ entry, seq: held?.message.seq }] : [];
  });
}

/** The message that an entry is, or changes. */
export function messageIdOf({ id, reaction }: OutboxEntry): string {
  return reaction?.messageId ?? id;
}

function isSeen(timeline: Timeline, entry: OutboxEntry, held: Held | undefined): boolean {
  const { kind, state, seq, rev } = entry;
  if (kind === 'send') {
    // It lies in pages that were not loaded.
    const newest = runAt(timeline.runs, Infinity);
    if (newest && state === 'sent' && seq !== undefined && seq < newest.from) return true;
    return (
      newest !== undefined &&
      held !== undefined &&
      held.message.seq <= timeline.shownThrough &&
      held.message.rev >= (rev ?? 0)
    );
  }
  if (state !== 'sent' || !held) return false;
  // Where another tab has not told yet what became of it, nothing shows.
  return kind === 'react' ? isReactionSeen(entry, held) : held.message.rev >= (rev ?? Infinity);
}

/** Known from a later time than the answer told of. That a query does not have it yet may be its index, which lags. */
function isReactionSeen({ at, reaction }: OutboxEntry, held: Held): boolean {
  const { messageId = '', emoji = '', isOn } = reaction ?? {};
  const id = reactionId(messageId, emoji);
  const last = lastOwn(held, (one) => reactionId(messageId, one) === id);
  if (at === undefined) return last.isThere === isOn;
  // What was taken off came to be there at that time.
  if (isOn ? last.time < at : last.time <= at) return false;
  return last.isEvent || last.isThere === isOn;
}
