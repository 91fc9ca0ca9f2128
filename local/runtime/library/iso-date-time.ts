import { localMs, type LocalDateTime } from './local-date-time.ts';
import { Date, Error } from './primordials.ts';
import { offsetMs } from './time-zone.ts';

/** UTC with milliseconds, as in `2018-02-06T19:01:35.749Z`. */
export function writeIsoDateTime(ms: number): string {
  return new Date(ms).toISOString();
}

const isoPattern =
  /^([+-]?\d{4,9})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)(?:\[[\w/+:-]+\])?$/i;

/** The text must name its offset. */
export function parseIsoDateTime(text: string): number {
  const found = isoPattern.exec(text);
  if (!found) throw new Error(`${text} is not an ISO 8601 date and time with an offset`);
  const local: LocalDateTime = {
    year: Number(found[1]),
    month: Number(found[2]),
    day: Number(found[3]),
    hour: Number(found[4]),
    minute: Number(found[5]),
    second: Number(found[6] ?? 0),
    ms: Number(`${found[7] ?? ''}000`.slice(0, 3)),
  };
  return localMs(local, 'exact') - offsetMs(found[8] ?? '');
}
