import type { ChannelEvent } from '../model.ts';
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

/**
 * Those of the person's changes that were tried, and are made, whatever becomes of the answer: one of `events`, which `timeline` has, tells how the
 * message is now, and that is as wished.
 */
export function changesIn(
  events: readonly ChannelEvent[],
  timeline: Timeline,
  entries: readonly OutboxEntry[],
): readonly SeenEntry[] {
  return entries.flatMap((entry) => {
    const held = entry.attempts > 0 && heldOf(timeline, messageIdOf(entry));
    if (!held || !isMade(entry, held)) return [];
    // Of one that was late, something newer is held: it may be from before the wish.
    const { id, rev } = held.message;
    return events.some(({ message }) => message?.id === id && message.rev === rev) ? [{ entry, seq: rev }] : [];
  });
}

function isMade(entry: OutboxEntry, held: Held): boolean {
  const { kind, content, reaction, at = '' } = entry;
  if (kind === 'delete') return held.message.deletedAt !== null;
  if (kind === 'edit') return held.message.content === content;
  const last = lastReaction(entry, held);
  // What was so at that time was so before this wish.
  return last.isEvent && last.isThere === reaction?.isOn && last.time > at;
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
function isReactionSeen(entry: OutboxEntry, held: Held): boolean {
  const { at, reaction } = entry;
  const last = lastReaction(entry, held);
  const isAsWished = last.isThere === reaction?.isOn;
  if (at === undefined) return isAsWished;
  // What was taken off came to be there at that time.
  if (reaction?.isOn ? last.time < at : last.time <= at) return false;
  return last.isEvent || isAsWished;
}

function lastReaction({ id }: OutboxEntry, held: Held): ReturnType<typeof lastOwn> {
  return lastOwn(held, (emoji) => reactionId(held.message.id, emoji) === id);
}
