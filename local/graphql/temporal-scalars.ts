/**
 * What AWSDate, AWSTime, AWSDateTime and AWSTimestamp accept. The guide leaves details open; AppSync's own descriptions of
 * the scalars, which introspection gives, do not: years may be negative, a fraction has one to nine digits, seconds may be
 * left out, and the offset is compulsory for AWSDateTime and optional for the other two.
 */
export function isDate(text: string): boolean {
  const match = DATE.exec(text);
  return match !== null && isCalendarDay(match) && isOffset(match[4] ?? '', 'optional');
}

export function isTime(text: string): boolean {
  const match = TIME.exec(text);
  return match !== null && isOffset(match[1] ?? '', 'optional');
}

export function isDateTime(text: string): boolean {
  const at = text.indexOf('T');
  const [date, time] = [DATE.exec(text.slice(0, Math.max(0, at))), TIME.exec(text.slice(at + 1))];
  if (date === null || time === null || date[4] !== '') return false;
  return isCalendarDay(date) && isOffset(time[1] ?? '', 'compulsory');
}

/** Whole seconds since 1970, before it too: from the year -1000000000 to 1000000000. */
export function isTimestamp(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -31557014167219200 && value <= MAX_TIMESTAMP;
}

/** 31556889864403199, which no number of JavaScript is: the next smaller one that is. */
const MAX_TIMESTAMP = 31556889864403196;
const DATE = /^(-?\d{4})-(\d{2})-(\d{2})(.*)$/s;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(.*)$/s;
/** Java knows no offset beyond 18 hours. */
const OFFSET = /^(?:Z|[+-](?:(?:0\d|1[0-7]):[0-5]\d(?::[0-5]\d)?|18:00(?::00)?))$/;

function isOffset(text: string, need: 'optional' | 'compulsory'): boolean {
  return text === '' ? need === 'optional' : OFFSET.test(text);
}

function isCalendarDay(match: RegExpExecArray): boolean {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
