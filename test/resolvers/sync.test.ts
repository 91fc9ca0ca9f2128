import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MessageRow } from '../../generated/models.ts';
import { type SyncPage, type SyncReading, alignStreams, isAllSent, underWayMs } from '../../resolvers/lib/sync.ts';
import { seeded } from '../support/seed.ts';

/** One position of a channel's log. */
interface Step {
  /** What took it: a new message, a change of an earlier one, or what leaves nothing (a member, a crash). */
  kind: 'send' | 'change' | 'nothing';
  /** Which of the messages so far is changed. */
  target: number;
  /** Milliseconds since the position before. */
  later: number;
  /** At which page of the reading each index shows it; what is old is there from the first on. */
  shownInSent: number;
  shownInChanged: number;
}

interface History {
  steps: Step[];
  /** Positions at the end of the log that are taken after the reading began. */
  meanwhile: number;
  afterSeq: number;
  size: number;
  /** After so many rows an index stops, page by page: DynamoDB does where an answer is too large. */
  stops: number[];
}

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (time: number) => new Date(time).toISOString();

/** A message with the positions and times of its changes, oldest first. */
interface Life {
  seq: number;
  changes: number[];
}

/** What a reader of the two indexes can see, page by page, of a log that is being written. */
class Log {
  readonly head: number;
  readonly times: number[] = [start];
  readonly lives: Life[] = [];
  readonly now: number;
  readonly #steps: Step[];

  constructor({ steps, meanwhile }: Pick<History, 'steps' | 'meanwhile'>) {
    this.#steps = steps;
    this.head = Math.max(0, steps.length - meanwhile);
    for (const [index, step] of steps.entries()) {
      const position = index + 1;
      this.times.push((this.times[index] ?? start) + 1 + step.later);
      const target = this.lives[step.target % Math.max(1, this.lives.length)];
      if (step.kind === 'send') this.lives.push({ seq: position, changes: [] });
      if (step.kind === 'change' && target) target.changes.push(position);
    }
    this.now = (this.times[this.head] ?? start) + 10;
  }

  isOld(position: number): boolean {
    return (this.times[position] ?? 0) <= this.now - underWayMs;
  }

  /** Every message as it ends. */
  final(): MessageRow[] {
    return this.lives.map((life) => this.#row(life, life.changes.length));
  }

  sent(page: number): MessageRow[] {
    return this.#shown(page, 'shownInSent').filter((row) => this.#isShown(row.seq, page, 'shownInSent'));
  }

  changed(page: number): MessageRow[] {
    return this.#shown(page, 'shownInChanged').filter((row) => row.rev !== undefined);
  }

  /** An index takes over a message's changes one after the other. */
  #shown(page: number, index: 'shownInSent' | 'shownInChanged'): MessageRow[] {
    return this.lives.map((life) => {
      const first = life.changes.findIndex((position) => !this.#isShown(position, page, index));
      return this.#row(life, first < 0 ? life.changes.length : first);
    });
  }

  #isShown(position: number, page: number, index: 'shownInSent' | 'shownInChanged'): boolean {
    if (position <= this.head && this.isOld(position)) return true;
    return (this.#steps[position - 1]?.[index] ?? 0) <= page;
  }

  #row({ seq, changes }: Life, count: number): MessageRow {
    const rev = changes[count - 1];
    const createdAt = iso(this.times[seq] ?? 0);
    return {
      id: `m${seq}`,
      channelId: 'w_c',
      userId: 'u',
      content: `at ${rev ?? seq}`,
      reactions: {},
      seq,
      ordinal: seq,
      createdAt,
      updatedAt: rev === undefined ? createdAt : iso(this.times[rev] ?? 0),
      ...(rev === undefined ? {} : { rev }),
    };
  }
}

