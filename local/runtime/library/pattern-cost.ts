/** How long a pattern may look at a text without being watched: a fraction of a second's worth of steps. */
const maxSteps = 50_000_000;

/** Whether trying the pattern on a text of this length surely ends soon. */
export function isQuick(degree: number, length: number): boolean {
  return Math.max(2, length) ** degree <= maxSteps;
}

/**
 * The power of the text's length that bounds the steps of a backtracking search: one for each part of the pattern that may take
 * more or less. Infinity = a repeated part can itself be taken in several ways, as in `(a+)+`, which may take exponential time.
 * Reads the source of a compiled RegExp.
 */
export function degreeOf(source: string): number {
  let degree = 0;
  /** For each open group whether it can be taken in several ways. */
  const groups = [false];
  let closed = false;
  let classDepth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] ?? '';
    const wasGroup = closed;
    closed = false;
    if (character === '\\') {
      at += 1;
    } else if (character === '[') {
      classDepth += 1;
    } else if (character === ']') {
      classDepth -= 1;
    } else if (classDepth > 0) {
      continue;
    } else if (character === '(') {
      groups[groups.length] = false;
      // What follows, as in `(?:` and `(?=`, is no quantifier.
      if (source[at + 1] === '?') at += 1;
    } else if (character === ')') {
      const isVarying = groups[groups.length - 1] ?? false;
      groups.length -= 1;
      if (isVarying) groups[groups.length - 1] = true;
      closed = isVarying;
    } else if (character === '|') {
      degree += 1;
      groups[groups.length - 1] = true;
    } else if (character === '?' || character === '*' || character === '+' || character === '{') {
      const end = character === '{' ? source.indexOf('}', at) : at;
      const range = source.slice(at, end + 1);
      at = end;
      if (source[at + 1] === '?') at += 1;
      if (character !== '?' && wasGroup) return Infinity;
      if (character === '{' && range.indexOf(',') === -1) continue;
      degree += 1;
      groups[groups.length - 1] = true;
    }
  }
  return degree;
}
