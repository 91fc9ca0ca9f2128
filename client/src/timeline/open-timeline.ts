import type { ChannelSource } from '../following/channel-listener.ts';
import { followChannel } from '../following/follow-channel.ts';
import type { ChannelEvent, Message } from '../model.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { LateOutbox } from '../outbox/late-outbox.ts';
import type { ChannelTimeline, ReaderActions, TimelineState } from './channel-timeline.ts';
import { oncePerFrame, type Schedule } from './frame.ts';
import { createNews } from './news.ts';
import { emptyOverlay, type Overlay, overlaid } from './overlay.ts';
import { ownActions, type Post } from './own-actions.ts';
import { look, type Reader } from './reader.ts';
import { changesIn, seenEntries } from './seen.ts';
import {
  emptyTimeline,
  type PageRequest,
  shownRun,
  type Timeline,
  withEvents,
  withLoss,
  withMessages,
  withPage,
  withView,
} from './timeline.ts';
import { trimmed } from './trimmed.ts';
import { createTyping } from './typing.ts';

/** What a timeline is made of. */
export interface TimelineParts {
  readonly source: ChannelSource;
  readonly reader: Reader;
  /** What the person has not sent yet. */
  readonly outbox: LateOutbox;
  /** Writes to it. */
  readonly post: Post;
  readonly channelId: string;
  /** What was known of the channel before. Default: nothing. */
  readonly initial?: Timeline;
  readonly schedule?: Schedule;
}

/** A timeline and what it is made of, for whoever keeps several of them. */
export interface OpenTimeline extends Omit<ChannelTimeline, keyof ReaderActions> {
  timeline(): Timeline;
  /** Takes in a message as an answer told it. */
  take(message: Message): void;
}

type Told = Pick<TimelineState, 'status' | 'error' | 'isLoadingOlder' | 'isLoadingNewer'>;

/** More messages up to the newest are not held: some megabytes, and more than anybody reads back through at once. */
const mostHeld = 2_000;
/** So many are left then: what comes next leads to no trimming for a while. */
const keptHeld = 1_000;
/** Whoever reads back loads a page at least so often. Until then nothing is taken from under their eyes. */
const readingMs = 600_000;

/**
 * Subscribes, waits for the acknowledgement, then loads the newest page, or what changed since the position that was complete. What
 * such a read does not hold yet comes as an event, or with one of the looks that `followChannel` takes until all is complete.
 *
 * Events are heard at once and put into the timeline together, when somebody looks or is told.
 */
