import { describe, expect, test } from 'vitest';
import type { Parley } from '../../../client/src/index.ts';
import { asRead, readHereOf } from '../../../web/src/channel/read-here.ts';
import { place } from '../shell/places.ts';

describe('a channel as it was loaded', () => {
  const loaded = place('general', { headSeq: 20 }, { lastReadSeq: 10, unreadCount: 4, isMentioned: true });

  test('calls for nobody once its end was read here', () => {
    expect(asRead(loaded, 20)).toEqual({ ...loaded, lastReadSeq: 20, unreadCount: 0, isMentioned: false });
    expect(asRead(loaded, 25)).toMatchObject({ lastReadSeq: 25, unreadCount: 0 });
  });

  test('calls as before where less of it was read, or nothing', () => {
    expect(asRead(loaded, 19)).toBe(loaded);
    expect(asRead(loaded, undefined)).toBe(loaded);
  });
});

test('what was read here only rises, is told when it does, and is of one Parley', () => {
  // Only told apart: nothing of them is called.
  const [hers, his] = [{}, {}] as [Parley, Parley];
  let changes = 0;
  readHereOf(hers).onChange(() => (changes += 1));
  for (const seq of [5, 3, 5, 8]) readHereOf(hers).note('general', seq);
  expect([...readHereOf(hers).state()]).toEqual([['general', 8]]);
  expect(changes).toBe(2);
  expect(readHereOf(his).state().size).toBe(0);
});
