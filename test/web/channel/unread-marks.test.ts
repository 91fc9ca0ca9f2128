import type { MyChannel } from '@parley/client';
import { expect, test } from 'vitest';
import { asMarked, createUnreadMarks } from '../../../web/src/channel/unread-marks.ts';

/** As much of the browser's storage as is used. */
function storageOf(map = new Map<string, string>()): Storage {
  const storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
  // The rest is not called.
  return storage as Storage;
}

test('a mark is kept for the next page, until it is taken back', () => {
  const storage = storageOf();
  const marks = createUnreadMarks('k', () => storage);
  let told = 0;
  const stop = marks.onChange(() => (told += 1));
  marks.set('general', { seq: 7, count: 2 });
  expect(marks.state()).toBe(marks.state());
  expect(
    createUnreadMarks('k', () => storage)
      .state()
      .get('general'),
  ).toEqual({ seq: 7, count: 2 });
  expect(createUnreadMarks('other', () => storage).state().size).toBe(0);
  marks.set('general', null);
  marks.set('general', null);
  expect(told).toBe(2);
  stop();
  marks.set('general', { seq: 1, count: 1 });
  expect(told).toBe(2);
});

test('nonsense in the storage, and a storage that is refused, are no marks', () => {
  for (const stored of ['{', 'null', '7', '{"a":1}', '{"a":{"seq":"7","count":1}}', '{"a":{"seq":7}}']) {
    expect(createUnreadMarks('k', () => storageOf(new Map([['k', stored]]))).state().size).toBe(0);
  }
  const marks = createUnreadMarks('k', () => {
    throw new DOMException('no', 'SecurityError');
  });
  marks.set('a', { seq: 1, count: 1 });
  expect(marks.state().get('a')).toEqual({ seq: 1, count: 1 });
});

test('a channel that was marked is unread from there on, with what came since', () => {
  const channel: MyChannel['channel'] = {
    ...{
      id: 'w_general',
      workspaceId: 'w',
      name: 'general',
      topic: null,
      isPrivate: false,
      isDm: false,
      members: null,
    },
    ...{ memberCount: 2, headSeq: 12, createdBy: 'alice', createdAt: '', updatedAt: '', archivedAt: null },
    lastMessageAt: null,
  };
  const row = { channel, lastReadSeq: 10, unreadCount: 2, isMentioned: false };
  expect(asMarked(row, undefined)).toBe(row);
  expect(asMarked(row, { seq: 7, count: 4 })).toEqual({ ...row, lastReadSeq: 6, unreadCount: 6 });
});
