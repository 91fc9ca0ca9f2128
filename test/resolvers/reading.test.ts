import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelRow, MessageRow } from '../../generated/models.ts';
import { countAt } from '../../resolvers/lib/read-marker.ts';
import { type Reading, cutPage, markEvery, marksWanted, readLimit, readingOf } from '../../resolvers/lib/reading.ts';
import { isFar, timeOfMarks } from '../../resolvers/lib/locate.ts';
import { seeded } from '../support/seed.ts';

const { seed } = seeded('pages of history');
const iso = (position: number) => new Date(1_700_000_000_000 + position).toISOString();

const message = (seq: number, ordinal: number, isMarked: boolean): MessageRow => ({
  id: `m${seq}`,
  channelId: 'w_c',
  userId: 'u',
  reactions: {},
  seq,
  ordinal,
  ...(isMarked ? { mark: seq } : {}),
  createdAt: iso(seq),
  updatedAt: iso(seq),
});

/** What the service reads for a page, and cuts out of it; `stopsAt` rows DynamoDB's answer is full. */
function readPage(messages: MessageRow[], headSeq: number, reading: Reading, stopsAt = Infinity) {
  const isDown = reading.direction === 'DESC';
  const edge = reading.edge ?? 0;
  const marks = messages.filter(({ mark }) => mark !== undefined && (isDown ? mark > edge : mark <= edge));
  const nearest = (isDown ? marks : [...marks].reverse()).slice(0, marksWanted(reading));
  const from = reading.from ?? (isFar(reading, headSeq) ? timeOfMarks(nearest, reading) : null);
  const sorted = isDown ? [...messages].reverse() : messages;
  const rows = sorted.filter(({ createdAt }) => !from || (isDown ? createdAt < from : createdAt > from));
  const limit = Math.min(readLimit(reading), stopsAt);
  return cutPage(rows.slice(0, limit), rows.length >= limit, reading);
}

interface Case {
  /** How far each message's position is from the one before. */
  gaps: number[];
  /** Of the marks that belong there, which were never written. */
  lost: boolean[];
  side: 'before' | 'after' | 'around';
  part: number;
  size: number;
  stopsAt: number;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  gaps: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 500, size: 'max' }),
  lost: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  side: fc.constantFrom('before', 'after', 'around'),
  part: fc.double({ min: 0, max: 1.1, noNaN: true }),
  size: fc.integer({ min: 1, max: 100 }),
  stopsAt: fc.integer({ min: 1, max: 400 }),
});

function logOf({ gaps, lost }: Pick<Case, 'gaps' | 'lost'>, isWhole: boolean): MessageRow[] {
  let seq = 0;
  return gaps.map((gap, index) => {
    seq += gap;
    const ordinal = index + 1;
    const isMarked = ordinal % markEvery === 0 && (isWhole || !lost[ordinal / markEvery - 1]);
    return message(seq, ordinal, isMarked);
  });
}

/** The positions of the page, oldest first, as the schema promises it. */
function promised(messages: MessageRow[], { side, size }: Case, seq: number): number[] {
  const all = messages.map((row) => row.seq);
  if (side === 'before') return all.filter((one) => one < seq).slice(-size);
  const above = all.filter((one) => one > seq);
  if (side === 'after') return above.slice(0, size);
  const half = Math.floor(size / 2);
  return [...all.filter((one) => one <= seq).slice(-half - 1), ...above.slice(0, size - half - 1)];
}

describe('a page that jumps', () => {
  test('is exact wherever it lands, while every mark is there', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const messages = logOf(given, true);
        const headSeq = messages.at(-1)?.seq ?? 0;
        const seq = Math.floor(given.part * headSeq);
        const reading = readingOf({ channelId: 'w_c', [given.side]: seq }, given.size);
        const page = readPage(messages, headSeq, reading);
        const seqs = page.rows.map((row) => row.seq);
        expect(reading.direction === 'DESC' ? seqs.reverse() : seqs).toEqual(promised(messages, given, seq));
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('is never wrong where marks are missing or an answer was cut: with those after it, it is all there is', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const messages = logOf(given, false);
        const headSeq = messages.at(-1)?.seq ?? 0;
        const seq = Math.floor(given.part * headSeq);
        let reading = readingOf({ channelId: 'w_c', [given.side]: seq }, given.size);
        const seen: number[] = [];
        for (let pages = 0; ; pages += 1) {
          expect(pages, 'comes to an end').toBeLessThan(1200);
          const { rows, next } = readPage(messages, headSeq, reading, given.stopsAt);
          expect(rows.length).toBeLessThanOrEqual(given.size);
          seen.push(...rows.map((row) => row.seq));
          if (!next) break;
          reading = { ...reading, ...next, above: 0 };
        }
        const all = messages.map((row) => row.seq);
        if (given.side === 'after') expect(seen).toEqual(all.filter((one) => one > seq));
        const below = seen.filter((one) => (given.side === 'around' ? one <= seq : one < seq));
        if (given.side !== 'after') {
          expect(below.reverse()).toEqual(all.filter((one) => (given.side === 'around' ? one <= seq : one < seq)));
        }
        // What lies above may be fewer than half a page, but no message is left out between them.
        const above = seen.filter((one) => one > seq);
        if (given.side === 'around') {
          expect(above.reverse()).toEqual(all.filter((one) => one > seq).slice(0, above.length));
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});

describe('how many messages stand up to a position', () => {
  const channel = (headSeq: number, messageCount: number): ChannelRow => ({
    id: 'w_c',
    workspaceId: 'w',
    isPrivate: false,
    isDm: false,
    memberCount: 1,
    headSeq,
    messageCount,
    clock: 0,
    audienceEpoch: 1,
    workspaceEpoch: 1,
    senders: {},
    sends: {},
    createdBy: 'u',
    createdAt: iso(0),
    updatedAt: iso(0),
  });
  const cases: [claim: string, seq: number, last: MessageRow | null, before: number, expected: number][] = [
    ['is what the last of them carries', 50, message(48, 30, false), 10, 30],
    ['is nothing below the first', 5, null, 0, 0],
    ['is no less than was counted before, where an index lags', 50, message(40, 20, false), 25, 25],
    ['is no less than all but those that can be above', 99, message(40, 20, false), 25, 59],
  ];
  for (const [claim, seq, last, before, expected] of cases) {
    test(claim, () => expect(countAt(seq, last, before, channel(100, 60))).toBe(expected));
  }
});
