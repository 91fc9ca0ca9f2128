import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latencyOf, unknownOffset, withAnswer, withEvent } from '../../../client/src/metrics/clock-offset.ts';

const minute = 60_000;
/** The service's time at the beginning of each story. */
const epoch = Date.parse('2026-01-01T00:00:00.000Z');

/** A device whose clock is off, and how the story goes on. */
interface Story {
  /** By so much the service's clock is ahead of the device's. */
  skewMs: number;
  /** Quartz: parts of a million by which the device's clock runs fast. */
  driftPpm: number;
  steps: Step[];
}

interface Step {
  kind: 'answer' | 'event';
  /** Since the step before. */
  pauseMs: number;
  thereMs: number;
  backMs: number;
  /** The service's servers differ by so much. */
  serverMs: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('answer', 'event', 'event', 'event'),
  pauseMs: fc.nat(30_000),
  thereMs: fc.integer({ min: 1, max: 200 }),
  backMs: fc.integer({ min: 1, max: 200 }),
  serverMs: fc.integer({ min: -3, max: 3 }),
});
const story: fc.Arbitrary<Story> = fc.record({
  skewMs: fc.integer({ min: -48 * 60 * minute, max: 48 * 60 * minute }),
  driftPpm: fc.integer({ min: -50, max: 50 }),
  steps: fc.array(step, { minLength: 2, maxLength: 60 }),
});

/** Runs a story, and tells of each event how long it took and how long it was said to take. */
function run({ skewMs, driftPpm, steps }: Story, offset = unknownOffset, from = 0) {
  const device = (at: number) => Math.round(epoch + at - skewMs + (at * driftPpm) / 1e6);
  const told: { took: number; said: number | null }[] = [];
  let at = from;
  for (const { kind, pauseMs, thereMs, backMs, serverMs } of steps) {
    at += pauseMs;
    if (kind === 'answer') {
      const asked = device(at);
      at += thereMs;
      const serverAt = epoch + at + serverMs;
      at += backMs;
      offset = withAnswer(offset, serverAt, asked, device(at));
    } else {
      const serverAt = epoch + at + serverMs;
      at += backMs;
      offset = withEvent(offset, serverAt, device(at));
      told.push({ took: backMs, said: latencyOf(offset, serverAt, device(at)) });
    }
  }
  return { told, offset, at };
}

describe('the offset of the clocks', () => {
  test('makes latencies true within half of a round trip, however far off the device is', () => {
    let said = 0;
    fc.assert(
      fc.property(story, (given) => {
        for (const latency of run(given).told) {
          if (latency.said === null) continue;
          said += 1;
          // Half of the longest round trip of these stories, and what servers, drift and rounding add.
          expect(Math.abs(latency.said - latency.took)).toBeLessThanOrEqual(200 + 20);
        }
      }),
      { numRuns: 500 },
    );
    expect(said).toBeGreaterThan(1_000);
  });

  test('tells a latency after the first answer, and from then on', () => {
    const steps: Step[] = [
      { kind: 'answer', pauseMs: 0, thereMs: 40, backMs: 40, serverMs: 0 },
      ...Array.from({ length: 50 }, (): Step => ({
        kind: 'event',
        pauseMs: 5_000,
        thereMs: 1,
        backMs: 70,
        serverMs: 0,
      })),
    ];
    const { told } = run({ skewMs: -3 * minute, driftPpm: 0, steps });
    expect(told.map(({ said }) => said !== null && Math.abs(said - 70) <= 80)).not.toContain(false);
  });

  test('is never told of events alone: how long the fastest of them took, nobody knows', () => {
    const steps = Array.from({ length: 20 }, (): Step => ({
      kind: 'event',
      pauseMs: 100,
      thereMs: 1,
      backMs: 5,
      serverMs: 0,
    }));
    for (const { said } of run({ skewMs: 0, driftPpm: 0, steps }).told) expect(said).toBeNull();
  });

  test('gets better with each answer that came faster', () => {
    const slow = withAnswer(unknownOffset, epoch + 300, epoch, epoch + 400);
    const both = withAnswer(slow, epoch + 1_010, epoch + 1_000, epoch + 1_020);
    expect(slow.most - slow.least).toBe(401);
    expect(both.most - both.least).toBe(21);
    // Half a millisecond more: the service's times are cut to whole ones.
    expect(latencyOf(both, epoch + 1_020, epoch + 1_050)).toBeCloseTo(30.5);
  });

  test('is of no use where the answer took long, and of some where it took not quite so long', () => {
    expect(latencyOf(withAnswer(unknownOffset, epoch, epoch, epoch + 498), epoch, epoch)).not.toBeNull();
    expect(latencyOf(withAnswer(unknownOffset, epoch, epoch, epoch + 501), epoch, epoch)).toBeNull();
  });

  test('never makes an event arrive before it happened', () => {
    fc.assert(
      fc.property(story, fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 20 }), (given, odd) => {
        let { offset } = run(given);
        for (const ms of odd) {
          offset = withEvent(offset, epoch + ms, epoch);
          expect(latencyOf(offset, epoch + ms, epoch) ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('is found again when the device’s clock is set, forwards or back, by more than a round trip', () => {
    const forwardsOrBack = fc.constantFrom(-1, 1);
    const by = fc.integer({ min: 1_000, max: 60 * minute });
    fc.assert(
      fc.property(story, forwardsOrBack, by, (given, sign, ms) => {
        const first: Step = { kind: 'answer', pauseMs: 0, thereMs: 20, backMs: 20, serverMs: 0 };
        const before = run({ ...given, steps: [first, ...given.steps] });
        const skewMs = given.skewMs + sign * ms;
        const { told } = run(
          { ...given, skewMs, steps: [first, { ...first, kind: 'event' }] },
          before.offset,
          before.at,
        );
        expect(told).toHaveLength(1);
        // The clock may run back into the answer: nothing is said then, rather than something wrong.
        for (const { took, said } of told) if (said !== null) expect(Math.abs(said - took)).toBeLessThanOrEqual(40);
      }),
    );
  });

  test('is given up by an event from what would be the future, until an answer comes', () => {
    const known = withAnswer(unknownOffset, epoch, epoch, epoch + 20);
    expect(latencyOf(withEvent(known, epoch + 200, epoch), epoch + 200, epoch)).toBe(0);
    const doubted = withEvent(known, epoch + 5_000, epoch + 20);
    expect(latencyOf(doubted, epoch + 5_000, epoch + 20)).toBeNull();
    expect(
      latencyOf(withAnswer(doubted, epoch + 5_000, epoch + 20, epoch + 40), epoch + 5_000, epoch + 60),
    ).not.toBeNull();
  });

  test('is given up where the device’s clock went back while it waited', () => {
    expect(withAnswer(unknownOffset, epoch, epoch + 5_000, epoch)).toEqual(unknownOffset);
  });

  test('grows less certain with time, as clocks of quartz drift', () => {
    const known = withAnswer(unknownOffset, epoch, epoch, epoch + 200);
    expect(latencyOf(known, epoch + 20 * minute, epoch + 20 * minute + 100)).not.toBeNull();
    expect(latencyOf(known, epoch + 40 * minute, epoch + 40 * minute + 100)).toBeNull();
  });
});
