import { tellAll } from '../tell-all.ts';
import { backOffMs } from '../connection/back-off.ts';
import { systemClock } from '../connection/clock.ts';
import type { Wish } from '../connection/allocate.ts';
import type { Feeds } from '../connection/feeds.ts';
import { followChannel, type Look, type LookingListener } from '../connection/follow-channel.ts';
import { followInbox, type InboxEvent } from '../connection/follow-inbox.ts';
import type { ConnectionStatus } from '../connection/status.ts';
import { isFinal, type MessagingError } from '../errors.ts';
import type { MyChannel } from '../model.ts';
import { oncePerFrame, type Schedule } from '../timeline/frame.ts';
import { classifyFailure } from '../transport/classify-failure.ts';
import type { RealtimeTransport } from '../transport/realtime-transport.ts';
import { type Book, emptyBook, withHeard, withInbox, withWalk } from './book.ts';
import { isCertain, readByOwn, type RosterEntry, shownOf } from './entry.ts';
import type { ReadMarkers } from './read-markers.ts';
import { createWalker, type WalkerOptions } from './walker.ts';

/** A channel or direct message that the person is in, with what they have not read of it. */
export type RosterChannel = MyChannel;

export interface RosterState {
  /** In the order of their ids. The same objects where nothing changed. */
  readonly channels: readonly RosterChannel[];
  /** False = they have not been loaded yet; an empty list then says nothing. */
  readonly isLoaded: boolean;
  /**
   * `live`: all was loaded since the connection is there, and what happens is heard. Only in channels for which there are no
   * subscriptions left, it is seen up to half a minute later, and a mention at once.
   */
  readonly status: ConnectionStatus;
  /** Why the roster has ended for good. Null = it has not. */
  readonly error: MessagingError | null;
}

/**
 * All channels and direct messages of one workspace that the person is in, kept fresh until `close`. Made for `useSyncExternalStore`
 * and its like.
 *
 * What is unread is what the service says: whatever was sent after the read marker, deleted messages included. The person's own messages
 * are not left unread: where everything before one of them is read, the marker goes on through it. One that they send while others'
 * messages are unread counts with these, until they read the channel: nothing that they have not seen is called read.
 */
export interface Roster {
  /** What is known now: the same object until something changes. */
  state(): RosterState;
  /** Calls `listener` after changes, once a frame at most, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  /** Ends it. The state stays as it is. */
  close(): void;
}

/** What a roster is kept with. */
export interface RosterSource {
  readonly transport: RealtimeTransport;
  readonly feeds: Feeds;
  readonly markers: ReadMarkers;
  /** The person's id. */
  userId(): Promise<string>;
  /** All of their channels in the workspace. */
  myChannels(workspaceId: string): Promise<MyChannel[]>;
}

export interface RosterOptions extends WalkerOptions {
  schedule?: Schedule;
}

/** A channel whose subscription was refused may be read all the same: it is asked for again after so long. */
const refusedForMs = 60_000;
/** Where a marker lies among messages that are not known one by one, the count is an estimate for so long. */
const uncertainForMs = 5_000;

