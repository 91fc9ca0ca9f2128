import { formatDateTime } from './date-time-format.ts';
import { parseDateTime } from './date-time-parse.ts';
import { host } from './host.ts';
import { parseIsoDateTime, writeIsoDateTime } from './iso-date-time.ts';
import { floor, TypeError } from './primordials.ts';
import { readZone } from './time-zone.ts';

/** `util.time` (AppSync Developer Guide, "Time helpers"). Formats are those of Java's `DateTimeFormatter`. */
export const time = {
  nowISO8601: (): string => writeIsoDateTime(host().now()),
  nowEpochSeconds: (): number => floor(host().now() / 1000),
  nowEpochMilliSeconds: (): number => host().now(),
  nowFormatted: (pattern: string, zone?: string): string => format(host().now(), pattern, zone),
  /** Without a zone the pattern must have one. */
  parseFormattedToEpochMilliSeconds(text: string, pattern: string, zone?: string): number {
    const fallback = zone === undefined || zone === null ? null : readZone(requireString(zone));
    return parseDateTime(requireString(text), requireString(pattern), fallback);
  },
  parseISO8601ToEpochMilliSeconds: (text: string): number => parseIsoDateTime(requireString(text)),
  epochMilliSecondsToSeconds: (ms: number): number => floor(requireMs(ms) / 1000),
  epochMilliSecondsToISO8601: (ms: number): string => writeIsoDateTime(requireMs(ms)),
  epochMilliSecondsToFormatted: (ms: number, pattern: string, zone?: string): string => format(ms, pattern, zone),
};

function format(ms: number, pattern: string, zone: string | null | undefined): string {
  return formatDateTime(requireMs(ms), requireString(pattern), readZone(zone ?? 'UTC'));
}

/** The span of a JavaScript `Date`. */
const maxMs = 8.64e15;

function requireMs(value: unknown): number {
  if (typeof value === 'number' && value >= -maxMs && value <= maxMs) return floor(value);
  throw new TypeError('util.time takes epoch milliseconds as a number');
}

function requireString(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('util.time takes texts, formats and zones as strings');
  return value;
}
