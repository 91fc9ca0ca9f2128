import { visibleName } from '../content/visible-text.ts';

/** Somebody who can be mentioned. */
export interface MentionablePerson {
  readonly id: string;
  readonly name: string;
}

/** Messages hold `<@id>`; the box in which they are written shows `@Name`. */
export interface MentionText {
  /** What the box shows of a message's content. */
  toShown(content: string): string;
  /** The content of what the box shows: `toContent(toShown(content))` is `content` wherever no name of somebody stands in it as text. */
  toContent(shown: string): string;
  /** How a person is written in the box, without the @. */
  labelOf(userId: string): string;
}

const stored = /<@([A-Za-z0-9_.:@|-]{1,100})>/g;
const storedAt = new RegExp(stored.source, 'y');
const wordCharacter = /[\p{L}\p{N}_]/u;

/**
 * Of people who share a name each is written with the id behind it, so that the box never means someone else than it says. The longest
 * name that fits is meant: `@Ann Lee` is not Ann.
 */
export function mentionText(people: readonly MentionablePerson[]): MentionText {
  const labels = labelsOf(people);
  const ids = new Map([...labels].map(([id, label]) => [label, id]));
  const lengths = [...new Set([...ids.keys()].map((label) => label.length))].sort((a, b) => b - a);

  return { toShown, toContent, labelOf: (userId) => labels.get(userId) ?? userId };

  function toShown(content: string): string {
    const shown = content.replace(stored, (written, id: string) => {
      const label = labels.get(id);
      return label === undefined ? written : `@${label}`;
    });
    // A name can run into what stands around it and then mean another, or nobody: such a message is shown as it is stored.
    return toContent(shown) === content ? shown : content;
  }

  function toContent(shown: string): string {
    let content = '';
    let kept = 0;
    for (let at = shown.indexOf('@'); at >= 0; at = shown.indexOf('@', at + 1)) {
      storedAt.lastIndex = Math.max(0, at - 1);
      if (storedAt.test(shown)) continue;
      const isApart = (kept > 0 && at === kept) || !isWord(before(shown, at));
      const label = at >= kept && isApart ? labelAt(shown, at + 1) : null;
      if (label === null) continue;
      content += `${shown.slice(kept, at)}<@${ids.get(label) ?? ''}>`;
      kept = at + 1 + label.length;
    }
    return content + shown.slice(kept);
  }

  function labelAt(shown: string, start: number): string | null {
    for (const length of lengths) {
      const label = shown.slice(start, start + length);
      if (ids.has(label) && !isWord(after(shown, start + length))) return label;
    }
    return null;
  }
}

function labelsOf(people: readonly MentionablePerson[]): Map<string, string> {
  const named = people.map(({ id, name }) => ({ id, name: visibleName(name).replaceAll('@', '') || id }));
  const counts = new Map<string, number>();
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(named.map(({ id, name }) => [id, counts.get(name) === 1 ? name : `${name} (${id})`]));
}

function isWord(character: string): boolean {
  return wordCharacter.test(character);
}

function before(text: string, at: number): string {
  return Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? '';
}

function after(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}