export function createRoster(source: RosterSource, workspaceId: string, options: RosterOptions = {}): Roster {
  const { transport, feeds, markers } = source;
  const { schedule = oncePerFrame(), clock = systemClock } = options;
  const listeners = new Set<() => void>();
  const followed = new Map<string, { status: ConnectionStatus; stop: () => void }>();
  const refusedAt = new Map<string, number>();
  let book = emptyBook;
  let me = '';
  let shown: ReadonlyMap<string, Shown> = new Map();
  let inboxStatus: ConnectionStatus = 'reconnecting';
  /** True = all that is followed was caught up with since the connection is there. */
  let isSettled = false;
  let told: Omit<RosterState, 'channels'> = { isLoaded: false, status: 'reconnecting', error: null };
  let state: RosterState | null = null;
  let isScheduled = false;
  /** True = closed, or failed for good: nothing changes any more. */
  let hasEnded = false;
  let stopInbox = () => {};
  let stopTimer = () => {};

  function changed(): void {
    state = null;
    if (isScheduled) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      tellAll(listeners);
    });
  }

  function tell(part: Partial<typeof told>): void {
    if (hasEnded) return;
    told = { ...told, ...part };
    changed();
  }

  function set(next: Book): void {
    if (next === book || hasEnded) return;
    book = next;
    changed();
  }

  const hearing = () => ({ me, walks: walker.begun() });

  const walker = createWalker(async (number) => {
    const rows = await source.myChannels(workspaceId).catch((failure: unknown) => {
      const error = classifyFailure(failure);
      if (isFinal(error)) fail(error);
      throw error;
    });
    if (hasEnded) return;
    set(withWalk(book, rows, number));
    if (!told.isLoaded) tell({ isLoaded: true });
    for (const { channel, lastReadSeq } of rows)
      if (markers.of(channel.id) > 0) markers.stored(channel.id, lastReadSeq);
    for (const channelId of book.entries.keys()) {
      readOwn(channelId);
      settle(channelId);
    }
    wish();
  }, options);

  /** Asks for subscriptions: the more lately a channel had a message, the sooner. */
  function wish(): void {
    const wishes: Wish[] = [];
    for (const [channelId, { channel }] of book.entries) {
      const isRefused = clock.now() - (refusedAt.get(channelId) ?? -Infinity) < refusedForMs;
      if (!isRefused) wishes.push({ channelId, at: Date.parse(channel.lastMessageAt ?? channel.createdAt) });
    }
    // The most recent are begun first.
    if (me) seeker.wish(wishes.sort((a, b) => b.at - a.at));
  }

  const seeker = feeds.seek((channelIds) => {
    for (const [channelId, { stop }] of [...followed]) {
      if (channelIds.has(channelId)) continue;
      followed.delete(channelId);
      stop();
    }
    for (const channelId of channelIds) if (!followed.has(channelId)) follow(channelId);
    showStatus();
  });

  function showStatus(): void {
    if (inboxStatus !== 'live') isSettled = false;
    // One that comes later, or is begun anew, was looked at until then.
    else isSettled ||= [...followed.values()].every((one) => one.status === 'live');
    const status = inboxStatus === 'live' && !isSettled ? 'catching-up' : inboxStatus;
    if (status !== told.status) tell({ status });
  }

  function follow(channelId: string): void {
    const one = { status: 'reconnecting' as ConnectionStatus, stop: () => {} };
    followed.set(channelId, one);
    const look = async (): Promise<Look> => {
      await walker.ask();
      const head = book.entries.get(channelId)?.row.channel.headSeq ?? 0;
      return { head, completeThrough: head, audience: null };
    };
    const listener: LookingListener = {
      onEvent(event) {
        set(withHeard(book, event, hearing()));
        if (event.kind === 'MESSAGE_SENT') readOwn(channelId);
      },
      onStatus(status) {
        one.status = status;
        showStatus();
      },
      catchUp: look,
      look,
      onError() {
        // A walk tells whether it is the person's channel still.
        followed.delete(channelId);
        refusedAt.set(channelId, clock.now());
        void walker.ask().catch(() => {});
      },
    };
    const readHead = async () => (await look()).head;
    one.stop = followChannel({ transport, feeds, isYielding: true, readHead }, channelId, listener);
  }

  /** The person has read what they wrote, and what they had read before it. */
  function readOwn(channelId: string): void {
    const entry = book.entries.get(channelId);
    const seq = entry && readByOwn(entry, markers.of(channelId));
    if (seq) markers.mark(channelId, seq, true);
  }

  function hearInbox(event: InboxEvent): void {
    if (event.workspaceId !== workspaceId) return;
    const { kind, channelId, seq } = event;
    if (kind === 'READ') {
      if (channelId && seq !== null) markers.stored(channelId, seq);
      return;
    }
    set(withInbox(book, event, hearing()));
    if (kind === 'CHANNEL_LEFT') wish();
    // What a channel with a subscription still has to tell comes by that. What is new, or gone, only a walk tells.
    if (kind !== 'MENTIONED' || !followed.has(channelId ?? '')) void walker.ask().catch(() => {});
  }

  const stopMarkers = markers.onChange((channelId) => {
    if (!book.entries.has(channelId)) return;
    changed();
    settle(channelId);
  });

  /** Sees to it that an estimate does not stay one. While the service has not heard of the marker, no walk would help. */
  function settle(channelId: string): void {
    const entry = book.entries.get(channelId);
    if (!entry || isCertain(entry, markers.of(channelId)) || markers.isPending(channelId)) return;
    walker.hasten(uncertainForMs);
  }

  async function begin(): Promise<void> {
    for (let attempt = 1; !hasEnded && !me; attempt += 1) {
      try {
        me = await source.userId();
      } catch (failure) {
        const error = classifyFailure(failure);
        if (isFinal(error)) return fail(error);
        const waitMs = error.retryAfterMs ?? backOffMs(attempt, options.random);
        await new Promise<void>((done) => (stopTimer = clock.after(waitMs, done)));
      }
    }
    if (hasEnded) return;
    stopInbox = followInbox({ transport, feeds, clock }, me, {
      onEvent: hearInbox,
      onStatus(status) {
        inboxStatus = status;
        showStatus();
      },
      catchUp: () => walker.ask(),
      onError: fail,
    });
    wish();
  }

  function fail(error: MessagingError): void {
    if (hasEnded) return;
    // Who is not in the workspace any more is in none of its channels.
    if (error.code === 'WORKSPACE_NOT_FOUND') set(emptyBook);
    tell({ status: 'offline', error });
    end();
  }

  function end(): void {
    hasEnded = true;
    walker.close();
    stopTimer();
    stopMarkers();
    stopInbox();
    for (const { stop } of followed.values()) stop();
    followed.clear();
    seeker.close();
  }

  function channels(): RosterChannel[] {
    const before = shown;
    const pairs = [...book.entries].map(([channelId, entry]) => {
      return [channelId, shownAs(entry, markers.of(channelId), before.get(channelId))] as const;
    });
    shown = new Map(pairs);
    return pairs.map(([, { channel }]) => channel);
  }

  void walker.ask().catch(() => {});
  begin().catch((failure: unknown) => fail(classifyFailure(failure)));

  return {
    state: () => (state ??= { ...told, channels: channels() }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      if (!hasEnded) end();
    },
  };
}

/** What is shown of a channel, and what it was made of. */
interface Shown {
  readonly entry: RosterEntry;
  readonly readSeq: number;
  readonly channel: RosterChannel;
}

/** The same object where it says the same: most walks find what was known. */
function shownAs(entry: RosterEntry, readSeq: number, known: Shown | undefined): Shown {
  if (known && known.entry === entry && known.readSeq === readSeq) return known;
  const channel = shownOf(entry, readSeq);
  const isSame = JSON.stringify(channel) === JSON.stringify(known?.channel);
  return { entry, readSeq, channel: isSame && known ? known.channel : channel };
}
