import { Date, Error, min } from './primordials.ts';

/** A date and time of day without a zone. `month` and `day` count from 1. */
export interface LocalDateTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(utcMs(year, month + 1, 0)).getUTCDate();
}

/**
 * The milliseconds since 1970 as if the time were UTC. `smart` takes the last day of a month for a day up to 31 that
 * the month does not have, as Java's formatters do; `exact` refuses it.
 */
export function localMs(local: LocalDateTime, resolution: 'exact' | 'smart'): number {
  const { year, month, hour, minute, second, ms } = local;
  const lastDay = month >= 1 && month <= 12 ? daysInMonth(year, month) : 0;
  const day = resolution === 'smart' && local.day <= 31 ? min(local.day, lastDay) : local.day;
  if (lastDay === 0 || day < 1 || day > lastDay || hour > 23 || minute > 59 || second > 59) {
    throw new Error(`there is no time ${year}-${month}-${local.day} ${hour}:${minute}:${second}`);
  }
  return utcMs(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

// Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
function utcMs(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

export function localFromMs(ms: number): LocalDateTime & { readonly weekday: number } {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ms: date.getUTCMilliseconds(),
    weekday: date.getUTCDay(),
  };
}

export function dayOfYear(ms: number): number {
  const { year } = localFromMs(ms);
  return (ms - (((ms % dayMs) + dayMs) % dayMs) - utcMs(year, 1, 1)) / dayMs + 1;
}

const dayMs = 86_400_000;
