import { expect, test } from 'vitest';
import { type BannerState, bannerAfter, bannerElsewhere, firstBanner } from '../../../web/src/banner/banner.ts';

/** `elsewhere`: the reader goes to another place. `ended`: it is offline, and the browser has a network. */
type Step = readonly [what: Parameters<typeof bannerAfter>[1] | 'elsewhere' | 'ended', at: number];

/** What it says after each step. */
function said(...steps: readonly Step[]): string[] {
  let state: BannerState = firstBanner;
  return steps.map(([what, at]) => {
    if (what === 'elsewhere') state = bannerElsewhere(state, at);
    else if (what === 'ended') state = bannerAfter(state, 'offline', at, true);
    else state = bannerAfter(state, what, at, what !== 'offline');
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

test('who was told of no loss is never told that it is over, nor that they missed something', () => {
  const slow: Step[] = [
    ['reconnecting', 0],
    ['reconnecting', 4_000],
    ['catching-up', 6_000],
    ['live', 7_000],
  ];
  expect(said(...slow)).toEqual(['quiet', 'connecting', 'connecting', 'quiet']);
});

test('being live for a moment while the page opens is no beginning of a loss', () => {
  const steps: Step[] = [
    ['live', 0],
    ['reconnecting', 300],
    ['reconnecting', 1_300],
    ['catching-up', 2_000],
    ['live', 2_100],
  ];
  expect(said(...steps)).toEqual(['quiet', 'quiet', 'quiet', 'quiet', 'quiet']);
});

test('a place that is slow to open is no loss, and a loss at it is one', () => {
  const steps: Step[] = [
    live,
    ['elsewhere', 10_000],
    ['reconnecting', 10_010],
    ['reconnecting', 11_010],
    ['reconnecting', 14_010],
    ['live', 15_000],
    ['reconnecting', 20_000],
    ['reconnecting', 21_000],
    ['live', 22_000],
  ];
  const seen = ['quiet', 'quiet', 'quiet', 'quiet', 'connecting', 'quiet', 'quiet', 'reconnecting', 'back'];
  expect(said(...steps)).toEqual(seen);
});

test('a loss that was told of goes with the reader to the next place', () => {
  expect(said(live, ['offline', 10_000], ['elsewhere', 11_000], ['live', 12_000])).toEqual([
    'quiet',
    'offline',
    'offline',
    'back',
  ]);
});

test('a long catching up after a loss too short to tell is told of as a slow opening', () => {
  const steps: Step[] = [
    live,
    ['reconnecting', 10_000],
    ['catching-up', 10_500],
    ['catching-up', 14_000],
    ['live', 15_000],
  ];
  expect(said(...steps)).toEqual(['quiet', 'quiet', 'quiet', 'connecting', 'quiet']);
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

test('that there is no network is told at once', () => {
  expect(said(live, ['offline', 10_000])).toEqual(['quiet', 'offline']);
});

test('that all which was open has ended is told once it lasts, and not while a page opens', () => {
  expect(said(['reconnecting', 0], ['ended', 300], ['reconnecting', 500], ['live', 900])).toEqual(
    Array.from({ length: 4 }, () => 'quiet'),
  );
  expect(said(live, ['ended', 10_000], ['ended', 13_999], ['ended', 14_000])).toEqual([
    ...['quiet', 'quiet', 'quiet', 'offline'],
  ]);
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
  const lost = bannerAfter(bannerAfter(firstBanner, 'live', 0, true), 'reconnecting', 10_000, true);
  expect(lost.nextAt).toBe(11_000);
  expect(bannerAfter(lost, 'reconnecting', 11_000, true).nextAt).toBeNull();
});
