import { dayNames, monthNames, refuse, splitPattern } from './date-time-pattern.ts';
import { dayOfYear, localFromMs } from './local-date-time.ts';
import { Error, padStart } from './primordials.ts';
import { writeOffset, type Zone } from './time-zone.ts';

type Field = (epochMs: number, width: number, zone: Zone) => string | null;

/** Writes a moment in a pattern of Java's `DateTimeFormatter`, in English. */
export function formatDateTime(epochMs: number, pattern: string, zone: Zone): string {
  return splitPattern(pattern)
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      const written = fields[part.letter]?.(epochMs, part.width, zone);
      return written ?? refuse(pattern, `${part.width} times ${part.letter}`);
    })
    .join('');
}

const fields: Readonly<Record<string, Field>> = {
  u: local(({ year }, width) => writeYear(year, width)),
  y: local(({ year }, width) => writeYear(year > 0 ? year : 1 - year, width)),
  M: local(({ month }, width) => writeName(month, width, monthNames[month - 1])),
  L: local(({ month }, width) => writeName(month, width, monthNames[month - 1])),
  d: local(({ day }, width) => writeNumber(day, width, 2)),
  D: (epochMs, width, zone) => writeNumber(dayOfYear(epochMs + zone.offsetAt(epochMs)), width, 3),
  E: local(({ weekday }, width) => writeName(weekday, width < 3 ? 3 : width, dayNames[weekday])),
  a: local(({ hour }, width) => (width === 1 ? (hour < 12 ? 'AM' : 'PM') : null)),
  H: local(({ hour }, width) => writeNumber(hour, width, 2)),
  k: local(({ hour }, width) => writeNumber(hour === 0 ? 24 : hour, width, 2)),
  K: local(({ hour }, width) => writeNumber(hour % 12, width, 2)),
  h: local(({ hour }, width) => writeNumber(hour % 12 === 0 ? 12 : hour % 12, width, 2)),
  m: local(({ minute }, width) => writeNumber(minute, width, 2)),
  s: local(({ second }, width) => writeNumber(second, width, 2)),
  S: local(({ ms }, width) => (width > 9 ? null : `${padStart(ms, 3)}000000`.slice(0, width))),
  n: local(({ ms }, width) => padStart(ms * 1_000_000, width)),
  A: local(({ hour, minute, second, ms }, width) => padStart(((hour * 60 + minute) * 60 + second) * 1000 + ms, width)),
  X: (epochMs, width, zone) => writeIsoOffset(zone.offsetAt(epochMs), width, 'Z'),
  x: (epochMs, width, zone) => writeIsoOffset(zone.offsetAt(epochMs), width, null),
  Z(epochMs, width, zone) {
    const offset = zone.offsetAt(epochMs);
    if (width <= 3) return writeOffset(offset, 'plain');
    if (width === 4) return writeLocalized(offset);
    return width === 5 ? writeIsoOffset(offset, 3, 'Z') : null;
  },
  O(epochMs, width, zone) {
    if (width === 4) return writeLocalized(zone.offsetAt(epochMs));
    if (width !== 1) return null;
    const [sign, hours, minutes] =
      /^([+-])0?(\d+):(\d\d)$/.exec(writeOffset(zone.offsetAt(epochMs), 'colon'))?.slice(1) ?? [];
    if (hours === '0' && minutes === '00') return 'GMT';
    return `GMT${sign}${hours}${minutes === '00' ? '' : `:${minutes}`}`;
  },
  z: (epochMs, width, zone) => (width <= 3 ? zone.nameAt(epochMs) : null),
  V: (_epochMs, width, zone) => (width === 2 ? zone.id : null),
};

function local(write: (fields: ReturnType<typeof localFromMs>, width: number) => string | null): Field {
  return (epochMs, width, zone) => write(localFromMs(epochMs + zone.offsetAt(epochMs)), width);
}

function writeYear(year: number, width: number): string {
  const digits = padStart(year < 0 ? -year : year, width);
  if (width === 2) return padStart(((year % 100) + 100) % 100, 2);
  // Java marks a year that outgrows its field, so that it can be read back.
  const sign = year < 0 ? '-' : width >= 4 && digits.length > width ? '+' : '';
  return `${sign}${digits}`;
}

function writeNumber(value: number, width: number, maxWidth: number): string | null {
  return width > maxWidth ? null : padStart(value, width);
}

function writeName(value: number, width: number, name: string | undefined): string | null {
  if (name === undefined) throw new Error(`there is no name for ${value}`);
  if (width <= 2) return padStart(value, width);
  if (width === 3) return name.slice(0, 3);
  if (width === 4) return name;
  return width === 5 ? name.charAt(0) : null;
}

function writeIsoOffset(offset: number, width: number, zero: 'Z' | null): string | null {
  if (width > 3) return null;
  if (offset === 0 && zero !== null) return zero;
  return writeOffset(offset, width === 1 ? 'optional' : width === 2 ? 'plain' : 'colon');
}

function writeLocalized(offset: number): string {
  return offset === 0 ? 'GMT' : `GMT${writeOffset(offset, 'colon')}`;
}
