/**
 * What AWSDate, AWSTime, AWSDateTime and AWSTimestamp accept (AppSync Developer Guide, Scalar types in AWS AppSync).
 * Each answers whether a value is of the type.
 */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(text);
  return match !== null && isCalendarDay(match) && isOffset(match[4] ?? '');
}

export function isTime(text: string): boolean {
  const match = TIME.exec(text);
  return match !== null && isOffset(match[2] ?? '');
}

export function isDateTime(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(.*)$/.exec(text);
  return match !== null && isCalendarDay(match) && isTime(match[4] ?? '');
}

/** The guide gives the form with a `Z` and calls the offset optional: what has none is read as UTC and written with it. */
export function withOffset(dateTime: string): string {
  return (TIME.exec(dateTime.slice(dateTime.indexOf('T') + 1))?.[2] ?? '') === '' ? `${dateTime}Z` : dateTime;
}

/** Whole seconds since 1970, before it too. */
export function isTimestamp(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

const TIME = /^((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(.*)$/;

function isOffset(text: string): boolean {
  return text === '' || text === 'Z' || /^[+-](?:0\d|1[0-8]):[0-5]\d(?::[0-5]\d)?$/.test(text);
}

function isCalendarDay(match: RegExpExecArray): boolean {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
