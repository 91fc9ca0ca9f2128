import { assert, constantFrom, integer, property } from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { evaluate, run } from './run-code.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the clock is that of the server', () => {
  vi.useFakeTimers({ now: 1_517_943_695_749 });
  expect(
    evaluate(
      '[util.time.nowISO8601(), util.time.nowEpochSeconds(), util.time.nowEpochMilliSeconds(), util.time.nowFormatted("HH:mm")]',
    ),
  ).toEqual(['2018-02-06T19:01:35.749Z', 1_517_943_695, 1_517_943_695_749, '19:01']);
});

describe('formats', () => {
  const at = Date.UTC(2018, 1, 6, 19, 1, 35, 749);
  test.each([
    ['yyyy-MM-dd HH:mm:ss.SSSZ', 'UTC', '2018-02-06 19:01:35.749+0000'],
    ['yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth', '2018-02-07 03:01:35+0800'],
    ['yy M d H m s', 'UTC', '18 2 6 19 1 35'],
    ["EEE, d MMM uuuu h:mm a 'o''clock'", 'America/New_York', "Tue, 6 Feb 2018 2:01 PM o'clock"],
    ['EEEE MMMM D DDD k K kk', 'UTC', 'Tuesday February 37 037 19 7 19'],
    ['X XX XXX x xxx ZZZZ ZZZZZ O OOOO VV', 'UTC', 'Z Z Z +00 +00:00 GMT Z GMT GMT UTC'],
    [
      'X XX XXX x xxx ZZZZ ZZZZZ O OOOO VV',
      'Asia/Kolkata',
      '+0530 +0530 +05:30 +0530 +05:30 GMT+05:30 +05:30 GMT+5:30 GMT+05:30 Asia/Kolkata',
    ],
    ['z VV', 'America/Los_Angeles', 'PST America/Los_Angeles'],
    ['HH VV', '-03:30', '15 -03:30'],
    ['SSSSSS', 'UTC', '749000'],
    ["''yyyy''", 'UTC', "'2018'"],
  ])('%s in %s', (pattern, zone, expected) => {
    expect(evaluate(`util.time.epochMilliSecondsToFormatted(${at}, ${JSON.stringify(pattern)}, "${zone}")`)).toBe(
      expected,
    );
  });

  test.each(['G', 'yyyy[MM]', "yyyy 'open", 'HHH', 'w', 'XXXX'])('refuses %s', (pattern) => {
    expect(() => evaluate(`util.time.nowFormatted(${JSON.stringify(pattern)})`)).toThrow('date format');
  });

  test('refuses an unknown zone', () => {
    expect(() => evaluate('util.time.nowFormatted("HH", "Mars/Olympus")')).toThrow('not a time zone');
  });
});

describe('parses', () => {
  const iso = (text: string): unknown => {
    const { outcome } = run(text);
    return outcome.kind === 'returned' ? new Date(outcome.value as number).toISOString() : outcome;
  };
  test.each([
    ['"2018-02-01 01:19:15+0800", "yyyy-MM-dd HH:mm:ssZ"', '2018-01-31T17:19:15.000Z'],
    ['"2018-02-01 01:19:15", "yyyy-MM-dd HH:mm:ss", "Australia/Perth"', '2018-01-31T17:19:15.000Z'],
    ['"1 Feb 2018 12:05 AM Z", "d MMM yyyy h:mm a X"', '2018-02-01T00:05:00.000Z'],
    ['"Thursday February 1 18 24 +05:30", "EEEE MMMM d yy k XXX"', '2018-01-31T18:30:00.000Z'],
    ['"2018-032 10 Europe/Berlin", "uuuu-DDD HH VV"', '2018-02-01T09:00:00.000Z'],
    ['"2018-02-31 10", "yyyy-MM-dd HH", "UTC"', '2018-02-28T10:00:00.000Z'],
    // In spring the clock jumps from 2:00 to 3:00; in autumn 2:30 comes twice.
    ['"2021-03-28 02:30", "yyyy-MM-dd HH:mm", "Europe/Berlin"', '2021-03-28T01:30:00.000Z'],
    ['"2021-10-31 02:30", "yyyy-MM-dd HH:mm", "Europe/Berlin"', '2021-10-31T00:30:00.000Z'],
    ['"0050-01-01 00.5", "uuuu-MM-dd HH.S", "UTC"', '0050-01-01T00:00:00.500Z'],
  ])('%s', (given, expected) => {
    expect(iso(`return util.time.parseFormattedToEpochMilliSeconds(${given});`)).toBe(expected);
  });

  test.each([
    ['"2018-02-01 01:19", "yyyy-MM-dd HH:mm"', 'no time zone'],
    ['"2018-02-01", "yyyy-MM-dd", "UTC"', 'no hour'],
    ['"10:00", "HH:mm", "UTC"', 'no year'],
    ['"2018-13-01 10", "yyyy-MM-dd HH", "UTC"', 'there is no time'],
    ['"2018-01-01 24", "yyyy-MM-dd HH", "UTC"', 'there is no time'],
    ['"2018-1-01 10", "yyyy-MM-dd HH", "UTC"', 'another form'],
    ['"Mon 2018-02-01 10", "E yyyy-MM-dd HH", "UTC"', 'Thursday'],
  ])('refuses %s', (given, says) => {
    expect(() => evaluate(`util.time.parseFormattedToEpochMilliSeconds(${given})`)).toThrow(says);
  });

  test.each([
    ['2018-02-01T17:21:05.180+08:00', '2018-02-01T09:21:05.180Z'],
    ['2018-02-01T17:21Z', '2018-02-01T17:21:00.000Z'],
    ['2018-02-01T17:21:05.123456-0130', '2018-02-01T18:51:05.123Z'],
  ])('ISO 8601: %s', (text, expected) => {
    expect(iso(`return util.time.parseISO8601ToEpochMilliSeconds("${text}");`)).toBe(expected);
  });

  test.each(['2018-02-01', '2018-02-01T10:00:00', '2018-02-30T10:00:00Z', 'x'])('ISO 8601 refuses %s', (text) => {
    expect(() => evaluate(`util.time.parseISO8601ToEpochMilliSeconds("${text}")`)).toThrow('Code: ');
  });

  test('a written moment reads back as itself', () => {
    const zones = constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    // Not before 1970: some offsets of old had seconds, which XXX does not write.
    const moments = integer({ min: 0, max: 4_000_000_000 });
    assert(
      property(moments, zones, (seconds, zone) => {
        const pattern = "uuuu-MM-dd'T'HH:mm:ss.SSSXXX";
        const written = `util.time.epochMilliSecondsToFormatted(${seconds * 1000 + 7}, "${pattern}", "${zone}")`;
        expect(evaluate(`util.time.parseFormattedToEpochMilliSeconds(${written}, "${pattern}")`)).toBe(
          seconds * 1000 + 7,
        );
      }),
      { numRuns: 50 },
    );
  });
});

test('epochs convert', () => {
  expect(evaluate('[util.time.epochMilliSecondsToSeconds(1999), util.time.epochMilliSecondsToISO8601(0)]')).toEqual([
    1,
    '1970-01-01T00:00:00.000Z',
  ]);
  expect(() => evaluate('util.time.epochMilliSecondsToISO8601("0")')).toThrow('as a number');
});
