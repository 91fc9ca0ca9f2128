import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../web/src/list/days.ts';
import { dayAt } from '../../../web/src/list/sight.ts';
import { inWords, messageAt, rowsOf } from './some-messages.ts';

describe('the day of a row', () => {
  const noon = new Date(2026, 2, 14, 12).toISOString();
  const nextNoon = new Date(2026, 2, 15, 12).toISOString();
  const rows = rowsOf({
    messages: [
      messageAt(1, { createdAt: noon }),
      messageAt(2, { createdAt: noon }),
      messageAt(3, { createdAt: nextNoon }),
    ],
  });
  const dayOfRow = (name: string) => dayAt(rows, inWords(rows).indexOf(name));

  test('is that of the line above it', () => {
    expect(dayOfRow('+m2')).toBe(dayOf(Date.parse(noon)));
    expect(dayOfRow('m3')).toBe(dayOf(Date.parse(nextNoon)));
  });

  test('is not said twice where that line is the row, and not at all above the first line', () => {
    expect(inWords(rows).slice(0, 2)).toEqual(['beginning', 'day']);
    expect([0, 1].map((index) => dayAt(rows, index))).toEqual([null, null]);
    expect(dayAt(rows, inWords(rows).lastIndexOf('day'))).toBeNull();
    expect(dayAt(rowsOf({}), -1)).toBeNull();
  });
});
