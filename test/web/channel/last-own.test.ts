import { expect, test } from 'vitest';
import { lastOwn } from '../../../web/src/channel/last-own.ts';
import { me, messageAt, pendingOf } from '../list/some-messages.ts';

const own = (seq: number, part = {}) => messageAt(seq, { userId: me, ...part });

test('the last message that one can change is one’s own, not deleted, and says something', () => {
  const deleted = own(3, { content: null, deletedAt: '2026-03-14T09:00:00.000Z' });
  expect(lastOwn([own(1), own(2), deleted, messageAt(4)], [], me)).toEqual({ id: 'm2', content: 'Message 2' });
  expect(lastOwn([messageAt(1)], [], me)).toBeNull();
});

test('what still waits to be sent comes after all that is stored', () => {
  const pending = [pendingOf('p1'), pendingOf('p2', { content: '' })];
  expect(lastOwn([own(1)], pending, me)).toMatchObject({ id: 'p1' });
});
