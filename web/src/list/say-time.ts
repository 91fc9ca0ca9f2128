import { type Day, dateOf, yesterdayOf } from './days.ts';
import { words } from './words.ts';

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const dayOfThisYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfAnyYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

export function sayTime(at: string | number): string {
  return time.format(new Date(at));
}

export function sayExactTime(at: string | number): string {
  return exact.format(new Date(at));
}

export function sayDay(day: Day, today: Day): string {
  if (day === today) return words.today;
  if (day === yesterdayOf(today)) return words.yesterday;
  const isThisYear = Math.floor(day / 10_000) === Math.floor(today / 10_000);
  return (isThisYear ? dayOfThisYear : dayOfAnyYear).format(dateOf(day));
}
