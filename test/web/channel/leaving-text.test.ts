import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftShowing, shownText, withoutKept } from '../../../web/src/channel/leaving-text.ts';

describe('a draft of which the beginning is on its way', () => {
  test.each([
    ['Hello', '', 'Hello'],
    ['Hello', 'Hello', ''],
    ['Hello there', 'Hello', ' there'],
    ['Written elsewhere', 'Hello', 'Written elsewhere'],
  ])('%j without %j shows %j', (draft, leaving, shown) => expect(shownText(draft, leaving)).toBe(shown));

  test('shows what is written meanwhile, and is that once the beginning was kept', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (leaving, text) => {
        const draft = draftShowing(text, leaving, leaving);
        expect(shownText(draft, leaving)).toBe(text);
        expect(withoutKept(draft, leaving)).toBe(text);
      }),
    );
  });

  test('that another tab has written over stays as it wrote it', () => {
    expect(draftShowing('x', 'other', 'mine')).toBe('x');
    expect(withoutKept('other', 'mine')).toBe('other');
  });
});
