import { describe, expect, test } from 'vitest';
import { announced, heardWith, nothingHeard } from '../../../web/src/list/announcing.ts';
import { countAfter, messageAt as messageIn, seqUpTo } from '../../../web/src/list/sight.ts';
import { me, messageAt, messages, rowsOf } from './some-messages.ts';

const nameOf = (id: string) => ({ bob: 'Bob Tanaka' })[id] ?? id;
const opened = heardWith(nothingHeard, messages(1, 3), me, false);
const textAfter = (...more: Parameters<typeof heardWith>[1][]) =>
  announced(
    more.reduce((heard, list) => heardWith(heard, list, me, false), opened),
    nameOf,
  ).text;

describe('what is told to those who listen', () => {
  test('is nothing at the opening, and nothing of history', () => {
    expect(opened.untold).toEqual([]);
    expect(textAfter(messages(1, 3))).toBe('');
    expect(textAfter(messages(0, 4))).toBe('');
  });

  test('is a new message of another, with its name', () => {
    expect(textAfter(messages(1, 4))).toBe('Bob Tanaka: Message 4');
    expect(textAfter([...messages(1, 3), messageAt(4, { userId: me })])).toBe('');
  });

  test('is the first message of an empty channel too', () => {
    const empty = heardWith(nothingHeard, [], me, false);
    expect(announced(heardWith(empty, messages(1, 1), me, false), nameOf).text).toBe('Bob Tanaka: Message 1');
  });

  test('is told once', () => {
    const { heard } = announced(heardWith(opened, messages(1, 4), me, false), nameOf);
    expect(heardWith(heard, messages(1, 4), me, false).untold).toEqual([]);
  });

  test('is what a message says by then, and nothing of one that is deleted by then', () => {
    const edited = [...messages(1, 3), messageAt(4, { content: 'Better.' })];
    expect(textAfter(messages(1, 4), edited)).toBe('Bob Tanaka: Better.');
    const deleted = [...messages(1, 3), messageAt(4, { content: null, deletedAt: '2026-03-14T10:00:00.000Z' })];
    expect(textAfter(messages(1, 4), deleted)).toBe('');
  });

  test('is a number where there are many', () => {
    expect(textAfter(messages(1, 6))).toBe('Bob Tanaka: Message 4\nBob Tanaka: Message 5\nBob Tanaka: Message 6');
    expect(textAfter(messages(1, 7))).toBe('4 new messages.');
  });

  test('is that a file came, where it came without words', () => {
    const file = { id: 'f', name: 'a.pdf', contentType: 'application/pdf', size: 1 };
    expect(textAfter([...messages(1, 3), messageAt(4, { content: '', attachments: [file] })])).toBe(
      'Bob Tanaka sent a file.',
    );
  });

  test('is nothing while the past is shown', () => {
    expect(heardWith(opened, messages(50, 20), me, true).untold).toEqual([]);
  });
});

describe('what is in sight', () => {
  test('a position is that message, the next one where there is none, and nothing where it is not loaded', () => {
    const list = messages(10, 10).filter(({ seq }) => seq !== 15);
    const ends = { hasOlder: true, hasNewer: true };
    expect([12, 15, 9, 20].map((seq) => messageIn(list, seq, ends)?.seq)).toEqual([12, 16, undefined, undefined]);
    const whole = { hasOlder: false, hasNewer: false };
    expect([9, 20].map((seq) => messageIn(list, seq, whole)?.seq)).toEqual([10, 19]);
    expect(messageIn([], 1, whole)).toBeNull();
  });

  test('messages of others after a position are counted', () => {
    const list = [...messages(1, 5), messageAt(6, { userId: me }), messageAt(7)];
    expect([7, 6, 5, 3, 0].map((seq) => countAfter(list, seq, me))).toEqual([0, 1, 1, 3, 6]);
  });

  test('the newest position up to a row is that of the last stored message there', () => {
    const rows = rowsOf({ messages: messages(1, 3) });
    expect([99, 4, 3, 2, 1, 0].map((index) => seqUpTo(rows, index))).toEqual([3, 3, 2, 1, null, null]);
  });
});
