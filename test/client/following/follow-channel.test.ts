import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sessionRequired } from '../../../client/src/classify-failure.ts';
import { MessagingError } from '../../../client/src/errors.ts';
import type { TransportStatus } from '../../../client/src/connection/transport-status.ts';
import { followChannel, type Followed } from '../../../client/src/following/follow-channel.ts';
import type { ParleyMetric } from '../../../client/src/metric.ts';
import { openMetrics } from '../../../client/src/metrics/open-metrics.ts';
import type { RealtimeTransport, SubscriptionListener } from '../../../client/src/transport/realtime-transport.ts';

/** The subscriptions that were started and not ended, newest last. */
let subscriptions: SubscriptionListener[];
let setStatus: (status: TransportStatus) => void;
let transport: RealtimeTransport;
let head: number;
let reads: string[];
let statuses: string[];
let errors: string[];
let followed: Followed;
let noted: ParleyMetric[];
/** What loading fails with. */
let failure: MessagingError | null;
/** What a look at the head fails with. */
let headFailure: MessagingError | null;
const refused = sessionRequired('as the service says');

beforeEach(() => {
  vi.useFakeTimers();
  subscriptions = [];
  [head, reads, statuses, errors, noted] = [0, [], [], [], []];
  [failure, headFailure] = [null, null];
  let status: TransportStatus = 'idle';
  let tell = (_: TransportStatus) => {};
  setStatus = (next) => tell((status = next));
  transport = {
    subscribe(_, listener) {
      subscriptions.push(listener);
      return () => void (subscriptions = subscriptions.filter((one) => one !== listener));
    },
    status: () => status,
    onStatus: (listener) => {
      tell = listener;
      return () => (tell = () => {});
    },
    close: () => {},
  };
});

afterEach(() => {
  followed.stop();
  expect(subscriptions).toEqual([]);
  vi.useRealTimers();
});

