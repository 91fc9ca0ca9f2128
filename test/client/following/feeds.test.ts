import { beforeEach, describe, expect, test, vi } from 'vitest';
import { MessagingError } from '../../../client/src/errors.ts';
import { dealOut } from '../../../client/src/following/deal-out.ts';
import { createFeeds, type Feed, type FeedOptions, type Feeds } from '../../../client/src/following/feeds.ts';
import { followChannel } from '../../../client/src/following/follow-channel.ts';
import type { RealtimeTransport, SubscriptionListener } from '../../../client/src/transport/realtime-transport.ts';
import { settle } from '../support/hand-clock.ts';

interface Started {
  readonly of: unknown;
  readonly listener: SubscriptionListener;
}

/** Those that were started and not stopped, the newest last. */
let started: Started[];
let most: number;
let transport: RealtimeTransport;
let feeds: Feeds;

beforeEach(() => {
  [started, most] = [[], 0];
  transport = {
    subscribe({ variables }, listener) {
      const one = { of: Object.values(variables)[0], listener };
      started.push(one);
      most = Math.max(most, started.length);
      return () => void (started = started.filter((other) => other !== one));
    },
    status: () => 'open',
    onStatus: () => () => {},
    close: () => {},
  };
  feeds = createFeeds(transport, 4);
});

/** Somebody who listens, and what they were told. */
function join(channelId: string, options?: FeedOptions): { heard: string[]; feed: Feed } {
  const heard: string[] = [];
  const feed = feeds.join(
    { channelId },
    {
      onAcknowledged: () => heard.push('acknowledged'),
      onData: ({ word }) => heard.push(String(word)),
      onDoubt: (why) => heard.push(why),
      onLost: () => heard.push('lost'),
      onEnded: ({ how }) => heard.push(how),
    },
    options,
  );
  return { heard, feed };
}

function newest(): SubscriptionListener {
  const one = started.at(-1);
  if (!one) throw new Error('Nobody subscribed.');
  return one.listener;
}

const refused = new MessagingError({ code: 'SERVICE_UNAVAILABLE', type: 'Unavailable', message: 'No.' });

