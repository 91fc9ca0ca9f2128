import { Date, Error, floor, Intl, Map, padStart } from './primordials.ts';

export interface Zone {
  /** As Java writes it: `Z`, `+02:00`, or the region's name. */
  readonly id: string;
  /** How far local time is ahead of UTC at a moment, in milliseconds. */
  offsetAt(epochMs: number): number;
  /** The short name, as in `PST`; an offset for zones without one. */
  nameAt(epochMs: number): string;
}

const zones = new Map<string, Zone>();

/** `UTC`, `Z`, an offset as `+02:00`, `GMT+2`, or a region as `Europe/Berlin`. Throws for an unknown zone. */
export function readZone(id: string): Zone {
  const known = zones.get(id);
  if (known) return known;
  const offset = /^(?:UTC|GMT|UT)?([+-]\d{1,2}(?::?\d{2})?)$/.exec(id)?.[1];
  const zone = id === 'Z' || offset !== undefined ? fixedZone(offset ?? 'Z') : regionZone(id);
  // A refused name never gets here, so that the map holds no more than there are zones and offsets.
  zones.set(id, zone);
  return zone;
}

/** Local time that a clock shows never (spring) moves on; of two (autumn) the earlier offset counts, as in Java. */
export function toEpochMs(local: number, zone: Zone): number {
  const dayMs = 86_400_000;
  const before = zone.offsetAt(local - dayMs);
  const after = zone.offsetAt(local + dayMs);
  if (zone.offsetAt(local - before) === before) return local - before;
  return zone.offsetAt(local - after) === after ? local - after : local - before;
}

/** `Z`, `+08`, `+0800` or `+08:00`, in milliseconds. */
export function offsetMs(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const found = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  const hours = Number(found?.[2]);
  const minutes = Number(found?.[3] ?? 0);
  if (!found || hours * 60 + minutes > 18 * 60 || minutes > 59) throw new Error(`${text} is not an offset`);
  return (found[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** `colon` between hours and minutes; `optional` leaves minutes out where they are zero. */
export function writeOffset(ms: number, style: 'colon' | 'plain' | 'optional'): string {
  const minutes = floor((ms < 0 ? -ms : ms) / 60_000);
  const rest = minutes % 60;
  const tail = style === 'optional' && rest === 0 ? '' : `${style === 'colon' ? ':' : ''}${padStart(rest, 2)}`;
  return `${ms < 0 ? '-' : '+'}${padStart(floor(minutes / 60), 2)}${tail}`;
}

function fixedZone(offset: string): Zone {
  const ahead = offsetMs(offset);
  const id = ahead === 0 ? 'Z' : writeOffset(ahead, 'colon');
  return { id, offsetAt: () => ahead, nameAt: () => id };
}

/** ECMAScript: no moment is further from 1970. */
const LAST_MS = 8.64e15;

function regionZone(id: string): Zone {
  const clock = formatter(id, {
    ...{ hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const name = formatter(id, { timeZoneName: 'short' });
  return {
    id,
    offsetAt(epochMs) {
      // The zone most asked for. Only of what is no moment the engine has something to say.
      if (id === 'UTC' && epochMs >= -LAST_MS && epochMs <= LAST_MS) return 0;
      const shown: Record<string, string> = {};
      for (const { type, value } of clock.formatToParts(epochMs)) shown[type] = value;
      const year = shown.era === 'BC' ? 1 - Number(shown.year) : Number(shown.year);
      const day = new Date(0).setUTCFullYear(year, Number(shown.month) - 1, Number(shown.day));
      const seconds = (Number(shown.hour) * 60 + Number(shown.minute)) * 60 + Number(shown.second);
      return day + seconds * 1000 - floor(epochMs / 1000) * 1000;
    },
    nameAt: (epochMs) => name.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? id,
  };
}

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch {
    throw new Error(`${timeZone} is not a time zone`);
  }
}
