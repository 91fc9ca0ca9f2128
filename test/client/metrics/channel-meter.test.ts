import { beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../client/src/following/status.ts';
import type { ChannelMeter, LossCause, ParleyMetric } from '../../../client/src/metric.ts';
import { createChannelMeter } from '../../../client/src/metrics/channel-meter.ts';

let now: number;
let cause: LossCause;
let noted: ParleyMetric[];
let meter: ChannelMeter;

beforeEach(() => {
  now = 0;
  cause = 'unknown';
  noted = [];
  meter = createChannelMeter({ note: (metric) => void noted.push(metric), now: () => now, cause: () => cause });
});

/** Each status at its time. */
function show(...changes: [at: number, status: ConnectionStatus][]): void {
  for (const [at, status] of changes) {
    now = at;
    meter.status(status);
  }
}

const begun: [number, ConnectionStatus][] = [
  [0, 'reconnecting'],
  [100, 'catching-up'],
  [130, 'live'],
];

describe('a channel', () => {
  test('that begins tells how long it took from its acknowledgement to being live, and of no loss', () => {
    show(...begun);
    expect(noted).toEqual([{ name: 'sync-time', value: 30 }]);
  });

  test('that was lost tells how long it was, and why', () => {
    show(...begun, [1_000, 'reconnecting']);
    cause = 'dismissed';
    show([5_000, 'catching-up'], [5_200, 'live']);
    expect(noted.slice(1)).toEqual([
      { name: 'sync-time', value: 200 },
      { name: 'reconnect-time', value: 4_200, why: 'dismissed' },
    ]);
  });

  test('that is lost again before it is live tells of both as one', () => {
    show(...begun, [1_000, 'reconnecting'], [2_000, 'catching-up'], [2_100, 'reconnecting'], [3_000, 'catching-up']);
    show([3_050, 'live']);
    expect(noted.slice(1)).toEqual([
      { name: 'sync-time', value: 50 },
      { name: 'reconnect-time', value: 2_050, why: 'unknown' },
    ]);
  });

  test('that was never live was never lost', () => {
    show([0, 'reconnecting'], [100, 'catching-up'], [150, 'reconnecting'], [400, 'catching-up'], [450, 'live']);
    expect(noted).toEqual([{ name: 'sync-time', value: 50 }]);
  });

  test('that catches up with a hole begins nothing anew', () => {
    show(...begun, [1_000, 'catching-up'], [1_100, 'live']);
    expect(noted).toHaveLength(1);
  });

  test('that is lost while it catches up with a hole was live until then', () => {
    show(...begun, [1_000, 'catching-up'], [1_100, 'reconnecting'], [2_000, 'catching-up'], [2_010, 'live']);
    expect(noted.slice(1)).toEqual([
      { name: 'sync-time', value: 10 },
      { name: 'reconnect-time', value: 910, why: 'unknown' },
    ]);
  });

  test('that the browser alone called offline was not lost', () => {
    show(
      ...begun,
      [1_000, 'offline'],
      [9_000, 'live'],
      [10_000, 'reconnecting'],
      [10_100, 'catching-up'],
      [10_200, 'live'],
    );
    expect(noted.slice(1)).toEqual([
      { name: 'sync-time', value: 100 },
      { name: 'reconnect-time', value: 200, why: 'unknown' },
    ]);
  });
});

describe('a gap', () => {
  test('is found once and closed once, and tells how long it was open', () => {
    show(...begun);
    noted = [];
    meter.hole(false);
    now = 200;
    meter.hole(true);
    now = 500;
    meter.hole(true);
    expect(noted).toEqual([{ name: 'gap-found' }]);
    now = 1_700;
    meter.hole(false);
    meter.hole(false);
    expect(noted.slice(1)).toEqual([{ name: 'gap-closed', value: 1_500 }]);
  });

  test('of a channel that is not live is no news: it is being caught up with', () => {
    show([0, 'reconnecting'], [100, 'catching-up']);
    meter.hole(true);
    meter.hole(false);
    expect(noted).toEqual([]);
  });

  test('that a loss overtook is closed when all of it is there', () => {
    show(...begun);
    meter.hole(true);
    show([1_000, 'reconnecting'], [3_000, 'catching-up']);
    now = 3_100;
    meter.hole(false);
    expect(noted.at(-1)).toEqual({ name: 'gap-closed', value: 2_970 });
  });
});
