import { type ChannelSource, followChannel } from '../connection/follow-channel.ts';
import type { ConnectionStatus } from '../connection/status.ts';
import type { MessagingError } from '../errors.ts';
import type { Message, MessageDraft, MessagePage } from '../model.ts';
import { emptyTimeline, type Timeline, withEvent, withMessage, withNewestPage, withOlderPage } from './timeline.ts';

/** One channel's messages, kept fresh until `close`. Made for `useSyncExternalStore` and its like. */
export interface ChannelTimeline {
  /** What is known now: the same object until something changes. */
  state(): TimelineState;
  /** Calls `listener` after each change, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  /** Loads the page before the oldest message. Does nothing where there is none, or while one is being loaded. */
  loadOlder(): Promise<void>;
  /** Sends to this channel, and shows the message as soon as it is stored. */
  send(draft: Omit<MessageDraft, 'channelId'>): Promise<Message>;
  /** Ends the subscription. The state stays as it is. */
  close(): void;
}

export interface TimelineState {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** False = the newest messages have not been loaded yet; an empty list then says nothing. */
  readonly isLoaded: boolean;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly status: ConnectionStatus;
  /** Why the timeline has ended for good. Null = it has not. */
  readonly error: MessagingError | null;
}

interface Reader {
  messages(channelId: string, options?: { before?: string }): Promise<MessagePage>;
  send(draft: MessageDraft): Promise<Message>;
}

/**
 * Subscribes, waits for the acknowledgement, then loads the newest page, so that what the page does not hold yet comes as an
 * event. After each lost connection the same again; see `Timeline` for what is done where more than a page was missed.
 *
 * On AWS the page is read from an index that trails the table, usually by less than a second. A message that was published before the
 * acknowledgement and is not in the index when the page is read is found 2 s later, when the channel's head is read.
 */
export function openTimeline(source: ChannelSource, reader: Reader, channelId: string): ChannelTimeline {
  const listeners = new Set<() => void>();
  let timeline = emptyTimeline;
  let isClosed = false;
  let state: TimelineState = {
    messages: [],
    isLoaded: false,
    hasOlder: false,
    isLoadingOlder: false,
    status: 'reconnecting',
    error: null,
  };

  function change(part: Partial<TimelineState>): void {
    if (isClosed) return;
    state = { ...state, ...part };
    for (const listener of [...listeners]) listener();
  }

  function update(next: Timeline): void {
    if (next === timeline) return;
    timeline = next;
    change({
      messages: next.messages,
      isLoaded: next.olderCursor !== undefined,
      hasOlder: typeof next.olderCursor === 'string',
    });
  }

  const stop = followChannel(source, channelId, {
    onEvent: (event) => update(withEvent(timeline, event)),
    onStatus: (status) => change({ status }),
    onError: (error) => change({ error }),
    catchUp: async () => {
      const page = await reader.messages(channelId);
      update(withNewestPage(timeline, page));
      return Math.max(0, ...page.messages.map(({ rev }) => rev));
    },
  });

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async loadOlder() {
      const cursor = timeline.olderCursor;
      if (typeof cursor !== 'string' || state.isLoadingOlder) return;
      change({ isLoadingOlder: true });
      try {
        update(withOlderPage(timeline, cursor, await reader.messages(channelId, { before: cursor })));
      } finally {
        change({ isLoadingOlder: false });
      }
    },
    async send(draft) {
      const message = await reader.send({ ...draft, channelId });
      update(withMessage(timeline, message));
      return message;
    },
    close() {
      isClosed = true;
      listeners.clear();
      stop();
    },
  };
}
