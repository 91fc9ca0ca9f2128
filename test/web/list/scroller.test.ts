import type { Message } from '@parley/client';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Rows } from '../../../web/src/list/rows.ts';
import { mostRows } from '../../../web/src/list/window.ts';
import { type FakeBox, fakeBox } from './fake-box.ts';
import { messages, rowsOf } from './some-messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** One thing that happens to an open list. Numbers choose among what is there. */
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('older' as const), count: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat(), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('grow' as const), at: fc.nat(), to: fc.double({ min: 8, max: 900, noNaN: true }) }),
  fc.record({ kind: fc.constant('reflow' as const), by: fc.double({ min: 0.5, max: 2, noNaN: true }) }),
  fc.record({ kind: fc.constant('box' as const), height: fc.integer({ min: 200, max: 900 }) }),
  fc.record({ kind: fc.constant('rest' as const) }),
  fc.record({ kind: fc.constant('scroll' as const), by: fc.integer({ min: -4000, max: 1500 }) }),
);

interface Told {
  list: Message[];
  rows: Rows;
  firstSeq: number;
  lastSeq: number;
}

/** The message that is kept in place: the first that begins in sight, or the one that fills most of the box. */
function readingAt(box: FakeBox): { key: string; top: number } | null {
  let cut: { key: string; top: number } | null = null;
  for (const [key, top] of box.tops()) {
    if (top >= (cut ? box.height() / 2 : box.height())) break;
    if (top >= -1) return { key, top };
    if (top + (box.heights.get(key) ?? 0) > 0) cut = { key, top };
  }
  return cut;
}

describe('the scroller', () => {
  test('keeps what is read where it is, whatever comes, goes and grows, at rest and while scrolling', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.array(anyStep, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 400 }),
        fc.infiniteStream(fc.double({ min: 8, max: 300, noNaN: true })),
        (steps, count, anyHeight) => {
          const heights = anyHeight[Symbol.iterator]();
          const box = fakeBox(600, () => heights.next().value ?? 30);
          const told: Told = {
            list: messages(10_000, count),
            rows: rowsOf({}),
            firstSeq: 10_000,
            lastSeq: 9_999 + count,
          };
          const redraw = () => box.draw((told.rows = rowsOf({ messages: told.list, hasOlder: true }, told.rows)));
          redraw();
          // Null = the end held the reader back, which the next scroll shows.
          let isAtEnd: boolean | null = true;
          for (const step of [{ kind: 'scroll', by: -2000 } as const, ...steps]) {
            const reading = readingAt(box);
            take(step, told, box, redraw);
            // The next frame.
            vi.advanceTimersByTime(16);
            expect(box.drawnCount()).toBeLessThanOrEqual(mostRows + 1);
            if (step.kind === 'scroll') {
              const toEnd = box.most() - box.scrollTop();
              isAtEnd = toEnd === 0 ? true : toEnd > 24 ? false : null;
            } else if (isAtEnd) {
              expect(box.most() - box.scrollTop()).toBeLessThanOrEqual(1);
            } else if (box.scrollTop() >= box.most() - 1) {
              isAtEnd = null;
            } else if (isAtEnd === false && reading && box.scrollTop() > 0) {
              const top = box.tops().get(reading.key) ?? reading.top;
              expect(Math.abs(top - reading.top)).toBeLessThanOrEqual(1);
              compared += 1;
            }
          }
          box.close();
        },
      ),
      { numRuns: Number(process.env.STORIES ?? 120) },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

function take(
  step: typeof anyStep extends fc.Arbitrary<infer Step> ? Step : never,
  told: Told,
  box: FakeBox,
  redraw: () => void,
) {
  const { list } = told;
  switch (step.kind) {
    case 'push':
      told.list = [...list, ...messages(told.lastSeq + 1, step.count)];
      told.lastSeq += step.count;
      return redraw();
    case 'older':
      told.list = [...messages(told.firstSeq - step.count, step.count), ...list];
      told.firstSeq -= step.count;
      return redraw();
    case 'drop': {
      const at = step.at % Math.max(1, list.length);
      told.list = list.filter((_, index) => index < at || index >= at + step.count);
      return redraw();
    }
    case 'grow': {
      const one = list[step.at % Math.max(1, list.length)];
      return one && box.resize({ heights: new Map([[one.id, step.to]]) });
    }
    case 'reflow':
      return box.resize({ heights: new Map([...box.heights].map(([key, height]) => [key, height * step.by])) });
    case 'box':
      return box.resize({ height: step.height });
    case 'rest':
      return void vi.advanceTimersByTime(400);
    case 'scroll':
      return box.scroll(step.by);
    default:
      return step satisfies never;
  }
}
