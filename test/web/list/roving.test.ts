import { describe, expect, test } from 'vitest';
import { nextKey, type RovingKey } from '../../../web/src/list/roving.ts';
import { messageAt, messages, pendingOf, rowsOf } from './some-messages.ts';

// Two days of messages, so that a day line is among them, and a pending one at the end.
const list = [...messages(1, 20), messageAt(21, { createdAt: '2026-03-16T09:00:00.000Z' })];
const rows = rowsOf({ messages: list, pending: [pendingOf('p1')], hasOlder: true });
const offsets = Float64Array.from({ length: rows.rows.length + 1 }, (_, index) => index * 30);
const from = (key: string, pressed: RovingKey) => nextKey(rows, key, pressed, offsets, 300);

describe('the focus among messages', () => {
  test('moves by one, over what is no message', () => {
    expect(from('m5', 'ArrowUp')).toBe('m4');
    expect(from('m5', 'ArrowDown')).toBe('m6');
    expect(from('m20', 'ArrowDown')).toBe('m21');
    expect(from('m21', 'ArrowUp')).toBe('m20');
    expect(from('m21', 'ArrowDown')).toBe('p1');
  });

  test('stays at both ends', () => {
    expect(from('m1', 'ArrowUp')).toBe('m1');
    expect(from('p1', 'ArrowDown')).toBe('p1');
    expect(from('m1', 'PageUp')).toBe('m1');
    expect(from('p1', 'PageDown')).toBe('p1');
  });

  test('goes to the ends by Home and End', () => {
    expect(from('m9', 'Home')).toBe('m1');
    expect(from('m9', 'End')).toBe('p1');
  });

  test('goes by a page, and by one row at least', () => {
    expect(from('m15', 'PageUp')).toBe('m5');
    expect(from('m5', 'PageDown')).toBe('m15');
    expect(nextKey(rows, 'm5', 'PageDown', offsets, 10)).toBe('m6');
    expect(nextKey(rows, 'm5', 'PageUp', offsets, 10)).toBe('m4');
  });

  test('has nowhere to go in an empty list', () => {
    expect(nextKey(rowsOf({}), 'm5', 'ArrowUp', Float64Array.from([0, 30]), 300)).toBeNull();
  });
});