export function openTimeline(parts: TimelineParts): OpenTimeline {
  const { source, reader, outbox, post, channelId, initial = emptyTimeline, schedule = oncePerFrame() } = parts;
  const news = createNews(schedule, settle);
  /** Entries that the outbox was told of: it takes them out a moment later. */
  const settled = new WeakSet<OutboxEntry>();
  let timeline = withLoss(initial);
  let overlay = emptyOverlay;
  /** When somebody last asked for the past. */
  let readBackAt = -Infinity;
  let heard: ChannelEvent[] = [];
  /** Reactions that were heard before it was known who the caller is. They count again then. */
  let unattributed: ChannelEvent[] = [];
  let me: string | null = null;
  let isAskingMe = false;
  let told: Told = { status: 'reconnecting', error: null, isLoadingOlder: false, isLoadingNewer: false };
  let state: TimelineState | null = null;
  let isClosed = false;
  let looks = 0;
  /** So much happened of late that not even a newest page has passed it: the next look reads it, however much it is. */
  let isPatient = false;
  let tellLoaded = () => {};
  const loaded = new Promise<void>((resolve) => (tellLoaded = resolve));
  if (timeline.runs.length > 0) tellLoaded();
  const typing = createTyping(changed);

  function changed(): void {
    if (isClosed) return;
    state = null;
    news.changed();
  }

  /** Told at once: it changes seldom, and none of its values should go unseen. */
  function tell(part: Partial<Told>): void {
    if (isClosed) return;
    told = { ...told, ...part };
    state = null;
    news.tell();
  }

  function set(next: Timeline): void {
    if (next === timeline || isClosed) return;
    timeline = next;
    changed();
  }

  /** The timeline with everything that was heard. */
  function current(): Timeline {
    const person = me ?? reader.person();
    if (person !== me) know(person);
    const events = heard;
    heard = [];
    if (events.length === 0) return timeline;
    source.meter?.applied(events);
    const next = withEvents(timeline, events, me);
    // Whoever looks at the past alone sees nothing of it.
    const isRead = shownRun(next)?.through === Infinity && Date.now() <= readBackAt + readingMs;
    set(isRead ? next : trimmed(next, { most: mostHeld, kept: keptHeld }));
    outbox.seen(changesIn(events, next, outbox.rows(channelId)));
    return timeline;
  }

  /** Lets go of what the outbox shows, and the timeline has. */
  function settle(): void {
    const entries = outbox.rows(channelId);
    if (entries.length === 0 || isClosed) return void current();
    const seen = seenEntries(current(), entries).filter(({ entry }) => !settled.has(entry));
    for (const { entry } of seen) settled.add(entry);
    outbox.seen(seen);
    source.meter?.shown(seen.map(({ entry }) => entry.id));
  }

  function hear(event: ChannelEvent): void {
    heard.push(event);
    typing.hear(event);
    if (me === null && (event.reaction || event.kind === 'TYPING')) {
      if (event.reaction) unattributed.push(event);
      void askMe();
    }
    news.look();
  }

  function know(userId: string | null): void {
    me = userId;
    // In whatever order: those that count already change nothing.
    set(withEvents(timeline, unattributed, me));
    unattributed = [];
    // The caller's own typing is not shown from now on.
    changed();
  }

  async function askMe(): Promise<void> {
    if (isAskingMe) return;
    isAskingMe = true;
    try {
      const userId = await reader.userId();
      if (me !== userId) know(userId);
    } catch {
      // The next such event asks again.
    } finally {
      isAskingMe = false;
    }
  }

  async function lookNow() {
    const turn = ++looks;
    const target = { timeline: current, set, isStale: () => turn !== looks };
    const { era, position } = timeline;
    const sent = outbox.rows(channelId).filter((entry) => entry.state === 'sent');
    const seen = await look(reader, channelId, target, isPatient);
    // What was done before the look is in it, wherever it is. What a stale one tells may not be shown yet.
    if (!target.isStale() && seen.completeThrough >= seen.head) outbox.seen(sent.map((entry) => ({ entry })));
    isPatient = timeline.era !== era && timeline.position.through === position.through;
    if (timeline.runs.length > 0) tellLoaded();
    return seen;
  }

  async function load(request: PageRequest): Promise<void> {
    const page = await reader.page(channelId, request);
    set(withPage(current(), request, page));
  }

  const followed = followChannel(source, channelId, {
    onEvent: hear,
    onStatus: (status) => {
      if (status === 'live') outbox.resume();
      tell({ status });
    },
    onError: (error) => {
      tell({ error });
      tellLoaded();
    },
    catchUp: (why) => {
      if (why === 'acknowledged') set(withLoss(current()));
      return lookNow();
    },
    look: lookNow,
    // Answers still come meanwhile, and may lie beyond what is missed now.
    onLost: () => set(withLoss(current())),
  });

  const stopOutbox = outbox.onChange(() => {
    settle();
    const entries = outbox.rows(channelId);
    const isEmpty = entries.length + overlay.entries.length === 0;
    if (entries !== overlay.entries && !isEmpty) changed();
  });

  return {
    ...ownActions(outbox, channelId, current, post),
    timeline: current,
    take(message) {
      set(withMessages(current(), [message]));
      followed.reached(message.rev);
    },
    state() {
      const now = current();
      if (state) return state;
      overlay = overlaid(now.messages, outbox.rows(channelId), overlay, now.seqs);
      state = stateOf(now, told, overlay, typing.people(), me);
      return state;
    },
    onChange: news.onChange,
    async loadOlder() {
      readBackAt = Date.now();
      const { era } = current();
      const cursor = shownRun(timeline)?.older;
      if (cursor === undefined || cursor === null || told.isLoadingOlder) return;
      tell({ isLoadingOlder: true });
      try {
        await load({ kind: 'older', era, cursor });
      } finally {
        tell({ isLoadingOlder: false });
      }
    },
    async loadNewer() {
      readBackAt = Date.now();
      const { era } = current();
      const run = shownRun(timeline);
      if (!run || run.through === Infinity || told.isLoadingNewer) return;
      tell({ isLoadingNewer: true });
      try {
        await load({ kind: 'newer', era, after: run.through, cursor: run.newer });
      } finally {
        tell({ isLoadingNewer: false });
      }
    },
    async jumpTo(place) {
      readBackAt = Date.now();
      await loaded;
      if (told.error) throw told.error;
      const seq = place === 'newest' ? Infinity : place;
      set(withView(current(), seq));
      // Once, but for a page that was left out since all was loaded anew meanwhile.
      while (timeline.view !== seq && !isClosed) await load({ kind: 'around', era: timeline.era, seq });
    },
    close() {
      isClosed = true;
      tellLoaded();
      news.stop();
      typing.stop();
      stopOutbox();
      followed.stop();
    },
  };
}

function stateOf(
  timeline: Timeline,
  told: Told,
  { messages, pending, changes }: Overlay,
  typing: readonly string[],
  me: string | null,
): TimelineState {
  const run = shownRun(timeline);
  return {
    ...told,
    messages,
    pending,
    changes,
    isLoaded: run !== undefined,
    hasOlder: run !== undefined && run.older !== null,
    hasNewer: run !== undefined && run.through !== Infinity,
    typing: typing.filter((userId) => userId !== me),
    channel: timeline.channel,
  };
}
