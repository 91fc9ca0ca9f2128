/**
 * How far the service's clock is ahead of this device's, in milliseconds: between `least` and `most`, both of them certain. It is found as
 * an interval, as no answer says how much of its way was there and how much back:
 *
 * ```
 *   device   askedAt ────────────────────── answeredAt         serverAt − answeredAt  ≤  offset  ≤  serverAt − askedAt
 *                     ╲                  ╱
 *   service            ╲── serverAt ────╱
 * ```
 *
 * Answers that carry the service's time bound it from both sides, and what several of them say is true at once: those to reports of metrics,
 * and those to what the person posts, for which the event that comes of it will do as well (`askedAt` is when it was posted). Any other event
 * bounds it from below alone: it did not arrive before it happened. Where two bounds exclude each other, a clock was set meanwhile, and
 * the later one counts.
 */
export interface ClockOffset {
  readonly least: number;
  readonly most: number;
  /** When it was found, by this device's clock. */
  readonly at: number;
}

export const unknownOffset: ClockOffset = { least: -Infinity, most: Infinity, at: 0 };

/** Clocks of quartz drift by up to so much: the bounds part as they age. */
const driftPerMs = 1e-4;
/** An offset is no use for telling a latency where it may be wrong by more than half of this. */
const widestMs = 500;
/** The service's times are whole milliseconds, and its servers differ by some of them. */
const toleranceMs = 250;

/** With an answer that carries the service's time of a moment between asking and answering. */
export function withAnswer(offset: ClockOffset, serverAt: number, askedAt: number, answeredAt: number): ClockOffset {
  const now = aged(offset, answeredAt);
  const told = { least: serverAt - answeredAt, most: serverAt + 1 - askedAt, at: answeredAt };
  // The device's clock was set while it waited.
  if (told.least > told.most) return unknownOffset;
  const least = Math.max(now.least, told.least);
  const most = Math.min(now.most, told.most);
  return least <= most ? { least, most, at: answeredAt } : told;
}

/** With an event that the service dated `serverAt`. */
export function withEvent(offset: ClockOffset, serverAt: number, heardAt: number): ClockOffset {
  const now = aged(offset, heardAt);
  const least = serverAt - heardAt;
  if (least <= now.least) return now;
  return least - now.most > toleranceMs
    ? { least, most: Infinity, at: heardAt }
    : { ...now, least: Math.min(least, now.most) };
}

/** How long something took from `serverAt` until now. Null = the clocks are not known well enough. */
export function latencyOf(offset: ClockOffset, serverAt: number, heardAt: number): number | null {
  const { least, most } = aged(offset, heardAt);
  if (!(most - least <= widestMs)) return null;
  return Math.max(0, heardAt + (least + most) / 2 - serverAt);
}

function aged({ least, most, at }: ClockOffset, now: number): ClockOffset {
  const drift = Math.abs(now - at) * driftPerMs;
  return { least: least - drift, most: most + drift, at: now };
}
