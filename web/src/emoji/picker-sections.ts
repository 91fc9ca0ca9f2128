import type { EmojiHabits } from './emoji-habits.ts';
import type { Emoji, EmojiTable } from './emoji-table.ts';
import { searchEmoji } from './search-emoji.ts';
import { withTone } from './skin-tone.ts';

const columns = 8;

/** One emoji in the picker, in the tone in which it would be picked. */
export interface Cell {
  /** Its place among all cells: rows and sections do not count anew. */
  readonly index: number;
  readonly emoji: string;
  readonly entry: Emoji;
}

export interface Section {
  /** A category, `recent`, or null for what was searched. */
  readonly group: string | null;
  readonly rows: readonly (readonly Cell[])[];
}

/** What the picker shows: what a word finds, or the recent ones and all groups. A section without emoji is left out. */
export function pickerSections(table: EmojiTable, habits: EmojiHabits, query: string): Section[] {
  let index = 0;
  const section = (group: string | null, entries: readonly (readonly [string, Emoji])[]): Section => {
    const cells = entries.map(([emoji, entry]) => ({ index: index++, emoji, entry }));
    const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) =>
      cells.slice(row * columns, (row + 1) * columns),
    );
    return { group, rows };
  };
  const toned = (entries: readonly Emoji[]) =>
    entries.map((entry) => [withTone(entry.emoji, habits.tone), entry] as const);
  const sections = query.trim()
    ? [section(null, toned(searchEmoji(table.all, query)))]
    : [
        section('recent', recentOf(table, habits)),
        ...table.groups.map(({ category, emoji }) => section(category, toned(emoji))),
      ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** In the tone in which they were picked. What is in no table any more, or never was, is left out. */
function recentOf(table: EmojiTable, { recent }: EmojiHabits): (readonly [string, Emoji])[] {
  return recent.flatMap((emoji) => {
    const entry =
      table.byEmoji.get(emoji) ?? table.byEmoji.get(withoutTone(emoji)) ?? table.byEmoji.get(pictured(emoji));
    return entry ? [[emoji, entry] as const] : [];
  });
}

function withoutTone(emoji: string): string {
  return emoji.replaceAll(/[\u{1F3FB}-\u{1F3FF}]/gu, '');
}

/** A sign with a tone has lost U+FE0F to it. */
function pictured(emoji: string): string {
  return emoji.replaceAll(/[\u{1F3FB}-\u{1F3FF}]/gu, '\uFE0F');
}
