import { backOffMs } from '../back-off.ts';
import { classifyFailure } from '../classify-failure.ts';
import { systemClock } from '../clock.ts';
import type { MessagingError } from '../errors.ts';
import type { Feeds } from '../following/feeds.ts';
import { followInbox, type InboxEvent } from '../following/follow-inbox.ts';
import type { ConnectionStatus } from '../following/status.ts';
import { createJudge } from '../judge.ts';
import type { Meter } from '../metric.ts';
import type { MyChannel } from '../model.ts';
import { tellAll } from '../tell-all.ts';
import { oncePerFrame, type Schedule } from '../timeline/frame.ts';
import type { RealtimeTransport } from '../transport/realtime-transport.ts';
import { type Book, emptyBook, withHeard, withInbox, withWalk } from './book.ts';
import { isCertain, readByOwn } from './entry.ts';
import { createFollowers } from './followers.ts';
import type { ReadMarkers } from './read-markers.ts';
import type { Roster, RosterChannel, RosterState } from './roster.ts';
import { type Shown, shownAs } from './shown.ts';
import { createWalker, type WalkerOptions } from './walker.ts';

/** What a roster is kept with. */
export interface RosterSource {
  readonly transport: RealtimeTransport;
  readonly feeds: Feeds;
  readonly markers: ReadMarkers;
  /** Hears how it goes with the channels that are followed. Default: nobody does. */
  readonly meter?: Meter;
  /** The person's id. */
  userId(): Promise<string>;
  /** All of their channels in the workspace. */
  myChannels(workspaceId: string): Promise<MyChannel[]>;
}

export interface RosterOptions extends WalkerOptions {
  schedule?: Schedule;
}

/** Where a marker lies among messages that are not known one by one, the count is an estimate for so long. */
const uncertainForMs = 5_000;

export function createRoster(source: RosterSource, workspaceId: string, options: RosterOptions = {}): Roster {
  const { transport, feeds, markers, meter } = source;
  const { schedule = oncePerFrame(), clock = systemClock } = options;
  const listeners = new Set<() => void>();
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

  const judgeWalk = createJudge(clock.now);
  const walker = createWalker(async (number) => {
    const rows = await source.myChannels(workspaceId).catch((failure: unknown) => {
      const error = classifyFailure(failure);
      if (judgeWalk(error)) fail(error);
      throw error;
    });
    judgeWalk(null);
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

  const followers = createFollowers(
    { transport, feeds, clock, ...(meter && { meter }) },
    {
      onEvent(channelId, event) {
        set(withHeard(book, event, hearing()));
        if (event.kind === 'MESSAGE_SENT') readOwn(channelId);
      },
      onStatus: showStatus,
      // A walk tells whether it is the person's channel still.
      onRefused: () => void walker.ask().catch(() => {}),
      async look(channelId) {
        await walker.ask();
        const head = book.entries.get(channelId)?.row.channel.headSeq ?? 0;
        return { head, completeThrough: head, audience: null };
      },
    },
  );

  function wish(): void {
    if (me) followers.wish(book.entries);
  }

  function showStatus(): void {
    if (inboxStatus !== 'live') isSettled = false;
    // One that comes later, or is begun anew, was looked at until then.
    else isSettled ||= followers.areLive();
    const status = inboxStatus === 'live' && !isSettled ? 'catching-up' : inboxStatus;
    if (status !== told.status) tell({ status });
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
    if (kind !== 'MENTIONED' || !followers.has(channelId ?? '')) void walker.ask().catch(() => {});
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
    const judge = createJudge(clock.now);
    for (let attempt = 1; !hasEnded && !me; attempt += 1) {
      try {
        me = await source.userId();
      } catch (failure) {
        const error = classifyFailure(failure);
        if (judge(error)) return fail(error);
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
    followers.close();
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
