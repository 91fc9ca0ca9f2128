/** Text as one searches in it: small letters, without accents, and without the signs that stand before names. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLocaleLowerCase()
    .replace(/^[#@\s]+/, '')
    .trim();
}

/**
 * How well a name fits what was typed, the higher the better. Null = not at all. Every character that was typed has to come in the name, in
 * order; best is the whole name, then its beginning, then the beginnings of its words, then a piece of it, then characters apart.
 * Both are folded.
 */
export function fit(query: string, name: string): number | null {
  if (query === '') return 0;
  if (name === query) return 1000;
  if (name.startsWith(query)) return 900 - name.length / 100;
  const at = name.indexOf(query);
  if (at > 0) return (isWordStart(name, at) ? 800 : 600) - at / 100;
  return apart(query, name);
}

/** One point for each character, more for one that begins a word or follows the last one. Null = they do not all come, in order. */
function apart(query: string, name: string): number | null {
  const wanted = [...query].filter((character) => character !== ' ');
  const points = pointsOf(wanted, name, true) ?? pointsOf(wanted, name, false);
  return points === null ? null : (100 * points) / (4 * wanted.length) - name.length / 100;
}

/** `leaps`: rather the beginning of a word further on than a character that is nearer. */
function pointsOf(wanted: readonly string[], name: string, leaps: boolean): number | null {
  let points = 0;
  let from = 0;
  for (const character of wanted) {
    const next = name.indexOf(character, from);
    const at = next === from ? next : ((leaps ? wordStart(character, name, from) : null) ?? next);
    if (at === -1) return null;
    points += isWordStart(name, at) ? 4 : at === from ? 3 : 1;
    from = at + character.length;
  }
  return points;
}

/** Where a word begins with this character. Null = nowhere. */
function wordStart(character: string, name: string, from: number): number | null {
  for (let at = name.indexOf(character, from); at !== -1; at = name.indexOf(character, at + 1)) {
    if (isWordStart(name, at)) return at;
  }
  return null;
}

function isWordStart(name: string, at: number): boolean {
  return at === 0 || /[\s\-_.,/]/.test(name[at - 1] ?? '');
}