describe('a subscription that is shared', () => {
  test('is one, told to each of them, and stopped with the last', () => {
    const [a, b] = [join('c'), join('c')];
    newest().onAcknowledged();
    newest().onData({ word: 'Hello.' });
    newest().onDoubt('routine');
    newest().onLost();
    newest().onAcknowledged();
    expect([a.heard, b.heard]).toEqual(Array(2).fill(['acknowledged', 'Hello.', 'routine', 'lost', 'acknowledged']));
    expect(started).toHaveLength(1);
    a.feed.leave();
    newest().onData({ word: 'More.' });
    expect([a.heard.at(-1), b.heard.at(-1), started.length]).toEqual(['acknowledged', 'More.', 1]);
    b.feed.leave();
    expect(started).toEqual([]);
  });

  test('has ended, and throws nothing, where the transport throws as it is begun anew', () => {
    const [a, b] = [join('c'), join('c')];
    newest().onAcknowledged();
    const { subscribe } = transport;
    transport.subscribe = () => {
      throw new Error('It is closed.');
    };
    a.feed.renew();
    expect([a.heard, b.heard]).toEqual([
      ['acknowledged', 'refused'],
      ['acknowledged', 'lost', 'refused'],
    ]);
    // Whoever joins is there to catch it.
    expect(() => join('c')).toThrow('It is closed.');
    transport.subscribe = subscribe;
    b.feed.renew();
    newest().onAcknowledged();
    expect([a.heard.at(-1), b.heard.at(-1), started.length]).toEqual(['acknowledged', 'acknowledged', 1]);
  });

  test('is told to each of them, also where one can not bear it', async () => {
    const raised: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (raise: () => void) => {
      try {
        raise();
      } catch (error) {
        raised.push(error);
      }
    });
    feeds.join(
      { channelId: 'a' },
      {
        onAcknowledged: () => {},
        onData() {
          throw new Error('Mine.');
        },
        onDoubt: () => {},
        onLost: () => {},
        onEnded: () => {},
      },
    );
    const { heard } = join('a');
    newest().onData({ word: 'hello' });
    vi.unstubAllGlobals();
    expect(heard).toContain('hello');
    // It is not kept from whoever made it.
    expect(raised).toEqual([new Error('Mine.')]);
  });

  test('is told to be in effect to whoever comes later, once', async () => {
    const a = join('c');
    newest().onAcknowledged();
    const b = join('c');
    expect(b.heard).toEqual([]);
    await settle();
    expect([a.heard, b.heard, started.length]).toEqual([['acknowledged'], ['acknowledged'], 1]);
  });

  test('is not, where it was lost in that moment, or left', async () => {
    join('c');
    newest().onAcknowledged();
    const [b, c] = [join('c'), join('c')];
    c.feed.leave();
    newest().onLost();
    await settle();
    expect([b.heard, c.heard]).toEqual([['lost'], []]);
    newest().onAcknowledged();
    expect(b.heard).toEqual(['lost', 'acknowledged']);
  });

  test('is begun anew once, where all of them want that', () => {
    const [a, b] = [join('c'), join('c')];
    const first = newest();
    first.onAcknowledged();
    a.feed.renew();
    b.feed.renew();
    expect([newest() === first, started.length, a.heard, b.heard]).toEqual([
      false,
      1,
      ['acknowledged'],
      ['acknowledged', 'lost'],
    ]);
    newest().onAcknowledged();
    expect(b.heard).toEqual(['acknowledged', 'lost', 'acknowledged']);
    // Whoever has heard of the new one may want another.
    b.feed.renew();
    expect(a.heard).toEqual(['acknowledged', 'acknowledged', 'lost']);
  });

  test('that has ended is begun by the first who asks, or who comes', () => {
    const [a, b] = [join('c'), join('c')];
    newest().onAcknowledged();
    newest().onEnded({ how: 'revoked', error: refused });
    expect([a.heard.at(-1), b.heard.at(-1), started.length]).toEqual(['revoked', 'revoked', 0]);
    b.feed.renew();
    a.feed.renew();
    expect(started).toHaveLength(1);
    newest().onEnded({ how: 'refused', error: refused });
    join('c');
    expect(started).toHaveLength(1);
    newest().onAcknowledged();
    expect([a.heard.at(-1), b.heard.at(-1)]).toEqual(['acknowledged', 'acknowledged']);
  });

  test('knows its audience by what any of them heard, until it begins anew', () => {
    const [a, b] = [join('c'), join('c')];
    newest().onAcknowledged();
    expect(a.feed.audience()).toBeUndefined();
    expect(a.feed.audience('today')).toBe('today');
    expect(b.feed.audience('another')).toBe('today');
    b.feed.heardAudience('as heard');
    expect(a.feed.audience('today')).toBe('as heard');
    newest().onLost();
    newest().onAcknowledged();
    expect(a.feed.audience()).toBeUndefined();
  });

  test('begins anew for one who has to know its audience, where nobody does', async () => {
    const a = join('c');
    const first = newest();
    first.onAcknowledged();
    const b = join('c', { needsAudience: true });
    await settle();
    expect([newest() === first, a.heard, b.heard]).toEqual([false, ['acknowledged', 'lost'], []]);
    newest().onAcknowledged();
    a.feed.heardAudience('known');
    const second = newest();
    const c = join('c', { needsAudience: true });
    await settle();
    expect([newest() === second, c.heard]).toEqual([true, ['acknowledged']]);
  });

  test('is not there for others, where there can be none', () => {
    transport.subscribe = () => {
      throw new Error('No WebSocket.');
    };
    expect(() => join('c')).toThrow('No WebSocket.');
    expect(() => join('c')).toThrow('No WebSocket.');
  });
});

