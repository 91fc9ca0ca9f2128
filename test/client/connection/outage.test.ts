import { expect, test } from 'vitest';
import { type Connection, createConnection } from '../../../client/src/connection/connection.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { type HandClock, handClock, settle } from '../support/hand-clock.ts';

/** A service takes a moment to refuse, and one to let in. */
const roundTripMs = 100;
const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

test.each([
  [1, 2_000],
  [8, 2_000],
  [13, 10_000],
  [30, 10_000],
  [120, 10_000],
  [3_600, 10_000],
])('after an outage of %i s, 95 of 100 are connected within %i ms of its end', async (seconds, targetMs) => {
  const taken = await Promise.all(seeds.map((seed) => returnAfter(seconds * 1000, 'vanished', seed)));
  expect(taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.95)]).toBeLessThanOrEqual(targetMs);
});

test('of those whom the service dismissed all at once, no second sees more than a sixth', async () => {
  const taken = await Promise.all(seeds.map((seed) => returnAfter(0, 'dismissed', seed)));
  expect(Math.max(...taken) - Math.min(...taken)).toBeGreaterThan(10_000);
  for (let from = 0; from < 13_000; from += 1_000) {
    const those = taken.filter((ms) => ms >= from && ms < from + 1_000);
    expect(those.length).toBeLessThanOrEqual(seeds.length / 6);
  }
});

/** How long after the end of the outage the connection is open again. */
async function returnAfter(outageMs: number, how: 'vanished' | 'dismissed', seed: number): Promise<number> {
  const clock: HandClock = handClock();
  let isGone = false;
  const connection: Connection = createConnection(
    {
      askToken: async () => {},
      open() {
        clock.after(roundTripMs, () =>
          connection.tell(isGone ? { type: 'lost', how: 'vanished' } : { type: 'acknowledged' }),
        );
      },
      drop: () => {},
      probe: async () => {},
      giveUp: () => {},
      onState: () => {},
    },
    { clock, environment: new FakeEnvironment(), random: randomOf(seed) },
  );
  connection.tell({ type: 'wanted' });
  await settle();
  await clock.advance(roundTripMs);
  expect(connection.state().name).toBe('open');
  isGone = true;
  connection.tell({ type: 'lost', how });
  await clock.advance(outageMs);
  isGone = false;
  let taken = 0;
  for (; connection.state().name !== 'open' && taken < 30_000; taken += 50) await clock.advance(50);
  return taken;
}

/** The same numbers for the same seed: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
