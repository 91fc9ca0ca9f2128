import type { Clock } from '../clock.ts';
import type { Wish } from '../following/allocate.ts';
import { dealOut } from '../following/deal-out.ts';
import type { Feeds } from '../following/feeds.ts';
import type { Look, LookingListener } from '../following/channel-listener.ts';
import { followChannel } from '../following/follow-channel.ts';
import type { ConnectionStatus } from '../following/status.ts';
import type { Meter } from '../metric.ts';
import type { ChannelEvent } from '../model.ts';
import type { RealtimeTransport } from '../transport/realtime-transport.ts';
import type { RosterEntry } from './entry.ts';

/** Follows as many of the roster's channels as there are subscriptions for, and gives these up to others. */
export interface Followers {
  /** Asks for subscriptions: the more lately a channel had a message, the sooner. */
  wish(entries: ReadonlyMap<string, RosterEntry>): void;
  has(channelId: string): boolean;
  areLive(): boolean;
  close(): void;
}

export interface FollowersSource {
  readonly transport: RealtimeTransport;
  readonly feeds: Feeds;
  readonly clock: Clock;
  /** Hears how it goes with each of them. Default: nobody does. */
  readonly meter?: Meter;
}

export interface FollowersListener {
  onEvent(channelId: string, event: ChannelEvent): void;
  /** One of them changed, or others are followed now. */
  onStatus(): void;
  /** The service refused a subscription for good. */
  onRefused(): void;
  look(channelId: string): Promise<Look>;
}

/** A channel whose subscription was refused may be read all the same: it is asked for again after so long. */
const refusedForMs = 60_000;

export function createFollowers(source: FollowersSource, listener: FollowersListener): Followers {
  const { clock, feeds, meter } = source;
  const followed = new Map<string, { status: ConnectionStatus; stop: () => void }>();
  const refusedAt = new Map<string, number>();

  const seeker = feeds.seek((channelIds) => {
    for (const [channelId, { stop }] of [...followed]) {
      if (channelIds.has(channelId)) continue;
      followed.delete(channelId);
      stop();
    }
    for (const channelId of channelIds) if (!followed.has(channelId)) follow(channelId);
    listener.onStatus();
  }, dealOut);

  function follow(channelId: string): void {
    const one = { status: 'reconnecting' as ConnectionStatus, stop: () => {} };
    followed.set(channelId, one);
    const look = () => listener.look(channelId);
    function refused(): void {
      followed.delete(channelId);
      refusedAt.set(channelId, clock.now());
      listener.onRefused();
    }
    const looking: LookingListener = {
      onEvent(event) {
        meter?.applied([event]);
        listener.onEvent(channelId, event);
      },
      onStatus(status) {
        one.status = status;
        listener.onStatus();
      },
      catchUp: look,
      look,
      onError: refused,
    };
    const readHead = async () => (await look()).head;
    try {
      one.stop = followChannel({ ...source, isYielding: true, readHead }, channelId, looking).stop;
    } catch {
      // Mostly in a timer, as room comes free there: what a transport throws would be caught by nobody.
      refused();
    }
  }

  return {
    wish(entries) {
      const wishes: Wish[] = [];
      for (const [channelId, { channel }] of entries) {
        const isRefused = clock.now() - (refusedAt.get(channelId) ?? -Infinity) < refusedForMs;
        if (!isRefused) wishes.push({ channelId, at: Date.parse(channel.lastMessageAt ?? channel.createdAt) });
      }
      // The most recent are begun first.
      seeker.wish(wishes.sort((a, b) => b.at - a.at));
    },
    has: (channelId) => followed.has(channelId),
    areLive: () => [...followed.values()].every(({ status }) => status === 'live'),
    close() {
      for (const { stop } of followed.values()) stop();
      followed.clear();
      seeker.close();
    },
  };
}
