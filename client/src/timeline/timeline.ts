import {
  type Position,
  unknownPosition,
  withHead,
  withHeard,
  withLoadedThrough,
  withTold,
} from '../following/position.ts';
import type { Channel, ChannelEvent, ChannelSync, Message, MessagePage } from '../model.ts';
import { type Held, type OwnReaction, ownReaction, tellsOwn, withVersion } from './held.ts';
import { placeOf } from './places.ts';
import { joined, type Run, runAt } from './runs.ts';
import { settledThrough } from './settled.ts';

/**
 * What is known of one channel's messages. Immutable: each function answers with a timeline, the same one where nothing is new.
 *
 * ```
 *   seq ─►  ┌─ run: around a permalink ─┐           ┌─ run: the newest, open to the right ────────────►
 *           │ every message is held     │    gap    │ every message is held                  │ may have holes
 *           └───────────────────────────┘           └────────────────────────────────────────┴────────►
 *                                                                                position.through
 * ```
 *
 * Two claims, and nothing besides: in a run every message that was sent up to `position.through` is held, and each held message has every
 * change up to it. Messages of a gap are held too, as they are heard: the page that covers them may be older than what was heard. So
 * nothing is forgotten that a page may not have yet (`trimmed`).
 */
export interface Timeline {
  /** Everything that is known, rising by `seq`. */
  readonly held: readonly Held[];
  /** Where each message is, by id. That never changes, so all timelines that one was made of have this map, and add to it. */
  readonly seqs: Map<string, number>;
  /** Rising, with gaps between. None = no page came yet. */
  readonly runs: readonly Run[];
  /** How far changes are known. */
  readonly position: Position;
  /** Counts the times that all runs were given up. A page that was asked for before then says nothing about now. */
  readonly era: number;
  /** A position of the run that is shown. Infinity = the newest. */
  readonly view: number;
  /** Nothing above it is shown: what lies between was not looked for yet. Infinity = it was. */
  readonly shownThrough: number;
  /** The channel as last told. Null = not told yet. */
  readonly channel: Channel | null;
  /** What is shown: those of one run, rising by `seq`. The same array where none of them changed. */
  readonly messages: readonly Message[];
}

export const emptyTimeline: Timeline = {
  held: [],
  seqs: new Map(),
  runs: [],
  position: unknownPosition,
  era: 0,
  view: Infinity,
  shownThrough: Infinity,
  channel: null,
  messages: [],
};

/** Which page was asked for, and when: `era` is that of the timeline then. */
export type PageRequest = { readonly era: number } & (
  | { readonly kind: 'older'; readonly cursor: string | number }
  | { readonly kind: 'around'; readonly seq: number }
  /** `cursor` null = the first page after the position. */
  | { readonly kind: 'newer'; readonly after: number; readonly cursor: string | null }
);

/** The run that is shown. Undefined = nothing was loaded. */
export function shownRun({ runs, view }: Timeline): Run | undefined {
  return runAt(runs, view);
}

/**
 * With the newest page in place of all runs: there was none, or too much was missed since. What was held stays held, for what it is
 * worth against a page that lags.
 */
export function withNewestPage(timeline: Timeline, page: MessagePage): Timeline {
  const from = page.olderCursor === null ? 0 : (page.messages[0]?.seq ?? 0);
  const next = withVersions(timeline, page.messages.map(asNews));
  return shown({
    ...next,
    runs: [{ from, through: Infinity, older: page.olderCursor, newer: null }],
    position: withLoadedThrough(next.position, settledThrough(page)),
    era: timeline.era + 1,
    view: Infinity,
    shownThrough: Infinity,
  });
}

/** With a page of the past. One that belongs to no run any more is left out. Its `olderCursor` leads on, in its own direction. */
export function withPage(timeline: Timeline, request: PageRequest, page: MessagePage): Timeline {
  if (request.era !== timeline.era) return timeline;
  const { runs } = timeline;
  const found = replaced(runs, request, page);
  if (!found) return timeline;
  const view = request.kind === 'around' ? request.seq : timeline.view;
  return shown({ ...withVersions(timeline, page.messages.map(asNews)), runs: joined(found), view });
}

/** A message as it is held, wherever. Undefined = it is not. */
export function heldOf({ held, seqs }: Timeline, id: string): Held | undefined {
  const seq = seqs.get(id);
  const found = seq === undefined ? undefined : held[placeOf(held, seq, seqOf)];
  return found?.message.id === id ? found : undefined;
}

/** With the run shown that holds the position; Infinity = the newest. The same where no run holds it. */
export function withView(timeline: Timeline, seq: number): Timeline {
  return runAt(timeline.runs, seq) ? shown({ ...timeline, view: seq }) : timeline;
}

/** With what a subscription told, in whatever order and however often. `me` null = who the caller is, is not known yet. */
export function withEvents(timeline: Timeline, events: readonly ChannelEvent[], me: string | null): Timeline {
  const news = events.flatMap((event) => {
    return event.message ? [{ message: event.message, reaction: ownReaction(event, me) }] : [];
  });
  let { position, channel } = timeline;
  for (const event of events) {
    position = withTold(position, event);
    channel = laterOf(channel, event.channel);
  }
  const isTold = position !== timeline.position || channel !== timeline.channel;
  return shown(withVersions(isTold ? { ...timeline, position, channel } : timeline, news));
}

