import { Error } from './primordials.ts';

export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly width: number };

/** The letters of Java's `DateTimeFormatter` that are served. */
const servedLetters = 'uyMLdDEaHkKhmsSnAXxZzVO';

/** Splits a pattern of `DateTimeFormatter`. Throws for letters and brackets that are not served. */
export function splitPattern(pattern: string): PatternPart[] {
  const parts: PatternPart[] = [];
  const token = /'((?:[^']|'')*)'|([a-zA-Z])\2*|([^])/gy;
  for (let found = token.exec(pattern); found !== null; found = token.exec(pattern)) {
    const [whole, quoted, letter, other] = found;
    if (letter !== undefined) {
      if (servedLetters.indexOf(letter) === -1) refuse(pattern, `the letter ${letter}`);
      parts.push({ kind: 'field', letter, width: whole.length });
    } else if (other !== undefined) {
      if ("'[]{}#".indexOf(other) !== -1) refuse(pattern, other);
      parts.push({ kind: 'literal', text: other });
    } else {
      // Two quotes are one, alone as well as inside a quotation.
      parts.push({ kind: 'literal', text: whole === "''" ? "'" : (quoted ?? '').split("''").join("'") });
    }
  }
  return parts;
}

export function refuse(pattern: string, what: string): never {
  throw new Error(`the date format ${pattern} has ${what}, which is not served locally or not Java`);
}

export const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November'],
  'December',
];

/** From Sunday, as `Date` counts. */
export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
