import { dayNames, monthNames, refuse, splitPattern } from './date-time-pattern.ts';
import { daysInMonth, localFromMs, localMs } from './local-date-time.ts';
import { Error, Map, RegExp, replaceText } from './primordials.ts';
import { readZone, toEpochMs, type Zone } from './time-zone.ts';

/** What a text said, by the letter of the field. */
type Found = Map<string, string>;

/**
 * Reads a text in a pattern of Java's `DateTimeFormatter` (English names). A zone in the text goes before `fallback`;
 * throws where there is neither, and for a text that does not fit.
 */
export function parseDateTime(text: string, pattern: string, fallback: Zone | null): number {
  const letters: string[] = [];
  const source = splitPattern(pattern).map((part) => {
    if (part.kind === 'literal') return quote(part.text);
    letters.push(part.letter === 'L' ? 'M' : part.letter);
    return `(${fieldSource(part.letter, part.width) ?? refuse(pattern, `${part.width} times ${part.letter}`)})`;
  });
  const match = new RegExp(`^${source.join('')}$`).exec(text);
  const fail = (why: string): never => {
    throw new Error(`the text ${text} does not fit the date format ${pattern}: ${why}`);
  };
  if (!match) return fail('it has another form');
  const found: Found = new Map();
  for (const [index, letter] of Object.entries(letters)) {
    const value = match[Number(index) + 1] ?? '';
    const known = found.get(letter);
    if (known !== undefined && known !== value) fail(`it has two values of ${letter}`);
    found.set(letter, value);
  }
  const zone = readFoundZone(found) ?? fallback ?? fail('it names no time zone');
  return toEpochMs(localMs(readLocal(found, fail), 'smart'), zone);
}

const isoOffsets: Readonly<Record<number, string>> = {
  1: '[+-]\\d\\d(?:\\d\\d)?',
  2: '[+-]\\d{4}',
  3: '[+-]\\d\\d:\\d\\d',
};

function fieldSource(letter: string, width: number): string | null {
  switch (letter) {
    case 'u':
    case 'y':
      return width === 2 ? '\\d\\d' : width === 4 ? '\\d{4}|[+-]\\d{4,9}' : `[+-]?\\d{${width},9}`;
    case 'M':
    case 'L':
      return width <= 2 ? digits(width) : namesOf(monthNames, width);
    case 'E':
      return namesOf(dayNames, width < 3 ? 3 : width);
    case 'd':
    case 'H':
    case 'k':
    case 'K':
    case 'h':
    case 'm':
    case 's':
      return width <= 2 ? digits(width) : null;
    case 'D':
      return width === 1 ? '\\d{1,3}' : width === 3 ? '\\d{3}' : null;
    case 'S':
      return width <= 9 ? `\\d{${width}}` : null;
    case 'a':
      return width === 1 ? 'AM|PM' : null;
    case 'X':
      return Object.hasOwn(isoOffsets, width) ? `Z|${isoOffsets[width]}` : null;
    case 'x':
      return isoOffsets[width] ?? null;
    case 'Z':
      if (width === 5) return `Z|${isoOffsets[3]}`;
      return width <= 3 ? '[+-]\\d{4}' : 'GMT(?:[+-]\\d\\d:\\d\\d)?';
    case 'O':
      return width === 4 ? 'GMT(?:[+-]\\d\\d:\\d\\d)?' : width === 1 ? 'GMT(?:[+-]\\d{1,2}(?::\\d\\d)?)?' : null;
    case 'V':
      return width === 2 ? '[A-Za-z][\\w/+:-]*|[+-]\\d\\d:?\\d\\d' : null;
    case 'z':
      return width <= 3 ? '[A-Za-z][\\w/+:-]*' : null;
    default:
      return null;
  }
}

function digits(width: number): string {
  return width === 1 ? '\\d{1,2}' : `\\d{${width}}`;
}

function namesOf(names: readonly string[], width: number): string | null {
  return width === 3 ? names.map((name) => name.slice(0, 3)).join('|') : width === 4 ? names.join('|') : null;
}

function quote(text: string): string {
  return replaceText(text, /[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function readFoundZone(found: Found): Zone | null {
  for (const letter of ['X', 'x', 'Z', 'O', 'V', 'z']) {
    const text = found.get(letter);
    if (text !== undefined) return readZone(text);
  }
  return null;
}

function readLocal(found: Found, fail: (why: string) => never): Parameters<typeof localMs>[0] {
  const number = (letter: string): number | undefined => {
    const text = found.get(letter);
    return text === undefined ? undefined : Number(text);
  };
  const year = readYear(found) ?? fail('it has no year');
  const { month, day } = readDay(found, year) ?? fail('it has no month and day');
  const hour = readHour(number, found.get('a')) ?? fail('it has no hour, or one that does not exist');
  const ms = Number(`${found.get('S') ?? ''}000`.slice(0, 3));
  const local = { year, month, day, hour, minute: number('m') ?? 0, second: number('s') ?? 0, ms };
  const weekday = found.get('E');
  const actual = dayNames[localFromMs(localMs(local, 'smart')).weekday] ?? '';
  if (weekday !== undefined && !actual.startsWith(weekday)) fail(`that day is a ${actual}`);
  return local;
}

/** Two digits mean the years 2000 to 2099, as in Java. */
function readYear(found: Found): number | null {
  const text = found.get('u') ?? found.get('y');
  if (text === undefined) return null;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function readDay(found: Found, year: number): { month: number; day: number } | null {
  const text = found.get('M');
  const day = found.get('d');
  if (text !== undefined && day !== undefined) {
    const named = monthNames.findIndex((name) => name.startsWith(text)) + 1;
    return { month: named === 0 ? Number(text) : named, day: Number(day) };
  }
  let rest = Number(found.get('D') ?? NaN);
  for (let month = 1; month <= 12 && rest >= 1; month += 1) {
    const length = daysInMonth(year, month);
    if (rest <= length) return { month, day: rest };
    rest -= length;
  }
  return null;
}

function readHour(number: (letter: string) => number | undefined, half: string | undefined): number | null {
  const whole = number('H') ?? number('k');
  if (whole !== undefined) return number('H') === undefined && whole === 24 ? 0 : whole;
  const short = number('K') ?? number('h');
  if (short === undefined || half === undefined || short > 12) return null;
  return (short % 12) + (half === 'PM' ? 12 : 0);
}