/** With messages as an answer gave them, such as that to a send. */
export function withMessages(timeline: Timeline, messages: readonly Message[]): Timeline {
  return shown(withVersions(timeline, messages.map(asNews)));
}

/** With the newest run shown no further than now: what comes next may lie beyond a gap, until a delta was read. */
export function withLoss(timeline: Timeline): Timeline {
  const last = timeline.held.at(-1)?.message.seq ?? 0;
  return timeline.runs.length === 0 ? timeline : { ...timeline, shownThrough: Math.min(timeline.shownThrough, last) };
}

/**
 * With a page of what changed after `afterSeq`, of a look whose pages before this one are in the timeline already. What it holds
 * counts at once. What it claims counts with the last page, and only for whoever held everything up to `afterSeq`. `isStale`: another look has
 * begun since, and only that one tells what lies between here and what was heard meanwhile.
 */
export function withDelta(timeline: Timeline, afterSeq: number, delta: ChannelSync, isStale = false): Timeline {
  const next = withVersions(timeline, delta.messages.map(asNews));
  const channel = laterOf(next.channel, delta.channel);
  const position = withHead(next.position, delta.channel.headSeq);
  if (delta.nextToken) return shown({ ...next, channel, position });
  const { completeThrough } = delta;
  if (completeThrough === null || (position.through ?? -1) < afterSeq) return shown({ ...next, channel, position });
  return shown({
    ...next,
    channel,
    position: withLoadedThrough(position, completeThrough),
    shownThrough: isStale ? next.shownThrough : Infinity,
  });
}

interface News {
  readonly message: Message;
  readonly reaction: OwnReaction | null;
}

function asNews(message: Message): News {
  return { message, reaction: null };
}

/**
 * With each message in its newest version. A message is proof of its two positions: what happened at them is held. Of its `rev` only one
 * that says which reactions are the caller's, since what happened there may have been one of them: a repeated send's event does not.
 */
function withVersions(timeline: Timeline, news: readonly News[]): Timeline {
  let { position, held } = timeline;
  const seqs = timeline.seqs === emptyTimeline.seqs ? new Map<string, number>() : timeline.seqs;
  let copy: Held[] | null = null;
  for (const { message, reaction } of news) {
    position = withHeard(position, message.seq);
    if (tellsOwn(message)) position = withHeard(position, message.rev);
    const index = placeOf(held, message.seq, seqOf);
    const known = held[index]?.message.seq === message.seq ? held[index] : undefined;
    const next = withVersion(known, message, reaction);
    if (next === known) continue;
    if (!copy) held = copy = [...held];
    copy.splice(index, known ? 1 : 0, next);
    seqs.set(message.id, message.seq);
  }
  if (!copy && position === timeline.position) return timeline;
  return { ...timeline, held, seqs, position };
}

/** With `messages` as the rest says. */
function shown(timeline: Timeline): Timeline {
  const run = shownRun(timeline);
  if (!run) return timeline.messages.length === 0 ? timeline : { ...timeline, messages: [] };
  const start = placeOf(timeline.held, run.from, seqOf);
  const end = placeOf(timeline.held, Math.min(run.through, timeline.shownThrough) + 1, seqOf);
  const messages = timeline.held.slice(start, end).map(({ message }) => message);
  const isSame =
    messages.length === timeline.messages.length && messages.every((one, index) => one === timeline.messages[index]);
  return isSame ? timeline : { ...timeline, messages };
}

/** The runs with the page's own. Null = the run that it was to continue is gone. */
function replaced(runs: readonly Run[], request: PageRequest, page: MessagePage): readonly Run[] | null {
  const { olderCursor: cursor } = page;
  const first = page.messages[0]?.seq;
  const last = page.messages.at(-1)?.seq;
  switch (request.kind) {
    case 'older': {
      const run = runs.find(({ older }) => older === request.cursor);
      if (!run) return null;
      const from = cursor === null ? 0 : (first ?? run.from);
      return [...runs.filter((one) => one !== run), { ...run, from, older: cursor }];
    }
    case 'newer': {
      const run = runs.find(({ through }) => through === request.after);
      if (!run) return null;
      // Nothing is newer than such a page: it reaches the newest run, whatever lies between.
      const through = cursor === null ? Infinity : (last ?? run.through);
      return [...runs.filter((one) => one !== run), { ...run, through, newer: cursor }];
    }
    case 'around': {
      const from = cursor === null ? 0 : Math.min(first ?? request.seq, request.seq);
      return [...runs, { from, through: Math.max(last ?? request.seq, request.seq), older: cursor, newer: null }];
    }
    default:
      return request satisfies never;
  }
}

function seqOf({ message }: Held): number {
  return message.seq;
}

/** Of two tellings of the channel the one that knows of more. */
function laterOf(known: Channel | null, told: Channel | null): Channel | null {
  return told && (!known || told.headSeq >= known.headSeq) ? told : known;
}
