import { onChannelEvent } from '../../../generated/operations.ts';
import { classifyFailure } from '../classify-failure.ts';
import { tellAll } from '../tell-all.ts';
import type {
  RealtimeTransport,
  SubscriptionEnd,
  SubscriptionListener,
  SubscriptionRequest,
} from '../transport/realtime-transport.ts';
import type { Wish } from './allocate.ts';
import type { Deal, Grant, Seekers } from './deal-out.ts';

/** What is subscribed to: a channel's events, or one person's inbox, whose document only those bring who follow one. */
export type FeedName = { readonly channelId: string } | { readonly userId: string; readonly query: string };

export interface FeedOptions {
  /** True = it gives way to others: whoever joins so asks `Feeds.seek` first. Default: false. */
  readonly isYielding?: boolean;
  /**
   * True = has to know what the subscription's events carry from its beginning: where nobody heard that yet, it is started anew. Default:
   * false.
   */
  readonly needsAudience?: boolean;
}

/** A subscription, as one of those who share it has it. */
export interface Feed {
  /**
   * What its events carry. Undefined = nobody knows. `told` is what they carry if it is as it began today: it counts where nobody knew.
   */
  audience(told?: string | null): string | undefined;
  /** Events carry this. */
  heardAudience(audience: string): void;
  /**
   * Starts it anew. Does nothing where that was done since this listener was last told that it is in effect. Where the transport throws, the
   * subscription has ended, as it has where the service refuses it.
   */
  renew(): void;
  leave(): void;
}

/** Asks for subscriptions of channels, as far as there is room. */
export interface Seeker {
  wish(wishes: readonly Wish[]): void;
  close(): void;
}

/**
 * The subscriptions of one client: one for each channel and inbox, however many listen, and not more than the service allows. Each
 * listener is told of the subscription as if it were its own. One that comes later is told that it is in effect, and has yet to
 * catch up.
 */
export interface Feeds {
  /** Throws, as the transport does, where there can be no subscriptions. */
  join(name: FeedName, listener: SubscriptionListener, options?: FeedOptions): Feed;
  /**
   * `grant` is told which of the wishes are to have a subscription, after each change. Those of whom it does not tell any more have to be
   * left at once. A channel that others follow anyway is always granted. `dealOut` is that of `deal-out.ts`, which only those load who seek.
   */
  seek(grant: Grant, dealOut: Deal): Seeker;
}

/**
 * AppSync's lowest known limit is 100 on a connection. Two are left over: for the transport's sign of life, which is a subscription, and
 * for a moment in which one has taken the place of another that the service has not let go of yet.
 */
const mostFeeds = 98;

/** AppSync acknowledges some subscriptions up to 2 s before they hear: github.com/aws/aws-appsync-community/issues/405. */
export const deafMs = 2_000;

interface Member {
  readonly listener: SubscriptionListener;
  readonly isYielding: boolean;
  /** Which start it was last told to be in effect. 0 = none. */
  told: number;
}

interface Shared {
  readonly request: SubscriptionRequest;
  readonly members: Set<Member>;
  /** Counts the times that it was begun. */
  start: number;
  isInEffect: boolean;
  audience: string | undefined;
  /** Null = it is not begun, or has ended. */
  stop: (() => void) | null;
}

export function createFeeds(transport: RealtimeTransport, limit = mostFeeds): Feeds {
  const open = new Map<string, Shared>();
  const seekers: Seekers = new Map();
  let dealOut: Deal = () => {};
  const deal = () => dealOut(open, seekers, limit);

  function begin(shared: Shared, by: Member): void {
    shared.stop?.();
    shared.stop = null;
    const { start, isInEffect } = shared;
    shared.start += 1;
    if (isInEffect) lose(shared, (member) => member !== by && member.told === start);
    const begun = shared.start;
    // One who was told of the loss may have begun it anew, or be the last to have left.
    if (shared.members.size === 0) return;
    shared.stop = transport.subscribe(shared.request, {
      onAcknowledged() {
        shared.isInEffect = true;
        shared.audience = undefined;
        tell(shared, (member) => {
          member.told = begun;
          member.listener.onAcknowledged();
        });
      },
      onData: (data) => tell(shared, ({ listener }) => listener.onData(data)),
      onDoubt: (why) => tell(shared, ({ listener }) => listener.onDoubt(why)),
      onLost: () => lose(shared, () => true),
      onEnded: (end) => ended(shared, end),
    });
  }

  function ended(shared: Shared, end: SubscriptionEnd): void {
    shared.isInEffect = false;
    shared.stop?.();
    shared.stop = null;
    tell(shared, ({ listener }) => listener.onEnded(end));
  }

  function lose(shared: Shared, isMeant: (member: Member) => boolean): void {
    shared.isInEffect = false;
    tell(shared, (member) => isMeant(member) && member.listener.onLost());
  }

  function tell(shared: Shared, say: (member: Member) => unknown): void {
    tellAll([...shared.members].map((member) => () => shared.members.has(member) && say(member)));
  }

  return {
    join(name, listener, { isYielding = false, needsAudience = false } = {}) {
      const key = keyOf(name);
      const shared = open.get(key) ?? newShared(name);
      const member: Member = { listener, isYielding, told: 0 };
      const isIn = () => shared.members.has(member);
      open.set(key, shared);
      shared.members.add(member);

      function leave(): void {
        if (!shared.members.delete(member)) return;
        if (shared.members.size === 0) {
          open.delete(key);
          shared.stop?.();
          shared.stop = null;
        }
        if (!isYielding) deal();
      }

      try {
        // Room is made before it is taken.
        if (!isYielding) deal();
        if (!shared.stop || (shared.isInEffect && needsAudience && shared.audience === undefined))
          begin(shared, member);
      } catch (failure) {
        leave();
        throw failure;
      }
      queueMicrotask(() => {
        if (!isIn() || !shared.isInEffect || member.told === shared.start) return;
        member.told = shared.start;
        listener.onAcknowledged();
      });
      return {
        audience(told) {
          if (told) shared.audience ??= told;
          return shared.audience;
        },
        heardAudience: (audience) => void (shared.audience = audience),
        renew() {
          if (!isIn() || (shared.stop && member.told !== shared.start)) return;
          try {
            begin(shared, member);
          } catch (failure) {
            // Mostly a timer's call, where nobody would catch it.
            ended(shared, { how: 'refused', error: classifyFailure(failure) });
          }
        },
        leave,
      };
    },
    seek(grant, dealBy) {
      dealOut = dealBy;
      seekers.set(grant, { wishes: [], has: new Set() });
      return {
        wish(wishes) {
          const seeker = seekers.get(grant);
          if (!seeker) return;
          seeker.wishes = wishes;
          deal();
        },
        close() {
          if (seekers.delete(grant)) deal();
        },
      };
    },
  };
}

function newShared(name: FeedName): Shared {
  const request =
    'channelId' in name
      ? { query: onChannelEvent, variables: { ...name } }
      : { query: name.query, variables: { userId: name.userId } };
  return { request, members: new Set(), start: 0, isInEffect: false, audience: undefined, stop: null };
}

/** No id holds a space. */
function keyOf(name: FeedName): string {
  return 'channelId' in name ? name.channelId : `inbox ${name.userId}`;
}
