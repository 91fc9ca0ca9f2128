import type { RegExp } from './primordials.ts';
import { charCodeAt, codePointAt, contains, fromCodePoint, parseInt, toHex, TypeError } from './primordials.ts';

/** Reads the text of a Java pattern from its start to its end, one code point or one token at a time. */
export class PatternReader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  isDone(): boolean {
    return this.#at >= this.#pattern.length;
  }

  peek(): string {
    const point = codePointAt(this.#pattern, this.#at);
    return point === undefined ? '' : fromCodePoint(point);
  }

  next(): string {
    const character = this.peek();
    if (character === '') this.refuse('an end in the middle');
    this.#at += character.length;
    return character;
  }

  /** Takes what `token` (sticky) finds here; null = it is not here. */
  take(token: RegExp): RegExpExecArray | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.#pattern);
    if (found) this.#at += found[0].length;
    return found;
  }

  refuse(what: string): never {
    throw new TypeError(`the pattern ${this.#pattern} has ${what}, which is not served locally or not Java`);
  }

  /** One `\…` that stands for one character. */
  readEscapedCharacter(): string {
    const hex = this.take(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]{1,6})\})/y);
    if (hex) {
      const high = parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
      if (high > 0x10ffff) this.refuse('a code point out of range');
      const low = high >= 0xd800 && high <= 0xdbff ? this.take(/\\u([dD][c-fC-F][0-9a-fA-F]{2})/y) : null;
      return fromCodePoint(low ? 0x10000 + (high - 0xd800) * 0x400 + (parseInt(low[1] ?? '', 16) - 0xdc00) : high);
    }
    const octal = this.take(/\\0([0-3][0-7]{2}|[0-7]{1,2})/y);
    if (octal) return fromCodePoint(parseInt(octal[1] ?? '', 8));
    const control = this.take(/\\c([@-_])/y);
    if (control) return fromCodePoint(charCodeAt(control[1] ?? '', 0) ^ 64);
    this.next();
    const character = this.next();
    if (Object.hasOwn(namedCharacters, character)) return namedCharacters[character] ?? '';
    // Java keeps all other letters and digits for escapes of its own.
    if (/[a-zA-Z0-9]/.test(character)) this.refuse(`\\${character}`);
    return character;
  }
}

const namedCharacters: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  a: '\x07',
  e: '\x1b',
};

const syntaxCharacters = '^$\\.*+?()[]{}|/-&!#%,:;<=>@`~"\'';

/** The character as itself, inside a class and outside. */
export function quoteCharacter(character: string): string {
  const point = codePointAt(character, 0) ?? 0;
  const isPlain = point > 0x1f && !contains(syntaxCharacters, character) && (point < 0xd800 || point > 0xdfff);
  return isPlain ? character : `\\u{${toHex(point)}}`;
}
