import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReportMetricsInput } from '../../../generated/operations.ts';
import type { ParleyMetric } from '../../../client/src/metric.ts';
import { type Metrics, type MetricsOptions, openMetrics } from '../../../client/src/metrics/open-metrics.ts';
import { clientVersion } from '../../../client/src/metrics/platform.ts';
import type { ChannelEvent } from '../../../client/src/model.ts';
import { type HandClock, handClock } from '../support/hand-clock.ts';

const minute = 60_000;
/** The service is so much ahead of this device. */
const skewMs = 7 * 60 * minute;
let clock: HandClock;
let noted: ParleyMetric[];
let reports: ReportMetricsInput[];
let chance: number;
let isVisible: boolean;

beforeEach(() => {
  clock = handClock();
  noted = [];
  reports = [];
  chance = 0.5;
  isVisible = true;
});

function open(options: MetricsOptions = {}): Metrics {
  return openMetrics({
    onMetric: (metric) => void noted.push(metric),
    clock,
    random: () => chance,
    environment: { hasNetwork: () => true, isVisible: () => isVisible, listen: () => () => {} },
    async send(report) {
      reports.push(report);
      return serverTime();
    },
    ...options,
  });
}

const serverTime = (agoMs = 0) => new Date(clock.now() + skewMs - agoMs).toISOString();
/** An event of so long ago. */
// Of an event, only its time is looked at, and which message it is of.
const event = (agoMs: number, id = 'of Bob') => ({ at: serverTime(agoMs), message: { id } }) as ChannelEvent;
const named = (name: ParleyMetric['name']) => noted.filter((metric) => metric.name === name);

describe('deliveries', () => {
  test('are not timed before the service’s clock is known, and are from the first report on', async () => {
    const { meter } = open();
    meter.applied([event(80), event(60)]);
    expect(noted).toEqual([
      { name: 'burst-size', value: 2 },
      { name: 'delivery' },
      { name: 'delivery-untimed', why: 'no-clock' },
      { name: 'delivery' },
      { name: 'delivery-untimed', why: 'no-clock' },
    ]);
    await clock.advance(2 * minute);
    expect(reports).toHaveLength(1);
    meter.applied([event(80)]);
    expect(named('delivery-latency')).toEqual([{ name: 'delivery-latency', value: expect.closeTo(80, -1) }]);
  });

  test('are timed from the first answer to a post on, whatever the device’s clock says', async () => {
    const { meter } = open({ report: false });
    meter.posted('A');
    await clock.advance(40);
    meter.stored('A', serverTime(20));
    meter.applied([event(150)]);
    expect(named('delivery-latency')).toEqual([{ name: 'delivery-latency', value: expect.closeTo(150, -1) }]);
  });

  test('are timed from a post’s own event on, where that overtakes the answer', async () => {
    const { meter } = open({ report: false });
    meter.posted('A');
    await clock.advance(60);
    meter.applied([event(30, 'A')]);
    expect(named('delivery-latency')).toEqual([{ name: 'delivery-latency', value: expect.closeTo(30, -1) }]);
  });

  test('are not timed by messages that were not posted here', () => {
    const { meter } = open({ report: false });
    meter.stored('of an earlier visit', serverTime(5 * minute));
    meter.applied([event(150), event(0, 'of somebody else')]);
    expect(named('delivery-latency')).toEqual([]);
  });

  test('to a page that nobody looks at are not timed, as browsers slow it', () => {
    const { meter } = open();
    meter.posted('A');
    meter.stored('A', serverTime());
    isVisible = false;
    meter.applied([event(20_000)]);
    expect(named('delivery-latency')).toEqual([]);
    expect(named('delivery-untimed')).toEqual([{ name: 'delivery-untimed', why: 'hidden' }]);
    isVisible = true;
    meter.applied([event(20)]);
    expect(named('delivery-latency')).toHaveLength(1);
    expect(named('delivery')).toHaveLength(2);
  });

  test('of more than a minute count as a minute, and are counted besides', () => {
    const { meter } = open();
    meter.posted('A');
    meter.stored('A', serverTime());
    meter.applied([event(59_000), event(61_000)]);
    expect(named('delivery-latency').map((metric) => 'value' in metric && metric.value)).toEqual([
      expect.closeTo(59_000, -1),
      60_000,
    ]);
    expect(named('delivery-untimed')).toEqual([{ name: 'delivery-untimed', why: 'too-long' }]);
  });
});

