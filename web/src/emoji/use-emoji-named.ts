import { useEmojiTable } from './use-emoji-table.ts';

/** The emoji of a shortcode. Null = there is none, or the table is not loaded yet. */
export function useEmojiNamed(name: string): string | null {
  return useEmojiTable(true)?.byName.get(name)?.emoji ?? null;
}