/** All pages of a reading, as the service makes them. */
function readAll(log: Log, { afterSeq, size, stops }: History): SyncPage[] {
  const pages: SyncPage[] = [];
  if (afterSeq >= log.head) return pages;
  let from = { top: log.head, time: iso(log.times[log.head] ?? 0), completeThrough: log.head };
  for (let number = 0; ; number += 1) {
    expect(number, 'comes to an end').toBeLessThan(400);
    const reading: SyncReading = { afterSeq, size, settledAt: iso(log.now - underWayMs), ...from };
    const isFirst = number === 0;
    const sent = firstOf(
      log.sent(number).filter((row) => isFirst || row.createdAt < reading.time),
      (row) => row.seq,
      Math.min(size, reading.top - afterSeq + 8, stops[2 * number] ?? size) + 1,
    );
    const none = { rows: [], hasMore: false };
    const changed = isAllSent(reading, sent)
      ? none
      : firstOf(
          log.changed(number).filter(({ rev = 0 }) => rev > afterSeq && (isFirst || rev <= reading.top)),
          (row) => row.rev ?? 0,
          Math.min(size, stops[2 * number + 1] ?? size) + 1,
        );
    const page = alignStreams(reading, sent, changed);
    pages.push(page);
    if (!page.next) return pages;
    from = page.next;
  }
}

/** DynamoDB gives a token wherever it stopped at the limit, also at the end. */
function firstOf(rows: MessageRow[], positionOf: (row: MessageRow) => number, limit: number) {
  const sorted = rows.sort((a, b) => positionOf(b) - positionOf(a));
  return { rows: sorted.slice(0, limit), hasMore: sorted.length >= limit };
}

/** What a client holds: of two states of a message the one with the later change. */
function merge(held: readonly MessageRow[], pages: readonly SyncPage[]): Map<string, MessageRow> {
  const byId = new Map(held.map((row) => [row.id, row]));
  for (const row of pages.flatMap((page) => page.messages)) {
    const known = byId.get(row.id);
    if (!known || (known.rev ?? known.seq) <= (row.rev ?? row.seq)) byId.set(row.id, row);
  }
  return byId;
}

/** What a client held when the channel stood at a position. */
function heldAt(log: Log, position: number): MessageRow[] {
  const past = log.lives.filter(({ seq }) => seq <= position);
  return past.map((life) => ({
    ...(log.final()[log.lives.indexOf(life)] as MessageRow),
    rev: life.changes.filter((one) => one <= position).at(-1) ?? life.seq,
    content: `at ${life.changes.filter((one) => one <= position).at(-1) ?? life.seq}`,
  }));
}

const anyStep = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant('send' as const) },
    { weight: 3, arbitrary: fc.constant('change' as const) },
    { weight: 1, arbitrary: fc.constant('nothing' as const) },
  ),
  target: fc.nat(40),
  later: fc.oneof(fc.constant(0), fc.nat(3000), fc.nat(60_000)),
  shownInSent: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(9) }),
  shownInChanged: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(9) }),
});

const anyHistory: fc.Arbitrary<History> = fc.record({
  steps: fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }),
  meanwhile: fc.oneof(fc.constant(0), fc.nat(8)),
  afterSeq: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(30)),
  stops: fc.array(fc.nat(5), { maxLength: 6 }),
  size: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 50 })),
});

const isInHoles = (pages: readonly SyncPage[], position: number) =>
  pages.some(({ holes }) => holes.some(({ from, through }) => from <= position && position <= through));

