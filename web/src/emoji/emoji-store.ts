import { type EmojiTable, emojiTable } from './emoji-table.ts';

/** The table of emoji: loaded once per page, when something first needs it. */
export type EmojiState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly table: EmojiTable }
  | { readonly status: 'failed' };

let state: EmojiState = { status: 'none' };
const listeners = new Set<() => void>();

export function emojiState(): EmojiState {
  return state;
}

export function onEmojiChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Loads the table unless it is there or on its way. Where that failed, each call tries again. */
export function loadEmoji(): void {
  if (state.status === 'loading' || state.status === 'loaded') return;
  become({ status: 'loading' });
  import('gemoji').then(
    ({ gemoji }) => become({ status: 'loaded', table: emojiTable(gemoji) }),
    () => become({ status: 'failed' }),
  );
}

function become(next: EmojiState): void {
  state = next;
  listeners.forEach((listener) => listener());
}
