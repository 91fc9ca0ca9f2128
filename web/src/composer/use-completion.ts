import { type KeyboardEvent, useMemo, useState } from 'react';
import { useEmojiTable } from '../emoji/use-emoji-table.ts';
import { completionQuery } from './completion.ts';
import type { MentionText, MentionablePerson } from './mention-text.ts';
import { type Suggestion, suggestionsFor } from './suggestions.ts';

export interface Completion {
  suggestions: readonly Suggestion[];
  active: number;
  setActive: (index: number) => void;
  choose: (suggestion: Suggestion) => void;
  /** Whether the key was the list's own. */
  keyDown: (event: KeyboardEvent) => boolean;
}

/**
 * What completes the word before the caret. Escape closes the list for the word that it was opened for. `caret` null = something is
 * selected, or the box is not in use.
 */
export function useCompletion(
  shown: string,
  caret: number | null,
  people: readonly MentionablePerson[],
  mentions: MentionText,
  replace: (start: number, end: number, text: string) => void,
): Completion {
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  const [pointed, setPointed] = useState({ of: '', index: 0 });
  const query = useMemo(() => (caret === null ? null : completionQuery(shown, caret)), [shown, caret]);
  const table = useEmojiTable(query?.kind === 'emoji');
  const suggestions = useMemo(
    () => (query?.start === dismissedAt ? [] : suggestionsFor(query, people, mentions, table)),
    [query, dismissedAt, people, mentions, table],
  );
  if (dismissedAt !== null && query?.start !== dismissedAt) setDismissedAt(null);
  // Another query, another list: its best is the active one.
  const about = query ? `${query.start} ${query.text}` : '';
  const active = pointed.of === about ? Math.min(pointed.index, Math.max(0, suggestions.length - 1)) : 0;
  const setActive = (index: number) => setPointed({ of: about, index });

  function choose({ text }: Suggestion) {
    if (query && caret !== null) replace(query.start, caret, text);
  }

  function keyDown(event: KeyboardEvent): boolean {
    const chosen = suggestions[active];
    if (!chosen || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case 'ArrowDown':
        setActive((active + 1) % suggestions.length);
        return true;
      case 'ArrowUp':
        setActive((active + suggestions.length - 1) % suggestions.length);
        return true;
      case 'Enter':
      case 'Tab':
        choose(chosen);
        return true;
      case 'Escape':
        setDismissedAt(query?.start ?? null);
        return true;
      default:
        return false;
    }
  }

  return { suggestions, active, setActive, choose, keyDown };
}
