import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { MessagingError } from '../../../client/src/errors.ts';
import type { Notes } from '../../../client/src/notes.ts';
import { createReadMarkers, type MarkerNote, type ReadMarkers } from '../../../client/src/roster/read-markers.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { type HandClock, handClock } from '../support/hand-clock.ts';

interface Call {
  readonly at: number;
  readonly channelId: string;
  readonly seq: number;
}

/** A service with its markers, and the tabs of one browser. */
class World {
  readonly clock: HandClock = handClock();
  readonly start = this.clock.now();
  readonly stored = new Map<string, number>();
  readonly calls: Call[] = [];
  readonly failures: MessagingError[] = [];
  readonly #hearers = new Map<object, (note: MarkerNote) => void>();
  tookMs = 50;
  underWay = 0;
  most = 0;

  open(environment = new FakeEnvironment(), random = () => 0.5): ReadMarkers {
    return createReadMarkers({
      clock: this.clock,
      environment,
      random,
      notes: this.#notes(),
      send: async (channelId, seq) => {
        this.calls.push({ at: this.clock.now() - this.start, channelId, seq });
        this.most = Math.max(this.most, (this.underWay += 1));
        await new Promise<void>((done) => this.clock.after(this.tookMs, done));
        this.underWay -= 1;
        const failure = this.failures.shift();
        if (failure) throw failure;
        const stored = Math.max(seq, this.stored.get(channelId) ?? 0);
        this.stored.set(channelId, stored);
        return stored;
      },
    });
  }

  #notes(): Notes<MarkerNote> {
    const self = {};
    return {
      hear: (listener) => void this.#hearers.set(self, listener),
      tell: (note) => {
        for (const [other, hear] of this.#hearers) if (other !== self) this.clock.after(1, () => hear({ ...note }));
      },
      close: () => void this.#hearers.delete(self),
    };
  }
}

let world: World;

beforeEach(() => {
  world = new World();
});

