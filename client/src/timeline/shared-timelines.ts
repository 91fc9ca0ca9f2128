import { type Clock, systemClock } from '../clock.ts';
import type { Message } from '../model.ts';
import type { ChannelTimeline, ReaderActions, TimelineState } from './channel-timeline.ts';
import type { OpenTimeline } from './open-timeline.ts';
import { type Timeline, withView } from './timeline.ts';
import { trimmed } from './trimmed.ts';

/** One timeline for each channel, however many want it. */
export interface SharedTimelines {
  open(channelId: string): ChannelTimeline;
  /** Gives a message, as an answer told it, to the timeline of its channel, where there is one. */
  take(message: Message): void;
  /** Ends all of them, and forgets what they held. */
  close(): void;
}

/** Whoever goes to another channel and straight back, or mounts a component twice, finds all as it was, with no read. */
const lingerMs = 5_000;
/** The channels that one goes back and forth between. Their messages take up a few megabytes, at about a kilobyte each. */
const keptChannels = 20;
/** Some screens full: what was read further back is loaded again. */
const keptMessages = 200;

interface Shared {
  readonly core: OpenTimeline & ReaderActions;
  /** How many have it open. */
  users: number;
  stopLinger: () => void;
}

/** `openOne` opens a channel's timeline with what was known of it before. */
export function createSharedTimelines(
  openOne: (channelId: string, initial: Timeline | undefined) => OpenTimeline & ReaderActions,
  clock: Clock = systemClock,
): SharedTimelines {
  const open = new Map<string, Shared>();
  /** Of channels that nobody has open, those last used last. */
  const kept = new Map<string, Timeline>();

  function sharedOf(channelId: string): Shared {
    const known = open.get(channelId);
    // One that has ended for good shows why to those who have it; the next one tries again.
    if (known && !known.core.state().error) return known;
    const shared: Shared = { core: openOne(channelId, kept.get(channelId)), users: 0, stopLinger: () => {} };
    kept.delete(channelId);
    open.set(channelId, shared);
    return shared;
  }

  function end(channelId: string, shared: Shared): void {
    const { core } = shared;
    core.close();
    if (open.get(channelId) !== shared) return;
    open.delete(channelId);
    if (core.state().error) return;
    const newest = withView(core.timeline(), Infinity);
    kept.set(channelId, trimmed(newest, { most: 0, kept: keptMessages }));
    for (const id of kept.keys()) if (kept.size > keptChannels) kept.delete(id);
  }

  return {
    open(channelId) {
      const shared = sharedOf(channelId);
      shared.users += 1;
      shared.stopLinger();
      return handleOf(shared.core, () => {
        shared.users -= 1;
        if (shared.users > 0) return;
        if (shared.core.state().error) end(channelId, shared);
        else shared.stopLinger = clock.after(lingerMs, () => end(channelId, shared));
      });
    },
    take: (message) => open.get(message.channelId)?.core.take(message),
    close() {
      for (const { core, stopLinger } of open.values()) {
        stopLinger();
        core.close();
      }
      open.clear();
      kept.clear();
    },
  };
}

/** One of those who have the timeline open: it listens and closes for itself. */
function handleOf(core: OpenTimeline & ReaderActions, onClose: () => void): ChannelTimeline {
  const stops = new Set<() => void>();
  let last: TimelineState | null = null;
  return {
    ...core,
    state: () => last ?? core.state(),
    onChange(listener) {
      if (last) return () => {};
      // The same function may listen for two of them.
      const stopListening = core.onChange(() => listener());
      const stop = () => {
        stops.delete(stop);
        stopListening();
      };
      stops.add(stop);
      return stop;
    },
    close() {
      if (last) return;
      last = core.state();
      for (const stop of stops) stop();
      onClose();
    },
  };
}
