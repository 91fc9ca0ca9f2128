import { tellAll } from '../tell-all.ts';
import { onChannelEvent, onInboxEvent } from '../../../generated/operations.ts';
import type { RealtimeTransport, SubscriptionListener, SubscriptionRequest } from '../transport/realtime-transport.ts';
import type { Allocate, Wish } from './allocate.ts';

/** What is subscribed to: a channel's events, or one person's inbox. */
export type FeedName = { readonly channelId: string } | { readonly userId: string };

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
  /** Starts it anew. Does nothing where that was done since this listener was last told that it is in effect. */
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
   * left at once. A channel that others follow anyway is always granted. `allocate` is that of `allocate.ts`, which only those load who seek.
   */
  seek(grant: (channelIds: ReadonlySet<string>) => void, allocate: Allocate): Seeker;
}

/**
 * AppSync's lowest known limit is 100 on a connection. Two are left over: for the transport's sign of life, which is a subscription, and
 * for a moment in which one has taken the place of another that the service has not let go of yet.
 */
const mostFeeds = 98;

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
  let allocate: Allocate = () => new Set();
  const seekers = new Map<(channelIds: ReadonlySet<string>) => void, { wishes: readonly Wish[]; has: Set<string> }>();

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
      onEnded(end) {
        shared.isInEffect = false;
        shared.stop?.();
        shared.stop = null;
        tell(shared, ({ listener }) => listener.onEnded(end));
      },
    });
  }

  function lose(shared: Shared, isMeant: (member: Member) => boolean): void {
    shared.isInEffect = false;
    tell(shared, (member) => isMeant(member) && member.listener.onLost());
  }

  function tell(shared: Shared, say: (member: Member) => unknown): void {
    tellAll([...shared.members].map((member) => () => shared.members.has(member) && say(member)));
  }

  /** Deals out what room those leave who do not give way. Nobody takes before others have given. */
  function deal(): void {
    const firm = new Set([...open].filter(([, { members }]) => [...members].some(isFirm)).map(([key]) => key));
    const held = new Set([...open.keys()].filter((key) => !firm.has(key)));
    const wishes = new Map<string, Wish>();
    for (const wish of [...seekers.values()].flatMap((seeker) => seeker.wishes)) {
      if (!firm.has(wish.channelId)) wishes.set(wish.channelId, wish);
    }
    const dealt = allocate([...wishes.values()], held, limit - firm.size);
    const granted = (seeker: { wishes: readonly Wish[] }) =>
      seeker.wishes.map(({ channelId }) => channelId).filter((id) => firm.has(id) || dealt.has(id));
    const now = [...seekers].map(([grant, seeker]) => ({ grant, before: seeker.has, after: new Set(granted(seeker)) }));
    for (const { grant, before, after } of now) grant(new Set([...before].filter((id) => after.has(id))));
    for (const { grant, after } of now) {
      const seeker = seekers.get(grant);
      if (!seeker) continue;
      seeker.has = after;
      grant(after);
    }
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
          if (isIn() && (!shared.stop || member.told === shared.start)) begin(shared, member);
        },
        leave,
      };
    },
    seek(grant, allocateBy) {
      allocate = allocateBy;
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

function isFirm({ isYielding }: Member): boolean {
  return !isYielding;
}

function newShared(name: FeedName): Shared {
  const query = 'channelId' in name ? onChannelEvent : onInboxEvent;
  const request = { query, variables: { ...name } };
  return { request, members: new Set(), start: 0, isInEffect: false, audience: undefined, stop: null };
}

/** No id holds a space. */
function keyOf(name: FeedName): string {
  return 'channelId' in name ? name.channelId : `inbox ${name.userId}`;
}
