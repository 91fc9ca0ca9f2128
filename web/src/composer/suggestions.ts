import type { EmojiTable } from '../emoji/emoji-table.ts';
import { searchEmoji } from '../emoji/search-emoji.ts';
import { type CompletionQuery, matchPeople } from './completion.ts';
import type { MentionText, MentionablePerson } from './mention-text.ts';

/** One thing that could stand where the query stands. */
export interface Suggestion {
  readonly key: string;
  /** What is written in place of the query, its sign included. */
  readonly text: string;
  readonly person: MentionablePerson | null;
  readonly emoji: { readonly emoji: string; readonly name: string } | null;
}

const most = 8;

/** Best first. None while the emoji are not loaded. */
export function suggestionsFor(
  query: CompletionQuery | null,
  people: readonly MentionablePerson[],
  mentions: MentionText,
  table: EmojiTable | null,
): readonly Suggestion[] {
  if (query === null) return [];
  switch (query.kind) {
    case 'person':
      return matchPeople(people, query.text, most).map((person) => ({
        key: person.id,
        text: `@${mentions.labelOf(person.id)} `,
        person,
        emoji: null,
      }));
    case 'emoji':
      return searchEmoji(table?.all ?? [], query.text, most).map(({ emoji, names: [name = ''] }) => ({
        key: emoji,
        text: `${emoji} `,
        person: null,
        emoji: { emoji, name },
      }));
    default:
      return query.kind satisfies never;
  }
}
