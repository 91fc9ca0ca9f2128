import { beforeEach, describe, expect, test, vi } from 'vitest';
import { MessagingError } from '../../../client/src/errors.ts';
import type { ReaderActions } from '../../../client/src/timeline/channel-timeline.ts';
import type { OpenTimeline } from '../../../client/src/timeline/open-timeline.ts';
import { createSharedTimelines, type SharedTimelines } from '../../../client/src/timeline/shared-timelines.ts';
import { emptyTimeline, type Timeline, withNewestPage } from '../../../client/src/timeline/timeline.ts';
import { type HandClock, handClock } from '../support/hand-clock.ts';
import { ModelServer, newMessage } from './model-server.ts';

interface Opened {
  readonly channelId: string;
  readonly initial: Timeline | undefined;
  error: MessagingError | null;
  isClosed: boolean;
  readonly listeners: Set<() => void>;
  readonly taken: string[];
}

let clock: HandClock;
let opened: Opened[];
let shared: SharedTimelines;

beforeEach(() => {
  clock = handClock();
  opened = [];
  shared = createSharedTimelines(open, clock);
});

/** A timeline that holds 300 messages, and tells what is done to it. */
function open(channelId: string, initial: Timeline | undefined): OpenTimeline & ReaderActions {
  const own: Opened = { channelId, initial, error: null, isClosed: false, listeners: new Set(), taken: [] };
  opened.push(own);
  const server = new ModelServer();
  for (let seq = 0; seq < 300; seq += 1) server.do({ kind: 'send', by: 1 });
  const timeline = withNewestPage(emptyTimeline, server.page(undefined, 300, 0));
  const nothing = async () => {};
  return {
    timeline: () => timeline,
    take: ({ id }) => void own.taken.push(id),
    state: () => ({
      messages: timeline.messages,
      pending: [],
      changes: new Map(),
      isLoaded: true,
      hasOlder: false,
      isLoadingOlder: false,
      hasNewer: false,
      isLoadingNewer: false,
      typing: [],
      channel: null,
      status: 'live',
      error: own.error,
    }),
    onChange(listener) {
      own.listeners.add(listener);
      return () => own.listeners.delete(listener);
    },
    loadOlder: nothing,
    loadNewer: nothing,
    jumpTo: nothing,
    post: async () => '',
    edit: nothing,
    remove: nothing,
    react: nothing,
    retry: nothing,
    discard: nothing,
    markRead: () => {},
    typing: () => {},
    close: () => void (own.isClosed = true),
  };
}

describe('timelines of one channel', () => {
  test('are one, until 5 s after the last of them was closed', async () => {
    const [one, two] = [shared.open('w_c'), shared.open('w_c')];
    expect(opened).toHaveLength(1);
    one.close();
    one.close();
    await clock.advance(60_000);
    expect(opened[0]?.isClosed).toBe(false);
    two.close();
    await clock.advance(4_999);
    expect(opened[0]?.isClosed).toBe(false);
    await clock.advance(1);
    expect(opened[0]?.isClosed).toBe(true);
  });

  test('go on where one is opened again within that time', async () => {
    shared.open('w_c').close();
    await clock.advance(4_000);
    const again = shared.open('w_c');
    await clock.advance(60_000);
    expect([opened.length, opened[0]?.isClosed]).toEqual([1, false]);
    again.close();
  });

  test('tell each its own listeners, also where they are the same function', () => {
    const [one, two] = [shared.open('w_c'), shared.open('w_c')];
    const listener = vi.fn();
    const stop = one.onChange(listener);
    two.onChange(listener);
    opened[0]?.listeners.forEach((tell) => tell());
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    opened[0]?.listeners.forEach((tell) => tell());
    expect(listener).toHaveBeenCalledTimes(3);
    two.close();
    expect(opened[0]?.listeners.size).toBe(0);
    expect(two.onChange(listener)).toBeTypeOf('function');
    expect(opened[0]?.listeners.size).toBe(0);
  });

  test('begin anew where the one before has ended for good, which its own see on', async () => {
    const one = shared.open('w_c');
    const error = new MessagingError({ code: 'CHANNEL_NOT_FOUND', type: 'NotFound', message: 'No.' });
    (opened[0] as Opened).error = error;
    const two = shared.open('w_c');
    expect([opened.length, one.state().error, two.state().error]).toEqual([2, error, null]);
    one.close();
    expect([opened[0]?.isClosed, opened[1]?.isClosed]).toEqual([true, false]);
    two.close();
    await clock.advance(5_000);
    shared.open('w_c');
    expect(opened[2]?.initial).toBeDefined();
  });
});

describe('a channel that was closed', () => {
  test('is opened again with its newest 200 messages', async () => {
    shared.open('w_c').close();
    await clock.advance(5_000);
    shared.open('w_c');
    expect(opened[1]?.initial?.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, i) => i + 101));
  });

  test('is kept with 19 others, those that were used last', async () => {
    for (let index = 0; index < 21; index += 1) {
      shared.open(`c${index}`).close();
      await clock.advance(5_000);
    }
    shared.open('c0');
    shared.open('c1');
    expect(opened.slice(-2).map(({ initial }) => initial !== undefined)).toEqual([false, true]);
  });

  test('is not kept where it had ended for good', async () => {
    const one = shared.open('w_c');
    (opened[0] as Opened).error = new MessagingError({ code: 'CHANNEL_NOT_FOUND', type: 'NotFound', message: 'No.' });
    one.close();
    shared.open('w_c');
    expect(opened[1]?.initial).toBeUndefined();
  });
});

test('an answer goes to the timeline of its channel alone', () => {
  shared.open('w_c');
  shared.open('other');
  shared.take(newMessage(7));
  shared.take({ ...newMessage(8), channelId: 'unknown' });
  expect(opened.map(({ taken }) => taken)).toEqual([['m7'], []]);
});

test('all end together, and nothing is kept', async () => {
  shared.open('a').close();
  shared.open('b');
  shared.close();
  expect(opened.every(({ isClosed }) => isClosed)).toBe(true);
  shared.open('a');
  expect(opened[2]?.initial).toBeUndefined();
});