describe('a read marker', () => {
  test('counts at once, and is told a moment later, the highest of it', async () => {
    const markers = world.open();
    const changes: string[] = [];
    markers.onChange((channelId) => changes.push(channelId));
    for (const seq of [3, 9, 5, 9]) markers.mark('c', seq);
    expect([markers.of('c'), markers.isPending('c'), changes]).toEqual([9, true, ['c', 'c']]);
    await world.clock.advance(1_000);
    expect(world.calls).toEqual([{ at: 300, channelId: 'c', seq: 9 }]);
    expect([markers.of('c'), markers.isPending('c'), changes.length]).toEqual([9, false, 3]);
  });

  test('that moves on and on is told once a second, one call after the other', async () => {
    const markers = world.open();
    world.tookMs = 1_500;
    for (let seq = 1; seq <= 40; seq += 1) {
      markers.mark('c', seq);
      await world.clock.advance(100);
    }
    await world.clock.advance(5_000);
    expect(world.calls.map(({ at }) => at)).toEqual([300, 1_800, 3_300, 4_800]);
    expect([world.most, world.stored.get('c')]).toEqual([1, 40]);
  });

  test('is told in time, also where the wall clock is put back meanwhile', async () => {
    const markers = world.open();
    markers.mark('c', 3);
    world.clock.putBack(3_600_000);
    await world.clock.advance(1_000);
    expect(world.stored.get('c')).toBe(3);
  });

  test('of many channels is told to four at a time', async () => {
    const markers = world.open();
    for (let index = 0; index < 30; index += 1) markers.mark(`c${index}`, 1);
    await world.clock.advance(2_000);
    expect([world.calls.length, world.most]).toEqual([30, 4]);
  });

  test('that could not be told is told again, ever less often, and at once when the network is back', async () => {
    const environment = new FakeEnvironment();
    const markers = world.open(environment);
    world.failures.push(...Array.from({ length: 4 }, () => error('NETWORK', 'Unreachable')));
    markers.mark('c', 7);
    await world.clock.advance(7_000);
    expect(world.calls.map(({ at }) => at)).toEqual([300, 1_550, 3_050, 5_050]);
    environment.setNetwork(false);
    await world.clock.advance(60_000);
    expect([world.calls.length, markers.of('c')]).toEqual([4, 7]);
    environment.setNetwork(true);
    await world.clock.advance(100);
    expect([world.calls.length, world.stored.get('c')]).toEqual([5, 7]);
  });

  test('waits for a session', async () => {
    const markers = world.open();
    world.failures.push(error('SESSION_REQUIRED', 'Unauthenticated'));
    markers.mark('c', 7);
    await world.clock.advance(10_000);
    expect([markers.of('c'), world.stored.get('c')]).toEqual([7, 7]);
  });

  test.each([
    ['a network that fails', 'NETWORK', 'Unreachable'],
    ['a session that is over', 'SESSION_REQUIRED', 'Unauthenticated'],
    ['an answer that nobody understands', 'UNKNOWN', 'Unknown'],
  ] as const)('stays through %s', async (_, code, type) => {
    const markers = world.open();
    world.failures.push(error(code, type));
    markers.mark('c', 7);
    await world.clock.advance(400);
    expect([world.calls.length, markers.of('c'), markers.isPending('c')]).toEqual([1, 7, true]);
    await world.clock.advance(10_000);
    expect([markers.of('c'), world.stored.get('c')]).toEqual([7, 7]);
  });

  test('that the service refuses goes back to what it has, but for what came after', async () => {
    const markers = world.open();
    markers.mark('c', 4);
    await world.clock.advance(1_000);
    world.failures.push(error('SEQ_INVALID', 'InvalidInput'), error('SEQ_INVALID', 'InvalidInput'));
    markers.mark('c', 1_000);
    await world.clock.advance(3_000);
    expect([markers.of('c'), markers.isPending('c'), world.calls.length]).toEqual([4, false, 2]);
    markers.mark('c', 900);
    await world.clock.advance(310);
    markers.mark('c', 901);
    await world.clock.advance(10_000);
    expect([markers.of('c'), world.stored.get('c')]).toEqual([901, 901]);
  });

  test('is not told where the service has it already', async () => {
    const markers = world.open();
    markers.mark('c', 7, true);
    markers.stored('c', 9);
    markers.stored('c', 8);
    await world.clock.advance(10_000);
    expect([world.calls, markers.of('c'), markers.isPending('c')]).toEqual([[], 9, false]);
  });

  test('is told at once where the page is left', async () => {
    const environment = new FakeEnvironment();
    const markers = world.open(environment);
    markers.mark('c', 7, true);
    environment.setVisible(false);
    expect(world.calls).toMatchObject([{ at: 0, seq: 7 }]);
  });

  test('is known to the other tabs at once, one of which tells it', async () => {
    const [a, b, c] = [world.open(), world.open(), world.open()];
    a.mark('c', 7);
    await world.clock.advance(1);
    expect([b.of('c'), c.of('c')]).toEqual([7, 7]);
    await world.clock.advance(60_000);
    expect(world.calls).toHaveLength(1);
    expect([a, b, c].map((tab) => tab.isPending('c'))).toEqual([false, false, false]);
  });

  test('is told by another tab, where the one that was to do it is gone', async () => {
    const [a, b] = [world.open(), world.open()];
    a.mark('c', 7);
    await world.clock.advance(10);
    a.close();
    await world.clock.advance(60_000);
    expect([world.calls.length, world.stored.get('c'), b.isPending('c')]).toEqual([1, 7, false]);
  });

  test('that all tabs set by themselves is told by the first of them, in most cases once', async () => {
    let chance = 0;
    const tabs = Array.from({ length: 5 }, () =>
      world.open(new FakeEnvironment(), () => (chance = (chance + 0.37) % 1)),
    );
    for (const tab of tabs) tab.mark('c', 7, true);
    await world.clock.advance(60_000);
    expect([world.calls.length, world.stored.get('c')]).toEqual([1, 7]);
  });

  test('never goes back, and ends in the service, in any story without refusals', async () => {
    const anyStep = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('mark' as const),
          tab: fc.nat(2),
          channel: fc.nat(2),
          seq: fc.nat(50),
        }),
      },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(3_000) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('fail' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('network' as const), tab: fc.nat(2), isThere: fc.boolean() }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 60, size: 'max' }), async (steps) => {
        world = new World();
        const environments = [0, 1, 2].map(() => new FakeEnvironment());
        const tabs = environments.map((environment) => world.open(environment));
        const highest = new Map<string, number>();
        const shown = new Map<string, number>();
        for (const step of steps) {
          if (step.kind === 'mark') {
            const channelId = `c${step.channel}`;
            tabs[step.tab]?.mark(channelId, step.seq);
            highest.set(channelId, Math.max(highest.get(channelId) ?? 0, step.seq));
          } else if (step.kind === 'pass') await world.clock.advance(step.ms);
          else if (step.kind === 'fail') world.failures.push(error('NETWORK', 'Unreachable'));
          else environments[step.tab]?.setNetwork(step.isThere);
          for (const [index, tab] of tabs.entries()) {
            for (const channelId of highest.keys()) {
              const key = `${index} ${channelId}`;
              expect(tab.of(channelId)).toBeGreaterThanOrEqual(shown.get(key) ?? 0);
              shown.set(key, tab.of(channelId));
            }
          }
        }
        for (const environment of environments) environment.setNetwork(true);
        await world.clock.advance(120_000);
        for (const [channelId, seq] of highest) {
          expect(world.stored.get(channelId) ?? 0).toBe(seq);
          for (const tab of tabs) expect([tab.of(channelId), tab.isPending(channelId)]).toEqual([seq, false]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function error(code: MessagingError['code'], type: MessagingError['type']): MessagingError {
  return new MessagingError({ code, type, message: code });
}
