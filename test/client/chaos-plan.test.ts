import { describe, expect, it } from 'vitest';
import { drawPlan, faultKinds } from '../proof/chaos/plan.ts';
import { createRandom } from '../proof/chaos/random.ts';

const seeds = Array.from({ length: 200 }, (_, index) => index * 7_919);

describe('the plan of a chaos run', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(drawPlan(7, 'full')).toEqual(drawPlan(7, 'full'));
    expect(drawPlan(7, 'quick').faults).not.toEqual(drawPlan(8, 'quick').faults);
  });

  it('has every kind of fault once before any comes again', () => {
    for (const seed of seeds) {
      const kinds = drawPlan(seed, 'full').faults.map(({ kind }) => kind);
      expect(new Set(kinds.slice(0, faultKinds.length)).size).toBe(faultKinds.length);
    }
  });

  it('has nobody in no channel, and no channel that nobody is left in when somebody is removed', () => {
    for (const seed of seeds) {
      const { people, channels, devices } = drawPlan(seed, 'quick');
      for (const { members } of channels) expect(new Set(members).size).toBeGreaterThan(1);
      expect(new Set(channels.flatMap(({ members }) => members))).toEqual(new Set(people));
      expect(channels.some(({ isPrivate }) => isPrivate) && channels.some(({ isPrivate }) => !isPrivate)).toBe(true);
      expect(devices.reduce((sum, { tabs }) => sum + tabs, 0)).toBeGreaterThan(5);
      expect(new Set(devices.map(({ person }) => person)).size).toBeLessThan(devices.length);
      expect(devices.some(({ tabs }) => tabs > 1)).toBe(true);
    }
  });

  it('lets what loses answers befall a quick run first, so that little waits at its end', () => {
    const losing = ['answers-lost', 'gateway-errors', 'no-network', 'kill-server', 'crash-full'];
    for (const seed of seeds) {
      const { faults, lastBeginsAt } = drawPlan(seed, 'quick');
      const last = faults.findLastIndex(({ kind }) => losing.includes(kind));
      expect((lastBeginsAt * last) / faults.length).toBeLessThan(0.35);
    }
  });

  it('has as many messages and faults as were asked for', () => {
    expect(drawPlan(1, 'quick')).toMatchObject({ sends: 5_000, faults: { length: 20 } });
    expect(drawPlan(1, 'full')).toMatchObject({ sends: 100_000, faults: { length: 200 } });
    expect(drawPlan(1, 'quick', { sends: 30, faults: 0 })).toMatchObject({ sends: 30, faults: [] });
  });
});

describe('the chance that a seed decides', () => {
  it('is spread evenly, and picks by weight', () => {
    const random = createRandom(1, 'spread');
    const tens = Array.from({ length: 10 }, () => 0);
    for (let count = 0; count < 10_000; count += 1) tens[random.whole(0, 9)]! += 1;
    for (const ten of tens) expect(Math.abs(ten - 1_000)).toBeLessThan(150);
    const picked = Array.from({ length: 1_000 }, () => random.weighted({ often: 9, seldom: 1, never: 0 }));
    expect(picked.filter((one) => one === 'seldom').length).toBeGreaterThan(50);
    expect(picked.filter((one) => one === 'seldom').length).toBeLessThan(160);
    expect(picked).not.toContain('never');
    expect(() => random.pick([])).toThrow();
  });

  it('does not depend on how often another was asked', () => {
    const [one, other] = [createRandom(1), createRandom(1)];
    one.next();
    expect(one.fork('a').next()).toBe(other.fork('a').next());
    expect(one.fork('a').next()).not.toBe(one.fork('b').next());
  });
});
