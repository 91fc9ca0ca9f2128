import type { Emoji } from './emoji-table.ts';

/** Emoji that a word finds, best first: by shortcode, then by what they show, then by tags. At most `limit`. */
export function searchEmoji(all: readonly Emoji[], query: string, limit = Infinity): Emoji[] {
  const wanted = query
    .toLowerCase()
    .trim()
    .replaceAll(/[\s:]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  if (!wanted) return [];
  const found = all.map((emoji) => ({ emoji, rank: rankOf(emoji, wanted) })).filter(({ rank }) => rank < none);
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}

const none = 6;

function rankOf({ names, description, tags }: Emoji, wanted: string): number {
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (names.some((name) => name.includes(`_${wanted}`))) return 2;
  const words = `_${description.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`;
  if (words.includes(`_${wanted}`)) return 3;
  if (tags.some((tag) => tag.replaceAll(' ', '_').startsWith(wanted))) return 4;
  return names.some((name) => name.includes(wanted)) ? 5 : none;
}
