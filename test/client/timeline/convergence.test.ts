import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChannelEvent, ChannelSync, MessagePage } from '../../../client/src/model.ts';
import {
  emptyTimeline,
  type PageRequest,
  shownRun,
  type Timeline,
  withDelta,
  withEvents,
  withLoss,
  withNewestPage,
  withPage,
  withView,
} from '../../../client/src/timeline/timeline.ts';
import { trimmed } from '../../../client/src/timeline/trimmed.ts';
import { ModelServer } from './model-server.ts';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
/** `STORIES=10000` in the environment tells more of them, and `SEED` the same again. */
const stories = Number(process.env.STORIES ?? 1_000);

const nat = fc.nat(40);
const anyAct = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), by: nat }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), target: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), target: nat }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('react' as const, 'react' as const, 'unreact' as const),
      by: nat,
      target: nat,
      emoji: nat,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resend' as const), target: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('join' as const, 'crash' as const) }) },
);

/** What happens to the client. `which` chooses among the events under way and the reads under way. */
const anyStep = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('act' as const), acts: fc.array(anyAct, { maxLength: 4 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('hear-all' as const) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('hear' as const), which: fc.array(nat, { maxLength: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('lose' as const), which: nat }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('cut' as const, 'newest' as const, 'newest' as const), lag: nat }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('older' as const, 'newer' as const), lag: nat }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('around' as const, 'view' as const), seq: nat, lag: nat }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('sync' as const), limit: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('trim' as const), count: fc.nat(12) }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('arrive' as const), which: nat, lag: nat }) },
);

/** A read that was answered, and whose answer has not come yet. A delta goes on page by page. */
type UnderWay =
  | { kind: 'page'; request: PageRequest; page: MessagePage }
  | { kind: 'delta'; afterSeq: number; limit: number; delta: ChannelSync };

test(`a timeline becomes what the service has, over ${stories} stories, and claims nothing that it does not hold: SEED=${seed}`, () => {
  console.log(`stories of a timeline: SEED=${seed}`);
  const seen = { deltas: 0, gaps: 0, complete: 0, behind: 0, trimmed: 0 };
  fc.assert(
    fc.property(
      fc.array(anyAct, { minLength: 20, maxLength: 60, size: 'max' }),
      fc.array(anyStep, { minLength: 10, maxLength: 60, size: 'max' }),
      fc.integer({ min: 5, max: 9 }),
      (before, steps, limit) => {
        const server = new ModelServer();
        for (const act of before) server.do(act);
        let heardThrough = server.events.length;
        const underWay: UnderWay[] = [];
        // Most begin with a page, and have heard nothing before.
        let timeline: Timeline =
          limit === 5 ? emptyTimeline : withNewestPage(emptyTimeline, server.page(undefined, limit, 0));
        const events: ChannelEvent[] = [];
        const ask = (request: PageRequest, lag: number) =>
          underWay.push({ kind: 'page', request, page: server.page(request, limit, lag) });

        for (const step of steps) {
          const { era, runs } = timeline;
          const run = shownRun(timeline);
          const { through } = timeline.position;
          switch (step.kind) {
            case 'act':
              for (const act of step.acts) server.do(act);
              events.push(...server.events.slice(heardThrough));
              heardThrough = server.events.length;
              break;
            case 'hear': {
              const told = step.which.flatMap((which) => events[which % Math.max(1, events.length)] ?? []);
              timeline = withEvents(timeline, told, 'me');
              break;
            }
            case 'hear-all':
              timeline = withEvents(timeline, events.toReversed(), 'me');
              break;
            case 'lose':
              events.splice(step.which % Math.max(1, events.length), 1);
              break;
            case 'cut':
              events.length = 0;
              timeline = withLoss(timeline);
              break;
            case 'newest':
              // Given to the timeline at once: a late one is left out by whoever asks.
              timeline = withNewestPage(timeline, server.page(undefined, limit, step.lag));
              break;
            case 'older':
              if (run?.older) ask({ kind: 'older', era, cursor: run.older }, step.lag);
              break;
            case 'newer':
              if (run && run.through < Infinity)
                ask({ kind: 'newer', era, after: run.through, cursor: run.newer }, step.lag);
              break;
            case 'around':
              if (runs.length > 0) ask({ kind: 'around', era, seq: step.seq }, step.lag);
              break;
            case 'view':
              timeline = withView(timeline, step.seq === 0 ? Infinity : step.seq);
              break;
            case 'trim': {
              const left = trimmed(timeline, { most: step.count, kept: Math.ceil(step.count / 2) });
              if (left !== timeline) seen.trimmed += 1;
              timeline = left;
              break;
            }
            case 'sync': {
              if (through === undefined) break;
              const delta = server.sync(through, null, step.limit, 0);
              underWay.push({ kind: 'delta', afterSeq: through, limit: step.limit, delta });
              break;
            }
            case 'arrive': {
              const [answer] = underWay.splice(step.which % Math.max(1, underWay.length), 1);
              if (!answer) break;
              if (answer.kind === 'page') {
                timeline = withPage(timeline, answer.request, answer.page);
                break;
              }
              const { afterSeq, limit: size, delta } = answer;
              timeline = withDelta(timeline, afterSeq, delta);
              seen.deltas += 1;
              if (!delta.nextToken) break;
              underWay.push({ ...answer, delta: server.sync(afterSeq, delta.nextToken, size, step.lag) });
              break;
            }
            default:
              step satisfies never;
          }
          expectTruth(timeline, server);
          if (timeline.runs.length > 1) seen.gaps += 1;
          if (timeline.position.through === server.head) seen.complete += 1;
          else seen.behind += 1;
        }
        expectConvergence(timeline, server, limit);
      },
    ),
    { seed, numRuns: stories },
  );
  console.log(JSON.stringify(seen));
  // Else the stories would have missed what they are for.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(stories / 2);
}, 300_000);