describe('a channel that is followed', () => {
  test('reconnecting -> catching-up -> live', async () => {
    follow();
    setStatus('open');
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(0);
    expect(statuses).toEqual(['reconnecting', 'catching-up', 'live']);
  });

  test('is looked at once more 2 s after it was caught up with: two reads for each connection', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reads).toEqual(['load', 'head']);
  });

  test('is caught up with again where its head is beyond what was heard', async () => {
    await live();
    head = 3;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(reads).toEqual(['load', 'head', 'load']);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(reads).toEqual(['load', 'head', 'load', 'head']);
  });

  test('is not, where the event that the head stands for was only slow', async () => {
    await live();
    head = 1;
    await vi.advanceTimersByTimeAsync(2_500);
    hear(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reads).toEqual(['load', 'head']);
  });

  test('is caught up with 1 s after an event that leaves a hole, however many follow', async () => {
    await live();
    head = 40;
    for (let seq = 2; seq <= 12; seq += 1) {
      hear(seq);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(reads).toEqual(['load', 'load']);
  });

  test('is caught up with where an event that takes no position tells of one that was not heard', async () => {
    await live();
    hear(0, false, 'TYPING');
    await vi.advanceTimersByTimeAsync(500);
    expect(reads).toEqual(['load']);
    head = 1;
    hear(1, false, 'TYPING');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reads).toEqual(['load', 'load']);
  });

  test('is caught up with where an answer tells of a position whose event does not come within 1 s', async () => {
    await live();
    head = 3;
    followed.reached(3);
    await vi.advanceTimersByTimeAsync(900);
    expect(reads).toEqual(['load']);
    await vi.advanceTimersByTimeAsync(100);
    expect(reads).toEqual(['load', 'load']);
    expect(statuses.slice(-2)).toEqual(['catching-up', 'live']);
  });

  test('is not, where the events that lead to an answer come in time, or came before it', async () => {
    await live();
    followed.reached(2);
    hear(1);
    hear(2);
    followed.reached(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(reads).toEqual(['load']);
  });

  test('is looked at again, ever less often, after a look that failed', async () => {
    headFailure = error('SERVICE_UNAVAILABLE', 'Unavailable');
    await live();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(reads).toEqual(['load', 'head']);
    await vi.advanceTimersByTimeAsync(2_000 + 4_000 + 8_000 + 16_000 + 16_000);
    expect(reads).toEqual(['load', 'head', 'head', 'head', 'head', 'head', 'head']);
    [headFailure, head] = [null, 1];
    await vi.advanceTimersByTimeAsync(17_000);
    expect(reads.slice(7)).toEqual(['head', 'load']);
  });

  test('begins with the first step again after a look that succeeded', async () => {
    headFailure = error('SERVICE_UNAVAILABLE', 'Unavailable');
    await live();
    await vi.advanceTimersByTimeAsync(2_000 + 2_000 + 4_000);
    headFailure = null;
    await vi.advanceTimersByTimeAsync(8_000);
    headFailure = error('SERVICE_UNAVAILABLE', 'Unavailable');
    reads = [];
    newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(reads).toEqual(['head', 'head']);
  });

  test('is not caught up with once nobody follows, whatever an answer tells that comes after', async () => {
    await live();
    followed.stop();
    followed.reached(9);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([reads, statuses.at(-1), vi.getTimerCount()]).toEqual([['load'], 'live', 0]);
  });

  test('is subscribed to anew where a routine look finds that it was silent for long', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    const before = newest();
    head = 1;
    before.onDoubt('routine');
    await vi.advanceTimersByTimeAsync(2_000);
    expect([subscriptions.length, newest() === before]).toEqual([1, false]);
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(10_000);
    const after = newest();
    after.onDoubt('routine');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(newest()).toBe(after);
  });

  test('is not, where the hole closes by itself', async () => {
    await live();
    hear(2);
    await vi.advanceTimersByTimeAsync(900);
    hear(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(reads).toEqual(['load']);
  });

  test('gives each hole a second of its own', async () => {
    await live();
    hear(2);
    await vi.advanceTimersByTimeAsync(500);
    hear(1);
    await vi.advanceTimersByTimeAsync(200);
    hear(4);
    await vi.advanceTimersByTimeAsync(900);
    expect(reads).toEqual(['load']);
    head = 4;
    await vi.advanceTimersByTimeAsync(100);
    expect(reads).toEqual(['load', 'load']);
  });

  test('is looked at when the transport doubts', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    reads = [];
    newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads).toEqual(['head']);
  });

  test('is looked at once at a time, and once more for all who doubted meanwhile', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    reads = [];
    for (let times = 0; times < 50; times += 1) newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads).toEqual(['head', 'head']);
  });

  test('that was lost is caught up with when it is back', async () => {
    await live();
    newest().onLost();
    setStatus('reconnecting');
    setStatus('open');
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(0);
    expect(statuses.slice(3)).toEqual(['reconnecting', 'catching-up', 'live']);
    expect(reads).toEqual(['load', 'load']);
  });

  test('is offline while the transport is, and live again with no read where nothing was lost', async () => {
    await live();
    setStatus('offline');
    setStatus('open');
    expect(statuses.slice(3)).toEqual(['offline', 'live']);
    expect(reads).toEqual(['load']);
  });

  test('that was revoked is asked for again at once, and ends where it is refused', async () => {
    await live();
    newest().onEnded({ how: 'revoked', error: error('UNKNOWN', 'Forbidden') });
    subscriptions = [];
    await vi.advanceTimersByTimeAsync(0);
    expect([statuses.at(-1), subscriptions.length]).toEqual(['reconnecting', 1]);
    newest().onEnded({ how: 'refused', error: error('CHANNEL_NOT_FOUND', 'NotFound') });
    expect([statuses.at(-1), errors]).toEqual(['offline', ['CHANNEL_NOT_FOUND']]);
  });

  test('that is revoked again and again is asked for ever less often', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    follow();
    setStatus('open');
    const waits: number[] = [];
    for (let times = 0; times < 7; times += 1) {
      newest().onEnded({ how: 'revoked', error: error('UNKNOWN', 'Forbidden') });
      subscriptions = [];
      let waited = 0;
      for (; subscriptions.length === 0; waited += 250) await vi.advanceTimersByTimeAsync(250);
      waits.push(waited);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000]);
    vi.restoreAllMocks();
  });

  test('that is refused for the moment is asked for again', async () => {
    follow();
    newest().onEnded({ how: 'refused', error: error('SERVICE_UNAVAILABLE', 'Unavailable') });
    subscriptions = [];
    await vi.advanceTimersByTimeAsync(10_000);
    expect([subscriptions.length, errors]).toEqual([1, []]);
  });

  test('is subscribed to anew within 2 s of the end of its audience', async () => {
    await live();
    const before = newest();
    hear(1, true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([subscriptions.length, newest() === before]).toEqual([1, false]);
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(0);
    expect([statuses.at(-1), reads]).toEqual(['live', ['load', 'load']]);
  });

  test('is caught up with again for a minute where its session is refused, and ends then', async () => {
    failure = refused;
    follow();
    setStatus('open');
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(45_000);
    expect([errors, reads.length > 5]).toEqual([[], true]);
    failure = null;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(statuses.at(-1)).toBe('live');
    failure = refused;
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(errors).toEqual([]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(errors).toEqual(['SESSION_REQUIRED']);
  });

  test('ends at once where nobody is signed in', async () => {
    failure = sessionRequired();
    follow();
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(0);
    expect(errors).toEqual(['SESSION_REQUIRED']);
  });

  test('says nothing more once nobody follows', async () => {
    await live();
    followed.stop();
    setStatus('offline');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([statuses, reads]).toEqual([['reconnecting', 'catching-up', 'live'], ['load']]);
  });
});