describe('own sends', () => {
  test('are timed from the post, to being stored and to being shown, once each', async () => {
    const { meter } = open();
    meter.posted('A');
    await clock.advance(120);
    meter.stored('A', serverTime());
    meter.stored('A', serverTime());
    await clock.advance(30);
    meter.shown(['A', 'of somebody else']);
    meter.shown(['A']);
    expect(noted).toEqual([
      { name: 'send-stored', value: 120 },
      { name: 'send-shown', value: 150 },
    ]);
  });

  test('whose event overtakes their answer are stored by then', async () => {
    const { meter } = open();
    meter.posted('A');
    await clock.advance(50);
    meter.shown(['A']);
    await clock.advance(10);
    meter.stored('A', serverTime());
    expect(noted).toEqual([
      { name: 'send-stored', value: 50 },
      { name: 'send-shown', value: 50 },
    ]);
  });

  test('are remembered up to 200, of which the oldest are let go', () => {
    const { meter } = open();
    for (let index = 0; index <= 200; index += 1) meter.posted(String(index));
    meter.shown(['0', '1', '200']);
    expect(noted.filter(({ name }) => name === 'send-shown')).toHaveLength(2);
  });
});

describe('what waits to be sent', () => {
  test('is measured by its number and the age of the oldest, and not where nothing waits', async () => {
    const { meter } = open();
    const writtenAt = clock.now();
    await clock.advance(5_000);
    meter.waiting(3, writtenAt);
    meter.waiting(0, null);
    expect(noted).toEqual([
      { name: 'outbox-depth', value: 3 },
      { name: 'outbox-age', value: 5_000 },
    ]);
  });
});

describe('a report', () => {
  test('says what was counted and measured, and which client it is', async () => {
    const { meter } = open();
    meter.note({ name: 'connection-lost', why: 'vanished' });
    meter.note({ name: 'send-refused', why: 'CONTENT_TOO_LONG' });
    meter.note({ name: 'sync-time', value: 12 });
    await clock.advance(2 * minute);
    expect(reports).toEqual([
      {
        platform: 'NODE',
        version: clientVersion,
        metrics: [
          { name: 'CONNECTION_LOST', count: 1, values: null, reasons: [{ reason: 'VANISHED', count: 1 }] },
          { name: 'SEND_REFUSED', count: 1, values: null, reasons: [{ reason: 'CONTENT_TOO_LONG', count: 1 }] },
          { name: 'SYNC_TIME', count: 1, values: [12], reasons: [] },
        ],
      },
    ]);
  });

  test('is made by each client or by none of its: the lot is drawn once', async () => {
    for (const [drawn, isReporting] of [
      [0.09, true],
      [0.1, false],
    ] as const) {
      reports = [];
      chance = drawn;
      const { meter } = open({ sample: 0.1 });
      chance = 0;
      for (let minutes = 0; minutes < 5; minutes += 1) {
        meter.note({ name: 'gap-found' });
        await clock.advance(minute);
      }
      expect(reports.length > 0).toBe(isReporting);
    }
  });

  test('is never made by whoever does not want it, who is shown everything all the same', async () => {
    const { meter, store } = open({ report: false });
    meter.note({ name: 'gap-found' });
    await clock.advance(100 * minute);
    expect(reports).toEqual([]);
    expect(store.state()).toEqual({ 'gap-found': { count: 1, recent: null } });
  });

  test('is not made once all is closed', async () => {
    const { meter, close } = open();
    meter.note({ name: 'gap-found' });
    close();
    await clock.advance(100 * minute);
    expect(reports).toEqual([]);
  });

  test('names the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../client/package.json', import.meta.url), 'utf8'));
    expect(clientVersion).toBe(version);
  });
});

describe('a listener', () => {
  test('that throws breaks nothing, and is not silenced', () => {
    const later: (() => void)[] = [];
    vi.stubGlobal('queueMicrotask', (run: () => void) => void later.push(run));
    const { meter, store } = open({
      onMetric: () => {
        throw new Error('of the application');
      },
    });
    meter.note({ name: 'gap-found' });
    vi.unstubAllGlobals();
    expect(store.state()['gap-found']?.count).toBe(1);
    expect(later).toHaveLength(1);
    expect(later[0]).toThrow('of the application');
  });
});
