import type { MentionablePerson } from './mention-text.ts';

/** What is being typed that could be completed: from its `@` or `:` to the caret. */
export interface CompletionQuery {
  readonly kind: 'person' | 'emoji';
  /** Where the sign stands. */
  readonly start: number;
  /** What follows the sign. */
  readonly text: string;
}

const longestQuery = 40;
const wordCharacter = /[\p{L}\p{N}_]/u;
const shortcode = /^[a-z0-9_+-]{2,}$/i;

/** Null = nothing there. Names may hold spaces, so a query for a person may, but it neither begins nor ends with one. */
export function completionQuery(text: string, caret: number): CompletionQuery | null {
  const from = Math.max(0, caret - longestQuery - 1);
  const before = text.slice(from, caret);
  const sign = Math.max(before.lastIndexOf('@'), before.lastIndexOf(':'));
  if (sign < 0) return null;
  const start = from + sign;
  const query = before.slice(sign + 1);
  const previous = Array.from(text.slice(Math.max(0, start - 2), start)).at(-1) ?? '';
  if (wordCharacter.test(previous)) return null;
  if (before.charAt(sign) === ':') return shortcode.test(query) ? { kind: 'emoji', start, text: query } : null;
  return /^\s|\s$|\n/.test(query) ? null : { kind: 'person', start, text: query };
}

/** People whom a query could mean, best first: by the beginning of a name, of a later word of it, or of the id. At most `limit`. */
export function matchPeople(
  people: readonly MentionablePerson[],
  query: string,
  limit: number,
): readonly MentionablePerson[] {
  const wanted = folded(query);
  return people
    .map((person) => ({ person, rank: rankOf(person, wanted) }))
    .filter(({ rank }) => rank < none)
    .sort((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name))
    .slice(0, limit)
    .map(({ person }) => person);
}

const none = 3;

function rankOf({ id, name }: MentionablePerson, wanted: string): number {
  const known = folded(name);
  if (known.startsWith(wanted)) return 0;
  if (known.includes(` ${wanted}`)) return 1;
  return folded(id).startsWith(wanted) ? 2 : none;
}

/** Without accents and case: who types `zoe` means Zoë. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
