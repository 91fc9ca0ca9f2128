import type { ChannelEvent, Message, MessagePage } from '../model.ts';

/**
 * What is known of one channel's messages: always one run, from the oldest loaded message to the newest known one. Immutable:
 * each function answers with a timeline, and `messages` stays the same array where no message changed.
 *
 * ```
 *   not loaded ◄─ olderCursor │ complete: pages join without a gap │ arrived live, may have gaps
 *                             └────────────────────────────────────┴──► seq
 *                                                          completeThrough
 * ```
 *
 * A newest page that does not reach down to `completeThrough` leaves a gap between itself and what was loaded before. The timeline
 * then keeps the page and what is newer, and forgets the rest, which pages lead back to: it shows less rather than a hole. A
 * live event that never arrived is found when the next newest page is loaded, not before. Fetching exactly what is missing
 * is not done here yet.
 */
export interface Timeline {
  /** Rising by `seq`, each id once. */
  readonly messages: readonly Message[];
  /** Leads to the page before the oldest message. Null = there is none older. Undefined = nothing was loaded yet. */
  readonly olderCursor: string | null | undefined;
  /** Up to this position no message is missing, down to the oldest of `messages`. 0 = not known of any. */
  readonly completeThrough: number;
}

export const emptyTimeline: Timeline = { messages: [], olderCursor: undefined, completeThrough: 0 };

/**
 * With the newest page, asked for after the subscription was acknowledged. One that comes so late that it ends below all that is
 * held is left out: nothing says what lies between.
 */
export function withNewestPage(timeline: Timeline, page: MessagePage): Timeline {
  const isFirstPage = timeline.olderCursor === undefined;
  const oldest = page.messages[0]?.seq ?? 0;
  const newest = page.messages.at(-1)?.seq ?? 0;
  const oldestHeld = timeline.messages[0]?.seq ?? 0;
  if (!isFirstPage && newest < oldestHeld) return timeline;

  const reachesBack = page.olderCursor === null || oldest <= timeline.completeThrough;
  const joins = reachesBack && !isFirstPage;
  const kept = joins ? timeline.messages : timeline.messages.filter(({ seq }) => seq >= oldest);
  // Of two pages that join, the one that begins lower knows what comes before.
  const knowsOlder = !joins || page.olderCursor === null || oldest <= oldestHeld;
  return settled({
    messages: merged(kept, page.messages),
    olderCursor: knowsOlder ? page.olderCursor : timeline.olderCursor,
    completeThrough: joins ? Math.max(timeline.completeThrough, newest) : newest,
  });
}

/** With the page that `cursor` led to. A cursor that is no longer the timeline's own leads nowhere: the page is left out. */
export function withOlderPage(timeline: Timeline, cursor: string, page: MessagePage): Timeline {
  if (timeline.olderCursor !== cursor) return timeline;
  return settled({
    ...timeline,
    messages: merged(timeline.messages, page.messages),
    olderCursor: page.olderCursor,
  });
}

/** With what a subscription told, in whatever order and however often. */
export function withEvent(timeline: Timeline, event: ChannelEvent): Timeline {
  switch (event.kind) {
    case 'MESSAGE_SENT':
    case 'MESSAGE_EDITED':
    case 'MESSAGE_DELETED':
    case 'REACTION_ADDED':
    case 'REACTION_REMOVED':
      return event.message ? withMessage(timeline, event.message, event.seq) : timeline;
    case 'MEMBER_ADDED':
    case 'MEMBER_REMOVED':
    case 'CHANNEL_UPDATED':
    case 'TYPING':
    case 'AUDIENCE_ENDED':
      return timeline;
    default:
      // A newer service may tell of what this version has no picture of.
      event.kind satisfies never;
      return timeline;
  }
}

/** With one message, as an event or the answer to a send gives it. `position` is what it took; an event's may be above its `seq`. */
export function withMessage(timeline: Timeline, message: Message, position: number = message.seq): Timeline {
  const isLoaded = timeline.olderCursor !== undefined;
  const oldest = timeline.messages[0];
  // A repeated send may tell of a message from before the loaded run. It has its place in a page.
  const isBeforeRun = isLoaded && timeline.olderCursor !== null && (!oldest || message.seq < oldest.seq);
  const messages = isBeforeRun ? timeline.messages : merged(timeline.messages, [message]);
  const isNext = isLoaded && position === timeline.completeThrough + 1;
  if (messages === timeline.messages && !isNext) return timeline;
  return settled({
    ...timeline,
    messages,
    completeThrough: isNext ? position : timeline.completeThrough,
  });
}

/** Positions are contiguous, so what joins on to the complete run without a gap is part of it. */
function settled(timeline: Timeline): Timeline {
  if (timeline.olderCursor === undefined) return timeline;
  let { completeThrough } = timeline;
  for (const { seq } of timeline.messages) {
    if (seq === completeThrough + 1) completeThrough = seq;
  }
  return completeThrough === timeline.completeThrough ? timeline : { ...timeline, completeThrough };
}

/** Both, in order, each message in its newest version. The same array where `news` brings nothing new. */
function merged(known: readonly Message[], news: readonly Message[]): readonly Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  let hasChanged = false;
  for (const message of news) {
    const held = byId.get(message.id);
    if (held && held.rev >= message.rev) continue;
    byId.set(message.id, message);
    hasChanged = true;
  }
  return hasChanged ? [...byId.values()].sort((a, b) => a.seq - b.seq) : known;
}
