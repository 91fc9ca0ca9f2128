import { afterEach, describe, expect, test } from 'vitest';
import { dayOf, msToMidnight, yesterdayOf } from '../../../web/src/list/days.ts';
import { sayDay } from '../../../web/src/list/say-time.ts';

const ownZone = process.env.TZ;
afterEach(() => {
  if (ownZone === undefined) delete process.env.TZ;
  else process.env.TZ = ownZone;
});

describe('days', () => {
  test.each([
    ['UTC', 20260329],
    ['Europe/Berlin', 20260330],
    ['America/New_York', 20260329],
    ['Pacific/Auckland', 20260330],
    ['Asia/Kolkata', 20260330],
    ['Pacific/Niue', 20260329],
  ])('in %s a late evening in UTC is on %i', (zone, day) => {
    process.env.TZ = zone;
    expect(dayOf(Date.UTC(2026, 2, 29, 23, 30))).toBe(day);
  });

  test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Beirut'])(
    'in %s each day follows the one before, clocks put forward and back, and ends at midnight',
    (zone) => {
      process.env.TZ = zone;
      let now = new Date(2026, 0, 1, 15).getTime();
      for (let index = 0; index < 366; index += 1) {
        const next = now + msToMidnight(now);
        expect(dayOf(next - 1)).toBe(dayOf(now));
        expect(dayOf(next)).not.toBe(dayOf(now));
        expect(yesterdayOf(dayOf(next))).toBe(dayOf(now));
        now = next;
      }
    },
  );

  test('today and yesterday are called so, and the year is said where it is another one', () => {
    const today = dayOf(new Date(2026, 0, 1, 12).getTime());
    expect(sayDay(today, today)).toBe('Today');
    expect(sayDay(20251231, today)).toBe('Yesterday');
    expect(sayDay(20251230, today)).toContain('2025');
    expect(sayDay(20260102, 20260110)).not.toContain('2026');
  });
});