/** Order and uniqueness, and the two claims of a timeline. */
function expectTruth({ held, runs, position, messages }: Timeline, server: ModelServer): void {
  const seqs = messages.map(({ seq }) => seq);
  expect(seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0))).toBe(true);
  expect(held.every(({ message }, index) => index === 0 || message.seq > (held[index - 1]?.message.seq ?? 0))).toBe(
    true,
  );
  const { through } = position;
  if (through === undefined) return;
  const bySeq = new Map(held.map(({ message }) => [message.seq, message]));
  for (const message of server.messages()) {
    const isCovered = runs.some((run) => run.from <= message.seq && message.seq <= run.through);
    const known = bySeq.get(message.seq);
    if (isCovered && message.seq <= through && !known) throw new Error(`${message.seq} is claimed, and missing`);
    if (isCovered && message.rev <= through) expect(known).toEqual(message);
  }
}

/** After a look to its end, and all pages: everything, as it is. */
function expectConvergence(before: Timeline, server: ModelServer, limit: number): void {
  let timeline = before;
  if (timeline.runs.length === 0) timeline = withNewestPage(timeline, server.page(undefined, limit, 0));
  const afterSeq = timeline.position.through ?? 0;
  let cursor: string | null = null;
  do {
    const delta = server.sync(afterSeq, cursor, 3, 0);
    timeline = withDelta(timeline, afterSeq, delta);
    cursor = delta.nextToken;
  } while (cursor);
  timeline = withView(timeline, Infinity);
  const shown = timeline.messages;
  const from = shownRun(timeline)?.from ?? 0;
  expect(shown).toEqual(server.messages().filter(({ seq }) => seq >= from));
  for (let older = shownRun(timeline)?.older; older; older = shownRun(timeline)?.older) {
    const request: PageRequest = { kind: 'older', era: timeline.era, cursor: older };
    timeline = withPage(timeline, request, server.page(request, limit, 0));
    expectTruth(timeline, server);
  }
  expect(timeline.messages).toEqual(server.messages());
}
