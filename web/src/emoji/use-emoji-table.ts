import { useEffect, useSyncExternalStore } from 'react';
import { type EmojiState, emojiState, loadEmoji, onEmojiChange } from './emoji-store.ts';
import type { EmojiTable } from './emoji-table.ts';

/** The table's state. Loading begins with the first component for which `isWanted`. */
export function useEmojiState(isWanted: boolean): EmojiState {
  const state = useSyncExternalStore(onEmojiChange, emojiState);
  useEffect(() => {
    if (isWanted) loadEmoji();
  }, [isWanted]);
  return state;
}

/** Null = not loaded. */
export function useEmojiTable(isWanted: boolean): EmojiTable | null {
  const state = useEmojiState(isWanted);
  return state.status === 'loaded' ? state.table : null;
}
