import { backOffMs } from '../back-off.ts';
import { done, lost, refused, unwritten } from './entry-steps.ts';
import { laneOf, type OutboxEntry } from './entry.ts';
import type { OutboxAnswer, OutboxFailure } from './outbox-state.ts';
import { outcomeOf } from './outcome.ts';
import { isAhead, longestWaitMs, noteLanding, replace, type Work } from './work.ts';

/** Not more than three tries of one entry in so long, whatever one hopes. */
const threeTriesMs = 10_000;
/** Somebody may have signed in and nobody told. */
const sessionPauseMs = 60_000;
/** After so many failures, an answer that makes no sense is final. */
const puzzledTries = 5;
/** More failures than that make no difference. */
const rememberedTries = 8;

/** A try was answered: what it was for is done. */
export function succeed(work: Work, row: OutboxEntry, answer: OutboxAnswer): void {
  const { draft, effects } = work;
  const known = { ...row, at: answer.at ?? row.at };
  draft.waits.delete(laneOf(row));
  replace(draft.rows, row, done(known));
  noteLanding(work, row);
  // Of a message that was never stored there is nothing to see.
  if (row.kind === 'delete' && answer.seq === 0) return;
  const place = row.kind === 'send' ? { seq: answer.seq } : { rev: answer.seq };
  const sent: OutboxEntry = { ...known, state: 'sent', wish: undefined, ...place };
  draft.sent.set(row.id, withSent(draft.sent.get(row.id), sent));
  effects.announced.push(sent);
}

/** A try ended without being done. */
export function fail(work: Work, row: OutboxEntry, failure: OutboxFailure): void {
  const { rows, waits } = work.draft;
  const { at, chance } = work.moment;
  const { code, message, retryable, retryAfterMs = 0 } = failure;
  const lane = laneOf(row);
  const triedAt = [...(waits.get(lane)?.triedAt ?? []), row.triedAt ?? at].slice(-rememberedTries);
  let waitMs = Math.min(retryAfterMs * (1 + chance / 2), longestWaitMs) || backOffMs(triedAt.length, () => chance);
  let outcome = outcomeOf(row, failure);
  if (outcome === 'puzzling' && triedAt.length < puzzledTries) outcome = 'lost';
  // A try that nobody answered may still be on its way, and arrive when this one would no longer be refused.
  const landsAt = row.mayLandUntil ?? 0;
  if (outcome === 'refused' && isAhead(landsAt, at)) {
    outcome = 'limited';
    waitMs = landsAt - at;
  }
  if (outcome === 'no-session') work.draft.pausedUntil = at + sessionPauseMs;
  switch (outcome) {
    case 'done':
      return succeed(work, row, { seq: 0 });
    case 'refused':
    case 'puzzling':
      waits.delete(lane);
      return replace(rows, row, refused(row, { code, message, retryable }, outcome === 'refused'));
    case 'no-session':
    case 'lost':
    case 'limited':
      waits.set(lane, { triedAt, dueAt: Math.max(at + waitMs, earliest(triedAt)) });
      return replace(rows, row, outcome === 'lost' ? lost(row) : unwritten(row));
    default:
      outcome satisfies never;
  }
}

/** When a lane may be tried again at the earliest, after tries that began then. */
export function earliest(triedAt: readonly number[]): number {
  return (triedAt.at(-3) ?? -threeTriesMs) + threeTriesMs;
}

/** What is shown until a timeline has it. What was sent and then edited stays one message, with the text that it has now. */
export function withSent(before: OutboxEntry | undefined, row: OutboxEntry): OutboxEntry {
  if (row.kind !== 'edit' || before?.kind !== 'send') return row;
  return { ...before, content: row.content, wish: undefined, rev: row.rev ?? 0 };
}
