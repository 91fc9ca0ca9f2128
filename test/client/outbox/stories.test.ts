import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { HandClock } from '../support/hand-clock.ts';
import { breachesOf } from './endings.ts';
import { noEmoji, oneTooMany } from './service.ts';
import { channels, type Happening, rest, Teller } from './teller.ts';
import type { Delivery, Fate } from './world.ts';

/** `STORIES=10000` in the environment tells more of them, and `SEED` the same again. */
const stories = Number(process.env.STORIES ?? 300);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

const pick = fc.nat(1_000);
const channel = fc.constantFrom(...channels);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ what: fc.constant('enqueue' as const), channel }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('edit', 'discard', 'retry'), pick }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('change' as const), channel, pick }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('remove' as const), channel, pick }) },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('react' as const),
      channel,
      pick,
      emoji: fc.constantFrom('👍', '👍', '👍', oneTooMany, noEmoji),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('other' as const),
      channel,
      pick,
      act: fc.constantFrom('send', 'send', 'react', 'react', 'unreact', 'edit', 'delete', 'crash'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('show', 'show', 'hide'), channel, pick }) },
  {
    weight: 8,
    arbitrary: fc.record({ what: fc.constant('wait' as const), ms: fc.constantFrom(1, 4, 60, 700, 5_000, 21_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('die' as const),
      changes: fc.integer({ min: 1, max: 6 }),
      isAfter: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constantFrom('open', 'kill', 'resume', 'offline', 'online', 'reconnect') }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('archive', 'restore'), channel }) },
);
const fate: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constantFrom<Fate['kind'][]>(
    ...(['answered', 'answered', 'answered', 'vanished', 'unanswered', 'broken', 'unreachable'] as const),
    ...(['unavailable', 'unavailable, written', 'limited', 'no session', 'senseless', 'doubled'] as const),
  ),
  lateMs: fc.constantFrom(5, 5, 300, 9_990, 10_010, 25_000),
});
const delivery: fc.Arbitrary<Delivery> = fc.constantFrom('soon', 'soon', 'soon', 'late', 'lost', 'twice');
const story = fc.record({
  happenings: fc.array(happening, { minLength: 5, maxLength: 60, size: 'max' }),
  fates: fc.array(fate, { maxLength: 40, size: 'max' }),
  deliveries: fc.array(delivery, { maxLength: 80, size: 'max' }),
  isRetriedAtTheEnd: fc.boolean(),
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test(`of ${stories} stories none loses, doubles or reorders what was written, nor shows it so`, async () => {
  console.log(`outbox stories: SEED=${seed}`);
  const codes = { MESSAGE_DELETED: 0, NOT_AUTHOR: 0, CHANNEL_ARCHIVED: 0, EMOJI_TOO_MANY: 0, EMOJI_INVALID: 0 };
  const tally = {
    kept: 0,
    sent: 0,
    refused: 0,
    discarded: 0,
    deaths: 0,
    requests: 0,
    reactions: 0,
    frames: 0,
    ...codes,
  };
  await fc.assert(
    fc.asyncProperty(story, async ({ happenings, fates, deliveries, isRetriedAtTheEnd }) => {
      const teller = new Teller(fates, deliveries);
      const { world } = teller;
      byHand(world.clock);
      for (const each of happenings) await teller.tell(each);
      await teller.end(isRetriedAtTheEnd);
      const breaches = breachesOf(teller);
      tally.kept += teller.kept.size;
      tally.sent += [...teller.kept].filter((id) =>
        channels.some((name) => world.service.channel(name).message(id)),
      ).length;
      tally.refused += world.disk.size;
      tally.discarded += teller.discarded.size;
      tally.deaths += world.tabs.filter(({ isDead }) => isDead).length;
      tally.requests += teller.requests;
      tally.reactions += teller.reactions.size;
      tally.frames += teller.frames.count;
      for (const { reason } of world.disk.values()) {
        // The others are counted by no one.
        if (reason && reason.code in codes) tally[reason.code as keyof typeof codes] += 1;
      }
      for (const tab of world.living()) tab.die();
      await rest();
      expect(breaches).toEqual([]);
    }),
    { numRuns: stories, seed },
  );
  console.log('outbox stories:', JSON.stringify(tally));
  // A run in which these did not happen has proven nothing. Of the rarest there are some 15 by chance, or 5.
  for (const count of Object.values(tally)) expect(count).toBeGreaterThan(0);
}, 3_600_000);

/** Puts the timers and the time of whatever runs under the story's clock. */
function byHand(clock: HandClock): void {
  vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => clock.after(ms, run));
  vi.stubGlobal('clearTimeout', (stop?: () => void) => stop?.());
  vi.spyOn(Date, 'now').mockImplementation(() => clock.now());
}
