import { findUrl } from './find-url.ts';
import { bareLink } from './bare-link.ts';
import { readLink } from './safe-link.ts';
import type { MarkCharacter, Token } from './tokens.ts';

const punctuation = /[!-/:-@[-`{-~]/;
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;
const personCharacter = /[A-Za-z0-9_.:@|-]/;
const shortcodeCharacter = /[a-z0-9_+-]/;
const longestPersonId = 100;
const longestShortcode = 64;
/** Its arm is not an escape. */
const shrug = '¯\\_(ツ)_/¯';

/**
 * The text of one paragraph as tokens. Each character is looked at a fixed number of times: whatever looks ahead either takes what it has
 * seen, or stops at a character that begins the next look.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const fences = backtickRuns(text);
  let plain = '';
  let at = 0;

  while (at < text.length) {
    const character = text.charAt(at);
    switch (character) {
      case '\\':
        escape();
        break;
      case '\n':
        add({ kind: 'leaf', leaf: { kind: 'break' } }, 1);
        break;
      case '`':
        code();
        break;
      case '*':
      case '_':
      case '~':
        run(character);
        break;
      case '[':
        add({ kind: 'bracket', isLink: false, isSpent: false }, 1);
        break;
      case ']':
        linkEnd();
        break;
      case '<':
        if (!mention() && !angled()) keep(1);
        break;
      case ':':
        shortcode();
        break;
      case 'h':
      case 'H':
      case 'm':
      case 'M':
        if (isWord(before(text, at)) || !address()) keep(1);
        break;
      case '¯':
        keep(text.startsWith(shrug, at) ? shrug.length : 1);
        break;
      default:
        keep(1);
    }
  }
  flush();
  return tokens;

  function keep(length: number): void {
    plain += text.slice(at, at + length);
    at += length;
  }

  function flush(): void {
    if (plain) tokens.push({ kind: 'leaf', leaf: { kind: 'text', text: plain } });
    plain = '';
  }

  function add(token: Token, length: number): void {
    flush();
    tokens.push(token);
    at += length;
  }

  function escape(): void {
    if (!punctuation.test(text.charAt(at + 1))) return keep(1);
    at += 1;
    keep(1);
  }

  function code(): void {
    const length = runLength(text, at, '`');
    const end = fences.closing(at, length);
    if (end === null) return keep(length);
    const inside = text.slice(at + length, end).replaceAll('\n', ' ');
    const isPadded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
    add({ kind: 'leaf', leaf: { kind: 'code', text: isPadded ? inside.slice(1, -1) : inside } }, end + length - at);
  }

  function run(character: MarkCharacter): void {
    const length = runLength(text, at, character);
    const [previous, next] = [before(text, at), after(text, at + length)];
    const opens = isEdge(previous, next);
    const closes = isEdge(next, previous);
    const isInWord = character === '_' && opens && closes;
    const canOpen = opens && (!isInWord || punctuation.test(previous));
    const canClose = closes && (!isInWord || punctuation.test(next));
    const isMark = character === '~' ? length === 2 : length <= 3;
    if (!isMark || (!canOpen && !canClose)) return keep(length);
    add({ kind: 'run', character, canOpen, canClose, left: length, closes: [], opens: [] }, length);
  }

  function linkEnd(): void {
    const end = text.charAt(at + 1) === '(' ? closingBracket(text, at + 2) : null;
    const target = end === null ? '' : text.slice(at + 2, end);
    const link = readLink(target);
    if (link) add({ kind: 'link-end', address: target, link, isLink: false }, target.length + 3);
    else add({ kind: 'bracket-end' }, 1);
  }

  function mention(): boolean {
    if (text.charAt(at + 1) !== '@') return false;
    let end = at + 2;
    while (end - at - 2 < longestPersonId && personCharacter.test(text.charAt(end))) end += 1;
    if (end === at + 2 || text.charAt(end) !== '>') return false;
    add({ kind: 'leaf', leaf: { kind: 'mention', userId: text.slice(at + 2, end) } }, end + 1 - at);
    return true;
  }

  /** `<https://…>`: an address marked off as one. */
  function angled(): boolean {
    const found = findUrl(text, at + 1);
    if (!found || text.charAt(found.seenTo) !== '>') return false;
    const source = text.slice(at + 1, found.seenTo);
    const link = readLink(source);
    if (!link) return false;
    add({ kind: 'leaf', leaf: bareLink(source, link) }, found.seenTo + 1 - at);
    return true;
  }

  function address(): boolean {
    const found = findUrl(text, at);
    if (!found) return false;
    const source = text.slice(at, found.end);
    const link = readLink(source);
    // What is no address is text to its end: looked through once more it could only be looked through in vain.
    if (link) add({ kind: 'leaf', leaf: bareLink(source, link) }, source.length);
    else keep(found.seenTo - at);
    return true;
  }

  function shortcode(): void {
    let end = at + 1;
    while (end - at <= longestShortcode && shortcodeCharacter.test(text.charAt(end))) end += 1;
    const isWhole =
      text.charAt(end) === ':' && end > at + 1 && !isWord(before(text, at)) && !isWord(after(text, end + 1));
    if (!isWhole) return keep(1);
    add({ kind: 'leaf', leaf: { kind: 'shortcode', name: text.slice(at + 1, end) } }, end + 1 - at);
  }
}

/** Where a run of marks may open: with something after it, and not between a word and a sign. Mirrored, where it may close. */
function isEdge(outside: string, inside: string): boolean {
  if (inside === '' || /\s/.test(inside)) return false;
  return !punctuation.test(inside) || outside === '' || /\s/.test(outside) || punctuation.test(outside);
}

/** The round bracket that closes an address. Null = there is none before a space, or before the next square bracket, which ends every look. */
function closingBracket(text: string, start: number): number | null {
  let unclosed = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '[' || character === ']' || /\s/.test(character)) return null;
    if (character === '(') unclosed += 1;
    if (character === ')' && unclosed === 0) return at;
    if (character === ')') unclosed -= 1;
  }
  return null;
}

/** Every run of backticks by its length, so that the one which closes is found without looking through the text each time. */
function backtickRuns(text: string): { closing(at: number, length: number): number | null } {
  const byLength = new Map<number, { starts: number[]; next: number }>();
  for (let at = 0; at < text.length; at += 1) {
    if (text.charAt(at) !== '`') continue;
    const length = runLength(text, at, '`');
    const runs = byLength.get(length) ?? { starts: [], next: 0 };
    byLength.set(length, runs);
    runs.starts.push(at);
    at += length - 1;
  }
  return {
    closing(at, length) {
      const runs = byLength.get(length);
      if (!runs) return null;
      // Asked from left to right: what lies behind is never looked at again.
      while ((runs.starts[runs.next] ?? Infinity) <= at) runs.next += 1;
      return runs.starts[runs.next] ?? null;
    },
  };
}

function runLength(text: string, start: number, character: string): number {
  let end = start;
  while (text.charAt(end) === character) end += 1;
  return end - start;
}

function isWord(character: string): boolean {
  return wordCharacter.test(character);
}

/** The whole character before a place; empty = none. */
function before(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  return text.slice(unit >= 0xdc00 && unit <= 0xdfff ? at - 2 : Math.max(0, at - 1), at);
}

function after(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}
