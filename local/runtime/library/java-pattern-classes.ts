import type { PatternReader } from './java-pattern-reader.ts';
import { quoteCharacter } from './java-pattern-reader.ts';
import { codePointAt, RegExp } from './primordials.ts';

/** Predefined classes, in ASCII as Java means them without the flag `U`. Bodies of a class with the flag `v`. */
const predefined: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'a-zA-Z_0-9',
  s: '\\x20\\t\\n\\x0b\\f\\r',
  h: '\\x20\\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0b\\f\\r\\x85\\u2028\\u2029',
};

const posix: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7f',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  Graph: '\\x21-\\x7e',
  Print: '\\x20-\\x7e',
  Blank: '\\x20\\t',
  Cntrl: '\\x00-\\x1f\\x7f',
  XDigit: '0-9a-fA-F',
  Space: '\\x20\\t\\n\\x0b\\f\\r',
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaAlphabetic: '\\p{Alphabetic}',
  javaLetter: '\\p{L}',
  javaDigit: '\\p{Nd}',
  L1: '\\x00-\\xff',
  LD: '\\p{L}\\p{Nd}',
  all: '\\p{Any}',
};

/** Takes `\d`, `\p{…}` and their like, as a whole class; null = something else stands here. */
export function readEscapedClass(reader: PatternReader): string | null {
  const short = reader.take(/\\([dDwWsShHvV])/y)?.[1];
  if (short !== undefined) return bracket(short !== short.toLowerCase(), predefined[short.toLowerCase()] ?? '');
  const property = reader.take(/\\([pP])(?:\{([^}]+)\}|([A-Z]))/y);
  if (!property) return null;
  return bracket(property[1] === 'P', propertyBody(property[2] ?? property[3] ?? '', reader));
}

/** Takes a `[…]`, with the classes in it and the intersections (`&&`). */
export function readClass(reader: PatternReader): string {
  reader.next();
  const isNegated = reader.take(/\^/y) !== null;
  const operands: string[] = [];
  let union = '';
  let isFirst = true;
  while (isFirst || reader.peek() !== ']') {
    if (reader.isDone()) reader.refuse('a class without an end');
    if (reader.take(/&&/y)) {
      if (union !== '') operands.push(`[${union}]`);
      union = '';
    } else {
      union += readClassMember(reader);
    }
    isFirst = false;
  }
  reader.next();
  if (union !== '') operands.push(`[${union}]`);
  return bracket(isNegated, operands.length === 1 ? (operands[0] ?? '').slice(1, -1) : operands.join('&&'));
}

function readClassMember(reader: PatternReader): string {
  if (reader.peek() === '[') return readClass(reader);
  const quoted = reader.take(/\\Q([^]*?)(?:\\E|$)/y);
  if (quoted) {
    let body = '';
    for (const character of quoted[1] ?? '') body += quoteCharacter(character);
    return body;
  }
  const escaped = readEscapedClass(reader);
  if (escaped !== null) return escaped;
  const from = readCharacter(reader);
  // A `-` before the end, another class or an intersection is only itself.
  if (reader.take(/-(?!\]|\[|&&)/y) === null) return quoteCharacter(from);
  const to = readCharacter(reader);
  if ((codePointAt(from, 0) ?? 0) > (codePointAt(to, 0) ?? 0)) reader.refuse('a range that runs backwards');
  return `${quoteCharacter(from)}-${quoteCharacter(to)}`;
}

function readCharacter(reader: PatternReader): string {
  return reader.peek() === '\\' ? reader.readEscapedCharacter() : reader.next();
}

function propertyBody(name: string, reader: PatternReader): string {
  if (Object.hasOwn(posix, name)) return posix[name] ?? '';
  const [key, value] = name.split('=');
  if (value !== undefined) {
    const isScript = key === 'script' || key === 'sc' || key === 'IsScript';
    if (!isScript && key !== 'general_category' && key !== 'gc') reader.refuse(`\\p{${name}}`);
    return firstKnown([isScript ? `\\p{Script=${value}}` : `\\p{gc=${value}}`], name, reader);
  }
  if (name.startsWith('Is')) {
    const bare = name.slice(2);
    return firstKnown([`\\p{Script=${bare}}`, `\\p{gc=${bare}}`, `\\p{${bare}}`], name, reader);
  }
  // Blocks (`\p{InGreek}`) have no equal in JavaScript.
  return firstKnown([`\\p{gc=${name}}`], name, reader);
}

function firstKnown(candidates: readonly string[], name: string, reader: PatternReader): string {
  return candidates.find(isKnown) ?? reader.refuse(`\\p{${name}}`);
}

function isKnown(body: string): boolean {
  try {
    return new RegExp(body, 'v') !== null;
  } catch {
    return false;
  }
}

function bracket(isNegated: boolean, body: string): string {
  return `[${isNegated ? '^' : ''}${body}]`;
}
