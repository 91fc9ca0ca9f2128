import { expect, test } from 'vitest';
import { type BannerState, bannerAfter, firstBanner } from '../../../web/src/banner/banner.ts';

type Step = readonly [status: Parameters<typeof bannerAfter>[1], at: number];

/** What it says after each step. */
function said(...steps: readonly Step[]): string[] {
  let state: BannerState = firstBanner;
  return steps.map(([status, at]) => {
    state = bannerAfter(state, status, at);
    return state.banner;
  });
}
const live: Step = ['live', 0];

test('nothing is said of a connection that is there at once', () => {
  expect(said(['reconnecting', 0], ['catching-up', 300], ['live', 500])).toEqual(['quiet', 'quiet', 'quiet']);
});

test('a first connection that takes long is told of after four seconds', () => {
  expect(said(['reconnecting', 0], ['reconnecting', 3_999], ['reconnecting', 4_000])).toEqual([
    'quiet',
    'quiet',
    'connecting',
  ]);
});

test('a loss is told of after a second, and one that is over sooner is not', () => {
  expect(said(live, ['reconnecting', 10_000], ['reconnecting', 11_000])).toEqual(['quiet', 'quiet', 'reconnecting']);
  expect(said(live, ['reconnecting', 10_000], ['catching-up', 10_500], ['live', 10_900])).toEqual([
    'quiet',
    'quiet',
    'quiet',
    'quiet',
  ]);
});

test('being offline is told at once', () => {
  expect(said(live, ['offline', 10_000])).toEqual(['quiet', 'offline']);
});

test('what was told is followed through to its end, which is told for three seconds', () => {
  const steps: Step[] = [
    live,
    ['offline', 10_000],
    ['reconnecting', 20_000],
    ['catching-up', 20_100],
    ['live', 20_200],
    ['live', 23_199],
    ['live', 23_200],
  ];
  expect(said(...steps)).toEqual(['quiet', 'offline', 'reconnecting', 'catching-up', 'back', 'back', 'quiet']);
});

test('a loss during the word that all is well is no news until a second has passed', () => {
  const steps: Step[] = [
    live,
    ['offline', 10_000],
    ['live', 11_000],
    ['reconnecting', 11_500],
    ['reconnecting', 12_500],
  ];
  expect(said(...steps)).toEqual(['quiet', 'offline', 'back', 'quiet', 'reconnecting']);
});

test('it asks to be looked at again just when it has more to say', () => {
  const lost = bannerAfter(bannerAfter(firstBanner, 'live', 0), 'reconnecting', 10_000);
  expect(lost.nextAt).toBe(11_000);
  expect(bannerAfter(lost, 'reconnecting', 11_000).nextAt).toBeNull();
});
