import { expect, test } from 'vitest';
import { createTypingSignal } from '../../client/src/typing-signal.ts';
import { handClock } from './support/hand-clock.ts';

test('each channel is told at most each 3 seconds, and nothing is told while offline', async () => {
  const clock = handClock();
  const told: string[] = [];
  let isOnline = true;
  const typing = createTypingSignal({
    clock,
    isOnline: () => isOnline,
    async send(channelId) {
      told.push(channelId);
      throw new Error('Nobody minds.');
    },
  });
  for (let strokes = 0; strokes < 30; strokes += 1) {
    typing('a');
    await clock.advance(100);
  }
  expect(told).toEqual(['a']);
  typing('a');
  typing('b');
  expect(told).toEqual(['a', 'a', 'b']);
  isOnline = false;
  await clock.advance(10_000);
  typing('a');
  isOnline = true;
  expect(told).toHaveLength(3);
  typing('a');
  expect(told).toHaveLength(4);
  clock.putBack(3_600_000);
  await clock.advance(100);
  typing('a');
  await clock.advance(3_000);
  typing('a');
  expect(told).toHaveLength(5);
});
