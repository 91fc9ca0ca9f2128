import { describe, expect, test } from 'vitest';
import { parseHabits, withRecent } from '../../../web/src/emoji/emoji-habits.ts';
import { emojiState, loadEmoji, onEmojiChange } from '../../../web/src/emoji/emoji-store.ts';
import type { EmojiTable } from '../../../web/src/emoji/emoji-table.ts';
import { type GridKey, moveInGrid } from '../../../web/src/emoji/grid-move.ts';
import { pickerSections } from '../../../web/src/emoji/picker-sections.ts';
import { searchEmoji } from '../../../web/src/emoji/search-emoji.ts';
import { skinTones, withTone } from '../../../web/src/emoji/skin-tone.ts';
import { strings } from '../../../web/src/strings/index.ts';

const table = await new Promise<EmojiTable>((resolve) => {
  onEmojiChange(() => {
    const state = emojiState();
    if (state.status === 'loaded') resolve(state.table);
  });
  loadEmoji();
});
const gemoji = table.all;

describe('the table', () => {
  test('has 1,870 emoji, each under its shortcodes and in one of nine groups that have names here', () => {
    expect(table.all).toHaveLength(1870);
    expect(table.byName.get('tada')?.emoji).toBe('🎉');
    expect(table.byName.get('constructor')).toBeUndefined();
    expect(table.groups.map(({ category }) => category).filter((group) => !(group in strings.emoji.group))).toEqual([]);
    expect(table.groups.flatMap(({ emoji }) => emoji)).toHaveLength(1870);
  });
});

describe('searching', () => {
  test.each([
    ['tada', '🎉'],
    ['+1', '👍'],
    [':heart:', '❤️'],
    ['red heart', '❤️'],
    ['THUMBS UP', '👍'],
    ['flag: wales', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
  ])('%j finds %s first', (query, emoji) => expect(searchEmoji(table.all, query)[0]?.emoji).toBe(emoji));
  test.each(['', '  ', '::', 'qqqq'])('%j finds nothing', (query) => expect(searchEmoji(table.all, query)).toEqual([]));
  test('stops at its limit', () => expect(searchEmoji(table.all, 'face', 8)).toHaveLength(8));
});

describe('a skin tone', () => {
  test.each([
    ['👍', '👍🏽'],
    ['☝️', '☝🏽'],
    ['👩‍💻', '👩🏽‍💻'],
    ['🎉', '🎉'],
    ['🧑‍🤝‍🧑', '🧑‍🤝‍🧑'],
    ['🇩🇪', '🇩🇪'],
  ])('of %s is %s', (emoji, toned) => expect(withTone(emoji, 'medium')).toBe(toned));

  test('of none leaves all as they are, and no tone adds or loses an emoji', () => {
    const graphemes = new Intl.Segmenter();
    for (const { emoji } of gemoji) {
      expect(withTone(emoji, 'none')).toBe(emoji);
      for (const tone of skinTones) expect([...graphemes.segment(withTone(emoji, tone))]).toHaveLength(1);
    }
  });
});

describe('arrow keys in rows of 3, 2 and 1', () => {
  test.each<[number, GridKey, number]>([
    [0, 'ArrowRight', 1],
    [2, 'ArrowRight', 3],
    [5, 'ArrowRight', 5],
    [0, 'ArrowLeft', 0],
    [3, 'ArrowLeft', 2],
    [1, 'ArrowDown', 4],
    [2, 'ArrowDown', 4],
    [4, 'ArrowDown', 5],
    [5, 'ArrowDown', 5],
    [5, 'ArrowUp', 3],
    [4, 'ArrowUp', 1],
    [1, 'ArrowUp', 1],
    [2, 'PageDown', 5],
    [5, 'PageUp', 0],
    [3, 'Home', 0],
    [1, 'End', 5],
  ])('from %i, %s leads to %i', (cell, key, to) => expect(moveInGrid([3, 2, 1], cell, key)).toBe(to));

  test('lead nowhere in a grid without rows', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowRight', 'End', 'PageUp'] as const)
      expect(moveInGrid([], 0, key)).toBe(0);
  });
});

describe('the picker', () => {
  const none = { recent: [], tone: 'none' } as const;

  test('shows the groups, first of all the recent ones, in the tone in which they were picked', () => {
    const sections = pickerSections(table, { recent: ['👍🏽', '☝🏽', 'gone', '🎉'], tone: 'dark' }, '');
    expect(sections[0]?.rows.flat().map(({ emoji }) => emoji)).toEqual(['👍🏽', '☝🏽', '🎉']);
    expect(sections.map(({ group }) => group)).toEqual(['recent', ...table.groups.map(({ category }) => category)]);
    expect(sections.flatMap(({ rows }) => rows.flat()).map(({ index }) => index)).toEqual(
      Array.from({ length: 1873 }, (_, index) => index),
    );
    expect(sections.flatMap(({ rows }) => rows).every((row) => row.length <= 8)).toBe(true);
  });

  test('shows what a word finds, and no group without emoji', () => {
    expect(pickerSections(table, none, '')[0]?.group).toBe('Smileys & Emotion');
    expect(pickerSections(table, none, 'tada').map(({ group, rows }) => [group, rows[0]?.[0]?.emoji])).toEqual([
      [null, '🎉'],
    ]);
    expect(pickerSections(table, none, 'qqqq')).toEqual([]);
  });
});

describe('habits', () => {
  test('keep the last 24 picked, newest first, each once', () => {
    let habits = parseHabits(null);
    for (const { emoji } of gemoji.slice(0, 30)) habits = withRecent(habits, emoji);
    habits = withRecent(habits, gemoji[20]!.emoji);
    expect(habits.recent).toHaveLength(24);
    expect(habits.recent.slice(0, 2)).toEqual([gemoji[20]!.emoji, gemoji[29]!.emoji]);
  });

  test.each([null, 1, 'x', [], { recent: 1, tone: 1 }, { recent: [1, null], tone: 'x' }])(
    'are none where %j was kept',
    (stored) => expect(parseHabits(stored)).toEqual({ recent: [], tone: 'none' }),
  );
});