describe('what is measured of a channel', () => {
  /** With how long what took time took, in whole milliseconds of the fake clock. */
  const measured = () => noted.map((metric) => [metric.name, ...('why' in metric ? [metric.why] : [])].join(' '));
  const values = (name: ParleyMetric['name']) =>
    noted.flatMap((metric) => (metric.name === name && 'value' in metric ? metric.value : []));

  test('are the looks at it, each with its reason', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(2_000);
    newest().onDoubt('routine');
    await vi.advanceTimersByTimeAsync(0);
    newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(0);
    expect(measured()).toEqual(['poll acknowledged', 'sync-time', 'poll doubt', 'poll routine', 'poll doubt']);
  });

  test('is a gap, from when it is found until an event or a look closes it', async () => {
    await live();
    hear(2);
    await vi.advanceTimersByTimeAsync(300);
    hear(1);
    expect([measured().slice(2), values('gap-closed')]).toEqual([['gap-found', 'gap-closed'], [300]]);
    head = 2;
    await vi.advanceTimersByTimeAsync(3_000);
    noted = [];
    hear(4);
    head = 4;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([measured(), values('gap-closed')]).toEqual([['gap-found', 'poll hole', 'gap-closed'], [1_000]]);
  });

  test('is an event that tells nothing new, where it took a position', async () => {
    await live();
    hear(1);
    hear(1);
    hear(1, false, 'TYPING');
    hear(1, false, 'TYPING');
    expect(measured().slice(2)).toEqual(['duplicate-dropped']);
  });

  test('is how long it was lost', async () => {
    await live();
    newest().onLost();
    await vi.advanceTimersByTimeAsync(4_000);
    newest().onAcknowledged();
    await vi.advanceTimersByTimeAsync(0);
    expect(values('reconnect-time')).toEqual([4_000]);
  });

  test('is a start that is refused for good, and none that is tried again', async () => {
    follow();
    newest().onEnded({ how: 'refused', error: error('SERVICE_UNAVAILABLE', 'Unavailable') });
    await vi.advanceTimersByTimeAsync(20_000);
    newest().onEnded({ how: 'refused', error: error('CHANNEL_NOT_FOUND', 'NotFound') });
    expect(measured()).toEqual(['start-refused CHANNEL_NOT_FOUND']);
    // As it ends itself.
    subscriptions = [];
  });
});

function follow(): void {
  const { meter } = openMetrics({
    report: false,
    onMetric: (metric) => void noted.push(metric),
    send: () => Promise.reject(new Error('Nothing is reported.')),
  });
  const readHead = async () => {
    reads.push('head');
    if (headFailure) throw headFailure;
    return head;
  };
  followed = followChannel({ transport, readHead, meter }, 'a', {
    onEvent: () => {},
    onStatus: (status) => void statuses.push(status),
    onError: ({ code }) => void errors.push(code),
    catchUp: async () => {
      reads.push('load');
      if (failure) throw failure;
      return head;
    },
  });
}

async function live(): Promise<void> {
  follow();
  setStatus('open');
  newest().onAcknowledged();
  await vi.advanceTimersByTimeAsync(0);
  expect(statuses.at(-1)).toBe('live');
}

function newest(): SubscriptionListener {
  const listener = subscriptions.at(-1);
  if (!listener) throw new Error('Nobody subscribed.');
  return listener;
}

function hear(seq: number, endsAudience = false, kind = 'MESSAGE_SENT'): void {
  newest().onData({ onChannelEvent: { channelId: 'a', seq, kind, endsAudience } });
}

function error(
  code: 'UNKNOWN' | 'CHANNEL_NOT_FOUND' | 'SERVICE_UNAVAILABLE',
  type: 'Forbidden' | 'NotFound' | 'Unavailable',
) {
  return new MessagingError({ code, type, message: 'No.' });
}
