import { readClass, readEscapedClass } from './java-pattern-classes.ts';
import { PatternReader, quoteCharacter } from './java-pattern-reader.ts';

export interface TranslatedPattern {
  /** The source of a regular expression with the flag `v`. */
  readonly source: string;
  readonly ignoresCase: boolean;
}

interface Flags {
  ignoresCase: boolean;
  dotAll: boolean;
  multiline: boolean;
}

const lineEnds = '\\n\\r\\u0085\\u2028\\u2029';
// Without the flag `m` these are the ends of the whole text. Lookarounds for the same would see half of a surrogate pair.
const inputStart = '^';
const inputEnd = '$';
/** The end, or a last line terminator before it: `\Z`, and `$` without the flag `m`. */
const lastLineEnd = `(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029])?${inputEnd})`;

const groupOpenings = ['(?:', '(?=', '(?!', '(?<=', '(?<!'];

/**
 * Flags are understood at the very start only, since JavaScript has none for a part of a pattern. The flag `i` folds all
 * of Unicode here, where Java folds ASCII unless told `(?iu)`.
 */
export function translatePattern(pattern: string): TranslatedPattern {
  const reader = new PatternReader(pattern);
  const flags = readFlags(reader);
  let source = '';
  while (!reader.isDone()) source += translateNext(reader, flags);
  return { source, ignoresCase: flags.ignoresCase };
}

function readFlags(reader: PatternReader): Flags {
  const flags = { ignoresCase: false, dotAll: false, multiline: false };
  for (let found = reader.take(/\(\?([a-zA-Z]+)\)/y); found !== null; found = reader.take(/\(\?([a-zA-Z]+)\)/y)) {
    for (const flag of found[1] ?? '') {
      if (flag === 'i') flags.ignoresCase = true;
      else if (flag === 's') flags.dotAll = true;
      else if (flag === 'm') flags.multiline = true;
      else if (flag !== 'u') reader.refuse(`the flag ${flag}`);
    }
  }
  return flags;
}

function translateNext(reader: PatternReader, flags: Flags): string {
  const quantifier = reader.take(/[*+?]|\{\d+(?:,\d*)?\}/y);
  if (quantifier) {
    const laziness = reader.take(/[?+]/y)?.[0] ?? '';
    if (laziness === '+') reader.refuse('a possessive quantifier');
    return `${quantifier[0]}${laziness}`;
  }
  const character = reader.peek();
  switch (character) {
    case '\\':
      return translateEscape(reader);
    case '[':
      return readClass(reader);
    case '(':
      return translateGroup(reader);
    case ')':
    case '|':
      return reader.next();
    case '.':
      reader.next();
      // Not `[^]`: with the flag `v`, V8 of Node 20 matches `[^]*` wrongly.
      return flags.dotAll ? '[\\s\\S]' : `[^${lineEnds}]`;
    case '^':
      reader.next();
      return flags.multiline ? `(?:${inputStart}|(?<=[\\n\\u0085\\u2028\\u2029]|\\r(?!\\n))(?=[\\s\\S]))` : inputStart;
    case '$':
      reader.next();
      return flags.multiline ? `(?=(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029]|${inputEnd})` : lastLineEnd;
    case '{':
      return reader.refuse('a { that is no quantifier');
    default:
      return quoteCharacter(reader.next());
  }
}

function translateGroup(reader: PatternReader): string {
  const named = reader.take(/\(\?<([a-zA-Z][a-zA-Z0-9]*)>/y);
  if (named) return named[0];
  const special = reader.take(/\(\?(?:<[=!]|[^<]|$)/y);
  if (!special) {
    reader.next();
    return '(';
  }
  if (groupOpenings.indexOf(special[0]) === -1) reader.refuse(`${special[0]}… in the middle of the pattern`);
  return special[0];
}

function translateEscape(reader: PatternReader): string {
  const quoted = reader.take(/\\Q([^]*?)(?:\\E|$)/y);
  if (quoted) {
    let source = '';
    for (const character of quoted[1] ?? '') source += quoteCharacter(character);
    return source;
  }
  const back = reader.take(/\\(?:[1-9]\d?|k<[a-zA-Z][a-zA-Z0-9]*>)/y);
  // The empty group keeps a digit behind a reference out of its number.
  if (back) return `${back[0]}(?:)`;
  const anchor = reader.take(/\\[AzZbBR]/y);
  switch (anchor?.[0]) {
    case '\\A':
      return inputStart;
    case '\\z':
      return inputEnd;
    case '\\Z':
      return lastLineEnd;
    case '\\R':
      return '(?:\\r\\n|[\\n-\\r\\u0085\\u2028\\u2029])';
    case '\\b':
    case '\\B':
      return anchor[0];
    default:
      return readEscapedClass(reader) ?? quoteCharacter(reader.readEscapedCharacter());
  }
}
