import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineAfter, noRows } from '../../../web/src/list/rows.ts';
import { inWords, messageAt, messages, pendingOf, rowsOf } from './some-messages.ts';

const at = (minutes: number, seconds = 0) => new Date(Date.UTC(2026, 2, 14, 9, minutes, seconds)).toISOString();

describe('the rows of a list', () => {
  test('an empty channel is its beginning', () => {
    expect(inWords(rowsOf({}))).toEqual(['beginning']);
  });

  test('what is older or newer than what is loaded is said in its place', () => {
    const some = { messages: messages(5, 1) };
    expect(inWords(rowsOf({ ...some, hasOlder: true }))).toEqual(['older', 'day', 'm5']);
    expect(inWords(rowsOf({ ...some, hasNewer: true }))).toEqual(['beginning', 'day', 'm5', 'newer']);
  });

  test('messages of one author within five minutes are one group, and a pause of five minutes ends it', () => {
    const first = messageAt(1, { createdAt: at(0) });
    const close = messageAt(2, { createdAt: at(4, 59) });
    const late = messageAt(3, { createdAt: at(9, 59) });
    expect(inWords(rowsOf({ messages: [first, close, late] }))).toEqual(['beginning', 'day', 'm1', '+m2', 'm3']);
  });

  test('another author, and a reply, begin a group', () => {
    const list = [messageAt(1), messageAt(2, { userId: 'carol' }), messageAt(3, { userId: 'carol', replyToId: 'm1' })];
    expect(inWords(rowsOf({ messages: list }))).toEqual(['beginning', 'day', 'm1', 'm2', 'm3']);
  });

  test('who was shown with an author as the oldest stays so once what is before it is loaded', () => {
    const before = rowsOf({ messages: messages(3, 2), hasOlder: true });
    const after = rowsOf({ messages: messages(1, 4) }, before);
    expect(inWords(before)).toEqual(['older', 'day', 'm3', '+m4']);
    expect(inWords(after)).toEqual(['beginning', 'day', 'm1', '+m2', 'm3', '+m4']);
    expect(inWords(rowsOf({ messages: messages(1, 4) }))).toContain('+m3');
  });

  test('the new-messages line stands before the first message of others after the marker, and begins a group', () => {
    const list = messages(1, 4).map((message) => (message.seq === 2 ? { ...message, userId: 'alice' } : message));
    expect(inWords(rowsOf({ messages: list, newAfterSeq: 1 }))).toEqual([
      'beginning',
      'day',
      'm1',
      'm2',
      'new',
      'm3',
      '+m4',
    ]);
    expect(inWords(rowsOf({ messages: list, newAfterSeq: 4 }))).not.toContain('new');
    expect(inWords(rowsOf({ messages: list, newAfterSeq: null }))).not.toContain('new');
    expect(inWords(rowsOf({ messages: list, newAfterSeq: 0 }))[2]).toBe('new');
  });

  test('the line is not drawn where it may stand above all that is loaded', () => {
    expect(inWords(rowsOf({ messages: messages(5, 2), hasOlder: true, newAfterSeq: 3 }))).not.toContain('new');
    expect(inWords(rowsOf({ messages: messages(5, 2), hasOlder: true, newAfterSeq: 4 }))).toContain('new');
  });

  test('the line stays where it was at first, and goes up when something is marked unread', () => {
    expect([null, 5, 9].map((seq) => lineAfter(5, seq))).toEqual([5, 5, 5]);
    expect(lineAfter(null, 5)).toBe(5);
    expect(lineAfter(null, null)).toBeNull();
    expect(lineAfter(5, 2)).toBe(2);
  });

  test('pending messages follow the newest, and one that is stored is shown once', () => {
    const pending = [pendingOf('m2'), pendingOf('p1')];
    expect(inWords(rowsOf({ messages: [messageAt(1)], pending }))).toEqual(['beginning', 'day', 'm1', 'm2', '+p1']);
    expect(inWords(rowsOf({ messages: messages(1, 2), pending }))).toEqual(['beginning', 'day', 'm1', '+m2', 'p1']);
  });

  test('rows that say the same are the same objects', () => {
    const list = messages(1, 3);
    const before = rowsOf({ messages: list, pending: [pendingOf('p1')] });
    const edited = { ...messageAt(2), content: 'Edited.' };
    const after = rowsOf({ messages: [list[0]!, edited, list[2]!], pending: [] }, before);
    expect(after.rows.map((row, index) => row === before.rows[index])).toEqual([true, true, true, false, true]);
  });

  test('every message is there once, in order, under the day it was written on, whatever the list', () => {
    const anyMessage = fc.record({
      userId: fc.constantFrom('alice', 'bob'),
      pauseMs: fc.nat(30 * 3600_000),
      isReply: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 40 }), fc.boolean(), fc.nat(45), (given, hasOlder, newAfterSeq) => {
        let now = Date.UTC(2026, 2, 14);
        const list = given.map(({ userId, pauseMs, isReply }, index) => {
          now += pauseMs;
          const part = { userId, createdAt: new Date(now).toISOString(), replyToId: isReply ? 'm0' : null };
          return messageAt(index + 1, part);
        });
        const { rows, indexOf } = rowsOf({ messages: list, hasOlder, newAfterSeq }, noRows);
        expect(rows.flatMap((row) => (row.kind === 'message' ? [row.message] : []))).toEqual(list);
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
        rows.forEach(({ key }, index) => expect(indexOf.get(key)).toBe(index));
        let day = 0;
        for (const row of rows) {
          if (row.kind === 'day') day = row.day;
          if (row.kind !== 'message') continue;
          const date = new Date(row.message.createdAt);
          expect(day).toBe(date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate());
        }
      }),
    );
  });
});
