/** A day of the reader's own calendar as one number that sorts: 20260314. */
export type Day = number;

/** `at` in milliseconds. */
export function dayOf(at: number): Day {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

export function dateOf(day: Day): Date {
  return new Date(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100);
}

export function yesterdayOf(day: Day): Day {
  const date = dateOf(day);
  // Noon, since a clock that is put back or forward at midnight makes a day of 23 or 25 hours.
  return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1, 12).getTime());
}

/** How long the day of `now` still lasts. */
export function msToMidnight(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - now;
}