describe('what changed after a position, of two indexes that lag while others write', () => {
  const { seed } = seeded('the delta read');
  const check = (claim: (log: Log, history: History, pages: SyncPage[]) => void) =>
    fc.assert(
      fc.property(anyHistory, (history) => {
        const log = new Log(history);
        const pages = readAll(log, history);
        if (pages.length > 0) claim(log, history, pages);
      }),
      { seed, numRuns: 2000 },
    );

  test('with what a client held it is all there is, up to where it says so', () => {
    check((log, { afterSeq }, pages) => {
      const through = pages.at(-1)?.completeThrough ?? -1;
      expect(through).toBeGreaterThanOrEqual(afterSeq);
      expect(through).toBeLessThanOrEqual(log.head);
      const held = merge(heldAt(log, afterSeq), pages);
      for (const row of log.final()) {
        if (row.seq <= through) expect(held.has(row.id), `${row.id} is there`).toBe(true);
        if ((row.rev ?? row.seq) <= through) expect(held.get(row.id)?.content).toBe(row.content);
      }
    });
  });

  test('a hole is a position at which nothing stands, and none that is left out stands below what is complete', () => {
    check((log, { afterSeq }, pages) => {
      const through = pages.at(-1)?.completeThrough ?? 0;
      const stands = new Set(log.final().flatMap((row) => [row.seq, row.rev ?? row.seq]));
      const told = new Set(pages.flatMap(({ messages }) => messages.flatMap((row) => [row.seq, row.rev ?? row.seq])));
      for (let position = afterSeq + 1; position <= log.head; position += 1) {
        if (isInHoles(pages, position)) expect(stands.has(position), `${position} is a hole`).toBe(false);
        else if (position <= through && stands.has(position))
          expect(told.has(position), `${position} is told`).toBe(true);
      }
    });
  });

  test('an old channel is complete up to its head at once', () => {
    // The last position of a log is young when it is read, so this one is read later.
    fc.assert(
      fc.property(anyHistory, (history) => {
        const log = new Log({ ...history, meanwhile: 0 });
        Object.assign(log, { now: log.now + underWayMs });
        const pages = readAll(log, history);
        if (pages.length === 0) return;
        expect(pages.at(-1)?.completeThrough).toBe(log.head);
        const held = merge(heldAt(log, history.afterSeq), pages);
        expect([...held.values()].map(({ id, content }) => ({ id, content })).sort(byId)).toEqual(
          log
            .final()
            .map(({ id, content }) => ({ id, content }))
            .sort(byId),
        );
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('a position that is missing is a hole by the time of the next one above it', () => {
    const step = (kind: Step['kind'], later: number): Step => ({
      kind,
      target: 0,
      later,
      shownInSent: 0,
      shownInChanged: 0,
    });
    const read = (...steps: Step[]) =>
      readAll(new Log({ steps, meanwhile: 0 }), { steps, meanwhile: 0, afterSeq: 0, size: 10, stops: [] })[0];
    const nothing = step('nothing', 0);
    const old = step('send', 0);
    expect(read(nothing, old, nothing, old, step('send', underWayMs))).toMatchObject({
      holes: [
        { from: 3, through: 3 },
        { from: 1, through: 1 },
      ],
      completeThrough: 5,
    });
    // The one above the gap is young: so may be what is missing.
    expect(read(old, nothing, step('send', underWayMs))).toMatchObject({ holes: [], completeThrough: 1 });
    // Nothing above it: the head itself has a time.
    expect(read(old, nothing)).toMatchObject({ holes: [], completeThrough: 1 });
  });

  test('a message may come twice though it did not change meanwhile: at its change, and on a later page at its birth', () => {
    const step = (kind: Step['kind']): Step => ({ kind, target: 0, later: 0, shownInSent: 0, shownInChanged: 0 });
    const steps = [step('send'), step('send'), step('send'), step('change')];
    const pages = readAll(new Log({ steps, meanwhile: 0 }), { steps, meanwhile: 0, afterSeq: 0, size: 1, stops: [] });
    const told = pages.flatMap(({ messages }) => messages.map(({ id, rev }) => [id, rev]));
    expect(told).toEqual([
      ['m1', 4],
      ['m3', undefined],
      ['m2', undefined],
      ['m1', 4],
    ]);
  });

  test('a page holds no more messages than asked for, each once', () => {
    check((_, { size }, pages) => {
      for (const { messages } of pages) {
        expect(messages.length).toBeLessThanOrEqual(size);
        expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
      }
    });
  });
});

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
