import { type ChannelSource, followChannel } from '../connection/follow-channel.ts';
import type { ConnectionStatus } from '../connection/status.ts';
import type { MessagingError } from '../errors.ts';
import type { Channel, ChannelEvent, Message, MessageDraft } from '../model.ts';
import { oncePerFrame, type Schedule } from './frame.ts';
import { look, type Reader } from './reader.ts';
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
import { createTyping } from './typing.ts';

/** One channel's messages, kept fresh until `close`. Made for `useSyncExternalStore` and its like. */
export interface ChannelTimeline {
  /** What is known now: the same object until something changes. */
  state(): TimelineState;
  /**
   * Calls `listener` after changes, until the function that it answers with is called: at once where the status or what is being
   * loaded changed, else once a frame at most.
   */
  onChange(listener: () => void): () => void;
  /** Loads the page before the oldest message. Does nothing where there is none, or while one is being loaded. */
  loadOlder(): Promise<void>;
  /** Loads the page after the newest message, where `jumpTo` led into the past. Does nothing otherwise, or while one is being loaded. */
  loadNewer(): Promise<void>;
  /** Shows the messages around a position, such as a permalink's, or the newest again. Loads them where they are not held. */
  jumpTo(seq: number | 'newest'): Promise<void>;
  /** Sends to this channel, and shows the message as soon as it is stored. */
  send(draft: Omit<MessageDraft, 'channelId'>): Promise<Message>;
  /** Ends the subscription. The state stays as it is. */
  close(): void;
}

export interface TimelineState {
  /** Oldest first, with none missing between them but one of this moment whose change is still under way. */
  readonly messages: readonly Message[];
  /** False = the newest messages have not been loaded yet; an empty list then says nothing. */
  readonly isLoaded: boolean;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** True = what is shown is of the past, and `loadNewer` or `jumpTo('newest')` lead on. */
  readonly hasNewer: boolean;
  readonly isLoadingNewer: boolean;
  /** The ids of those who are typing, the caller left out as soon as it is known who that is. */
  readonly typing: readonly string[];
  /** The channel as last told. Null = nobody told of it yet. */
  readonly channel: Channel | null;
  readonly status: ConnectionStatus;
  /** Why the timeline has ended for good. Null = it has not. */
  readonly error: MessagingError | null;
}

type Told = Pick<TimelineState, 'status' | 'error' | 'isLoadingOlder' | 'isLoadingNewer'>;

/**
 * Subscribes, waits for the acknowledgement, then loads the newest page, or what changed since the position that was complete. What
 * such a read does not hold yet comes as an event, or with one of the looks that `followChannel` takes until all is complete.
 *
 * Events are heard at once and put into the timeline together, when somebody looks or is told.
 */
export function openTimeline(
  source: ChannelSource,
  reader: Reader,
  channelId: string,
  schedule: Schedule = oncePerFrame(),
): ChannelTimeline {
  const listeners = new Set<() => void>();
  let timeline = emptyTimeline;
  let heard: ChannelEvent[] = [];
  /** Reactions that were heard before it was known who the caller is. They count again then. */
  let unattributed: ChannelEvent[] = [];
  let me: string | null = null;
  let isAskingMe = false;
  let told: Told = { status: 'reconnecting', error: null, isLoadingOlder: false, isLoadingNewer: false };
  let state: TimelineState | null = null;
  let isScheduled = false;
  /** Something has changed that the listeners were not told of. */
  let isNews = false;
  let isClosed = false;
  let looks = 0;
  /** So much happened of late that not even a newest page has passed it: the next look reads it, however much it is. */
  let isPatient = false;
  let tellLoaded = () => {};
  const loaded = new Promise<void>((resolve) => (tellLoaded = resolve));
  const typing = createTyping(changed);

  function changed(): void {
    if (isClosed) return;
    state = null;
    isNews = true;
    tellSoon();
  }

  function tellSoon(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      tellNow();
    });
  }

  function tellNow(): void {
    current();
    if (!isNews) return;
    isNews = false;
    for (const listener of [...listeners]) listener();
  }

  /** Told at once: it changes seldom, and none of its values should go unseen. */
  function tell(part: Partial<Told>): void {
    if (isClosed) return;
    told = { ...told, ...part };
    state = null;
    isNews = true;
    tellNow();
  }

  function set(next: Timeline): void {
    if (next === timeline || isClosed) return;
    timeline = next;
    changed();
  }

  /** The timeline with everything that was heard. */
  function current(): Timeline {
    const events = heard;
    heard = [];
    if (events.length > 0) set(withEvents(timeline, events, me));
    return timeline;
  }

  function hear(event: ChannelEvent): void {
    heard.push(event);
    typing.hear(event);
    if (me === null && (event.reaction || event.kind === 'TYPING')) {
      if (event.reaction) unattributed.push(event);
      void askMe();
    }
    tellSoon();
  }

  function know(userId: string): void {
    if (me === userId) return;
    current();
    me = userId;
    set(withEvents(timeline, unattributed, me));
    unattributed = [];
    // The caller's own typing is not shown from now on.
    changed();
  }

  async function askMe(): Promise<void> {
    if (isAskingMe) return;
    isAskingMe = true;
    try {
      know(await reader.userId());
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
    const seen = await look(reader, channelId, target, isPatient);
    isPatient = timeline.era !== era && timeline.position.through === position.through;
    if (timeline.runs.length > 0) tellLoaded();
    return seen;
  }

  async function load(request: PageRequest): Promise<void> {
    const page = await reader.page(channelId, request);
    set(withPage(current(), request, page));
  }

  const stop = followChannel(source, channelId, {
    onEvent: hear,
    onStatus: (status) => tell({ status }),
    onError: (error) => {
      tell({ error });
      tellLoaded();
    },
    catchUp: (why) => {
      if (why === 'acknowledged') set(withLoss(current()));
      return lookNow();
    },
    look: lookNow,
  });

  return {
    state() {
      const now = current();
      state ??= stateOf(now, told, typing.people(), me);
      return state;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async loadOlder() {
      const { era } = current();
      const cursor = shownRun(timeline)?.older;
      if (!cursor || told.isLoadingOlder) return;
      tell({ isLoadingOlder: true });
      try {
        await load({ kind: 'older', era, cursor });
      } finally {
        tell({ isLoadingOlder: false });
      }
    },
    async loadNewer() {
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
      await loaded;
      if (told.error) throw told.error;
      const seq = place === 'newest' ? Infinity : place;
      set(withView(current(), seq));
      // Once, but for a page that was left out since all was loaded anew meanwhile.
      while (timeline.view !== seq && !isClosed) await load({ kind: 'around', era: timeline.era, seq });
    },
    async send(draft) {
      const message = await reader.send({ ...draft, channelId });
      know(message.userId);
      set(withMessages(current(), [message]));
      return message;
    },
    close() {
      isClosed = true;
      tellLoaded();
      listeners.clear();
      typing.stop();
      stop();
    },
  };
}

function stateOf(timeline: Timeline, told: Told, typing: readonly string[], me: string | null): TimelineState {
  const run = shownRun(timeline);
  return {
    ...told,
    messages: timeline.messages,
    isLoaded: run !== undefined,
    hasOlder: run !== undefined && run.older !== null,
    hasNewer: run !== undefined && run.through !== Infinity,
    typing: typing.filter((userId) => userId !== me),
    channel: timeline.channel,
  };
}