describe('room', () => {
  /** Somebody who follows what they are granted. */
  function seek(name: string) {
    const has = new Map<string, Feed>();
    const seeker = feeds.seek((channelIds) => {
      for (const [id, feed] of [...has]) {
        if (channelIds.has(id)) continue;
        has.delete(id);
        feed.leave();
      }
      for (const id of channelIds) if (!has.has(id)) has.set(id, join(id, { isYielding: true }).feed);
    }, dealOut);
    const wish = (...days: number[]) =>
      seeker.wish(days.map((day) => ({ channelId: `${name}${day}`, at: day * 86_400_000 })));
    return { has, wish, close: seeker.close };
  }

  const names = () => started.map(({ of }) => of).toSorted();

  test('is for the most recent channels of all who seek', () => {
    const [a, b] = [seek('a'), seek('b')];
    a.wish(1, 2, 3, 4, 5);
    expect(names()).toEqual(['a2', 'a3', 'a4', 'a5']);
    b.wish(6, 7);
    expect(names()).toEqual(['a4', 'a5', 'b6', 'b7']);
    a.wish(1, 2, 3, 4, 5, 9);
    expect(names()).toEqual(['a5', 'a9', 'b6', 'b7']);
    for (const feed of b.has.values()) feed.leave();
    b.close();
    expect(names()).toEqual(['a3', 'a4', 'a5', 'a9']);
    expect(most).toBe(4);
  });

  test('is made for those who do not give way, and given back when they leave', () => {
    const a = seek('a');
    a.wish(1, 2, 3, 4);
    const timeline = join('x');
    expect([names(), most]).toEqual([['a2', 'a3', 'a4', 'x'], 4]);
    timeline.feed.leave();
    expect([names(), most]).toEqual([['a1', 'a2', 'a3', 'a4'], 4]);
  });

  test('is not taken by a channel that is followed anyway', () => {
    const a = seek('a');
    a.wish(1, 2, 3, 4, 5);
    const timeline = join('a1');
    expect(names()).toEqual(['a1', 'a3', 'a4', 'a5']);
    expect([...a.has.keys()].toSorted()).toEqual(['a1', 'a3', 'a4', 'a5']);
    timeline.feed.leave();
    // As many as before, and the least recent is as good as none.
    expect(names()).toEqual(['a2', 'a3', 'a4', 'a5']);
    expect(most).toBe(4);
  });

  test('is exceeded by those alone who do not give way', () => {
    const a = seek('a');
    a.wish(1, 2);
    for (const id of ['v', 'w', 'x', 'y', 'z']) join(id);
    expect(names()).toEqual(['v', 'w', 'x', 'y', 'z']);
  });
});

describe('channels that two follow', () => {
  test('each catch up for themselves, and the end of an audience begins one new subscription', async () => {
    vi.useFakeTimers();
    const loads = { timeline: 0, roster: 0 };
    const source = { transport, feeds, readHead: async () => 0 };
    const look = (who: keyof typeof loads, audience: string | null) => async () => {
      loads[who] += 1;
      return { head: 0, completeThrough: 0, audience };
    };
    const [forTimeline, forRoster] = [look('timeline', 'w_c:1.1'), look('roster', null)];
    const both = [
      followChannel({ ...source, isYielding: true }, 'c', { onEvent() {}, catchUp: forRoster, look: forRoster }),
      followChannel(source, 'c', { onEvent() {}, catchUp: forTimeline, look: forTimeline }),
    ];
    const first = newest();
    first.onAcknowledged();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(loads).toEqual({ timeline: 2, roster: 2 });
    first.onData({ onChannelEvent: { channelId: 'c', seq: 1, kind: 'MEMBER_REMOVED', endsAudience: true } });
    await vi.advanceTimersByTimeAsync(2_000);
    expect([started.length, newest() === first]).toEqual([1, false]);
    const second = newest();
    second.onAcknowledged();
    await vi.advanceTimersByTimeAsync(1_900);
    expect([loads, newest() === second]).toEqual([{ timeline: 3, roster: 3 }, true]);
    for (const { stop } of both) stop();
    expect(started).toEqual([]);
    vi.useRealTimers();
  });
});
