import { describe, expect, test } from 'vitest';
import { matchesWhole } from '../../../local/runtime/library/java-pattern.ts';

/** Each of these was wrong once: lookarounds for the ends of the text saw the middle of a pair, and V8 got `[^]*` wrong. */
describe('patterns count code points', () => {
  const five = '🙂'.repeat(5);
  test('five emoji are five characters, not more and not fewer', () => {
    expect(matchesWhole('(?s)^.{0,5}$', five)).toBe(true);
    expect(matchesWhole('(?s)^.{0,4}$', five)).toBe(false);
    expect(matchesWhole('.{5}', five)).toBe(true);
    expect(matchesWhole('.{10}', five)).toBe(false);
  });
  test('a dot that matches everything matches letters', () => {
    expect(matchesWhole('(?s)^.*$', 'hi')).toBe(true);
    expect(matchesWhole('(?s)^.{0,4000}$', 'hi\nthere')).toBe(true);
  });
  test('half of a pair is a character of its own kind', () => {
    expect(matchesWhole('(?s)^.*[\\p{Cs}].*$', 'a\ud83db')).toBe(true);
    expect(matchesWhole('(?s)^.*[\\p{Cs}].*$', five)).toBe(false);
  });
});
