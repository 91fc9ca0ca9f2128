import { expect, test, vi } from 'vitest';
import { lateMetrics } from '../../../client/src/metrics/late-metrics.ts';
import * as whole from '../../../client/src/metrics/open-metrics.ts';
import { handClock, type HandClock } from '../support/hand-clock.ts';

function late(clock: HandClock) {
  let arrive = (_: typeof whole) => {};
  let fail = (_: Error) => {};
  const loading = new Promise<typeof whole>((resolve, reject) => {
    arrive = resolve;
    fail = reject;
  });
  const send = vi.fn(async () => new Date(clock.now()).toISOString());
  return { metrics: lateMetrics({ clock, send, report: false }, () => loading), loading, arrive, fail };
}

test('what happens before its code is there is noted then, in its own time', async () => {
  const clock = handClock();
  const { metrics, loading, arrive } = late(clock);
  const told = vi.fn();
  metrics.store.onChange(told);
  const channel = metrics.meter.channel();
  metrics.meter.note({ name: 'delivery' });
  channel.status('live');
  channel.hole(true);
  await clock.advance(40);
  channel.hole(false);
  await clock.advance(5_000);
  expect(metrics.store.state()).toEqual({});
  arrive(whole);
  await loading;
  expect(metrics.store.state()).toMatchObject({
    delivery: { count: 1 },
    'gap-closed': { count: 1, recent: { max: 40 } },
  });
  await clock.advance(1_000);
  expect(told).toHaveBeenCalled();
});

test('what happens later is noted at once', async () => {
  const clock = handClock();
  const { metrics, loading, arrive } = late(clock);
  arrive(whole);
  await loading;
  metrics.meter.note({ name: 'delivery' });
  expect(metrics.store.state()).toMatchObject({ delivery: { count: 1 } });
});

test('where its code does not come there are no metrics, and nothing is kept', async () => {
  const { metrics, loading, fail } = late(handClock());
  metrics.meter.note({ name: 'delivery' });
  fail(new Error('offline'));
  await loading.catch(() => {});
  metrics.meter.note({ name: 'delivery' });
  expect(metrics.store.state()).toEqual({});
  metrics.close();
});

test('closed before its code is there, it never begins', async () => {
  const { metrics, loading, arrive } = late(handClock());
  metrics.meter.note({ name: 'delivery' });
  metrics.close();
  arrive(whole);
  await loading;
  expect(metrics.store.state()).toEqual({});
});
