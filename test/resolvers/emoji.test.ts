import { describe, expect, test } from 'vitest';
import { runHandler } from './run-handler.ts';

const stem = { messageId: '01HZZZZZZZZZZZZZZZZZZZZZZZ', channelId: 'harbor_general' };

/** The form in which an emoji is stored; null = it is refused as none. */
function stored(emoji: string): string | null {
  const { outcome, stash } = runHandler('Mutation.addReaction', 'request', {
    arguments: { input: { ...stem, emoji } },
  });
  if (outcome.kind === 'error') {
    expect(outcome.error).toMatchObject({ errorType: 'InvalidInput', errorInfo: { code: 'EMOJI_INVALID' } });
    return null;
  }
  expect(outcome.kind).toBe('returned');
  return (stash.access as { emoji: string }).emoji;
}

const vs = '\ufe0f';
/** Not a literal: the checker of this project's target does not know the flag. */
const recommended = new RegExp('^\\p{RGI_Emoji}$', 'v');
const hasProperty = (property: string, point: number) =>
  new RegExp(`^\\p{${property}}$`, 'u').test(String.fromCodePoint(point));
const points = Array.from({ length: 0x1fb00 }, (_, point) => point).filter(
  (point) => (point < 0xd800 || point > 0xdfff) && hasProperty('Emoji', point),
);

describe('an emoji is', () => {
  test('every one of one code point that Unicode recommends, in its recommended form', () => {
    const all = points.flatMap((point) => {
      const bare = String.fromCodePoint(point);
      return [bare, `${bare}${vs}`].filter((emoji) => recommended.test(emoji));
    });
    expect(all.length).toBeGreaterThan(1300);
    expect(all.filter((emoji) => stored(emoji) !== emoji)).toEqual([]);
    // From another keyboard the selector is missing, or there without need.
    const other = (emoji: string) => (emoji.endsWith(vs) ? emoji.slice(0, -1) : `${emoji}${vs}`);
    expect(all.filter((emoji) => stored(other(emoji)) !== emoji)).toEqual([]);
  }, 60_000);

  test('every one with each skin tone', () => {
    const hands = points.filter((point) => hasProperty('Emoji_Modifier_Base', point));
    const all = hands.flatMap((point) => [0x1f3fb, 0x1f3fd, 0x1f3ff].map((tone) => String.fromCodePoint(point, tone)));
    expect(all.length).toBeGreaterThan(350);
    expect(all.filter((emoji) => stored(emoji) !== emoji)).toEqual([]);
  }, 60_000);

  for (const emoji of ['👩‍❤️‍💋‍👨', '👩🏽‍❤️‍💋‍👨🏿', '👨‍👩‍👧‍👦', '🧑🏻‍🎄', '🏃🏾‍♀️‍➡️', '🏳️‍⚧️', '🏴‍☠️', '🐻‍❄️', '🐦‍⬛', '⛓️‍💥', '❤️‍🔥', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '🇪🇺', '0️⃣', '*️⃣']) {
    test(emoji, () => {
      expect(recommended.test(emoji)).toBe(true);
      expect(stored(emoji)).toBe(emoji);
    });
  }

  test('the same one, however many selectors its keyboard leaves out', () => {
    for (const [typed, one] of [
      ['👁\u200d🗨', '👁️\u200d🗨️'],
      ['🏳\u200d🌈', '🏳️\u200d🌈'],
      ['👩\u200d❤\u200d👨', '👩\u200d❤️\u200d👨'],
      ['☝️🏽', '☝🏽'],
      ['7\u20e3', '7️\u20e3'],
    ] as const) {
      expect(stored(typed)).toBe(one);
    }
  });

  test('one that Unicode still has to name, in its blocks for new ones', () => {
    for (const point of [0x1faff, 0x1f6df]) expect(stored(String.fromCodePoint(point))).not.toBeNull();
  });
});

describe('no emoji is', () => {
  for (const [name, text] of [
    ['nothing', ''],
    ['a letter', 'a'],
    ['a digit', '1'],
    ['a number sign', '#'],
    ['a digit with a selector', `1${vs}`],
    ['a letter in a keycap', 'a️⃣'],
    ['two keycaps', '1️⃣2️⃣'],
    ['a word', 'thumbsup'],
    ['a short code', ':+1:'],
    ['a blank', ' '],
    ['two', '👍👍'],
    ['two different ones', '👍❤️'],
    ['one with a blank after it', '👍 '],
    ['one with a line after it', '👍\n'],
    ['one with text before it', 'x👍'],
    ['one asked to show as text', '❤\ufe0e'],
    ['one with two selectors', `❤${vs}${vs}`],
    ['one with two skin tones', '👍🏽🏿'],
    ['a joiner', '\u200d'],
    ['a selector', vs],
    ['one that is joined to nothing', '👩\u200d'],
    ['nothing that is joined to one', '\u200d👩'],
    ['two joiners in a row', '👩\u200d\u200d👧'],
    ['half of a flag', '🇪'],
    ['a flag and a half', '🇪🇺🇪'],
    ['two flags', '🇪🇺🇺🇳'],
    ['a flag of tags without an end', '🏴\u{e0067}\u{e0062}\u{e0065}'],
    ['tags alone', '\u{e0067}\u{e007f}'],
    ['half of a pair', '\ud83d'],
    ['a chess piece', '♔'],
    ['a letter with an accent', 'e\u0301'],
    ['a family of seventeen code points', Array.from({ length: 9 }, () => '👩').join('\u200d')],
    ['what divides the parts of a key', '#bob'],
    ['an object', '[object Object]'],
  ] as const) {
    test(name, () => {
      expect(stored(text)).toBeNull();
    });
  }

  test('a megabyte of them, which is refused at once', () => {
    const text = '👍'.repeat(250_000);
    const startedAt = performance.now();
    expect(stored(text)).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
