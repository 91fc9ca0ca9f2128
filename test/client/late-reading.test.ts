import { beforeEach, describe, expect, test } from 'vitest';
import { lateReading } from '../../client/src/late-reading.ts';
import type { Reading } from '../../client/src/reading.ts';
import { settle } from './support/hand-clock.ts';

let said: string[];
let made: Reading | undefined;
let loads: number;
let isThere: boolean;
let late: ReturnType<typeof lateReading>;

beforeEach(() => {
  [said, made, loads, isThere] = [[], undefined, 0, true];
  late = lateReading(
    () => made,
    async () => {
      loads += 1;
      await null;
      if (!isThere) throw new TypeError('Failed to fetch.');
      made = {
        markRead: (channelId, seq) => void said.push(`${channelId} ${seq}`),
        typing: (channelId) => void said.push(`${channelId} types`),
        markers: () => {
          throw new Error('Nobody asks.');
        },
        close: () => {},
      };
      return made;
    },
  );
});

describe('what a person reads', () => {
  test('is told once the code is there, of each channel the highest', async () => {
    late.markRead('harbor', 3);
    late.markRead('harbor', 2);
    late.markRead('market', 7);
    await settle();
    expect([said, loads]).toEqual([['harbor 3', 'market 7'], 1]);
    late.markRead('harbor', 4);
    expect(said).toContain('harbor 4');
  });

  test('is kept where the code can not be loaded, until it can', async () => {
    isThere = false;
    late.markRead('harbor', 3);
    await settle();
    isThere = true;
    late.retry();
    await settle();
    expect([said, loads]).toEqual([['harbor 3'], 2]);
    late.retry();
    expect(loads).toBe(2);
  });

  test('is told by what somebody else has made meanwhile', async () => {
    late.typing('harbor');
    await settle();
    late.typing('harbor');
    expect([said, loads]).toEqual([['harbor types'], 1]);
  });
});
