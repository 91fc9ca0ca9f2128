import { backOffMs } from '../connection/back-off.ts';
import { type OutboxEntry, laneOf } from './entry.ts';
import { begun, discarded, done, edited, lost, refused, retried, unwritten } from './entry-steps.ts';
import type { LaneWait, OutboxEffects, OutboxEvent, OutboxFailure, OutboxState } from './outbox-state.ts';
import { outcomeOf } from './outcome.ts';

/** What a step is taken under. */
export interface OutboxMoment {
  /** Now, in milliseconds of the wall clock. */
  readonly at: number;
  /** From 0 up to 1, drawn for this step. */
  readonly chance: number;
  /** What the store holds now, in any order: another tab may have changed it. */
  readonly rows: readonly OutboxEntry[];
  /** Lanes that are tried at once. */
  readonly lanes: number;
  /** Rows that there may be. */
  readonly limit: number;
}

/** AppSync answers within 30 s or never, and people wait for less. */
const deadlineMs = 10_000;
/** Not more than three tries of one entry in so long, whatever one hopes. */
const threeTriesMs = 10_000;
/** Somebody may have signed in and nobody told. */
const sessionPauseMs = 60_000;
/** Browsers err: some call a machine offline whose network they do not know. */
const offlinePauseMs = 30_000;
/** No wait is longer. One that seems so was begun before the clock was put back. */
const longestWaitMs = 60_000;
/** After so many failures, an answer that makes no sense is final. */
const puzzledTries = 5;
/** More failures than that make no difference. */
const rememberedTries = 8;

/** The outbox, as a pure function: what `event`, happening in `moment`, makes of `state`. */
export function step(
  state: OutboxState,
  event: OutboxEvent,
  moment: OutboxMoment,
): readonly [state: OutboxState, effects: OutboxEffects] {
  const stored = rowsById(moment.rows, state.rows);
  const draft: Draft = {
    ...state,
    rows: new Map(stored),
    sent: new Map(state.sent),
    waits: new Map(state.waits),
    tries: new Map(state.tries),
  };
  const effects: OutboxEffects = {
    changes: new Map(),
    tries: [],
    aborts: [],
    announced: [],
    wakeAt: Infinity,
    denied: null,
  };
  const work: Work = { draft, effects, moment };
  take(work, event, state);
  forgetWhatEnded(work);
  if (draft.isFlushing) startTries(work);
  noteChanges(work, stored);
  return [draft, effects];
}

/** A state on its way to the next one. */
interface Draft extends OutboxState {
  readonly rows: Map<string, OutboxEntry>;
  readonly sent: Map<string, OutboxEntry>;
  isFlushing: boolean;
  pausedUntil: number;
  readonly waits: Map<string, LaneWait>;
  readonly tries: Map<string, number>;
}

/** A step on its way. */
interface Work {
  readonly draft: Draft;
  readonly effects: OutboxEffects;
  readonly moment: OutboxMoment;
}

/** In order. What did not change stays the same object, so that those who show it see that. */
function rowsById(rows: readonly OutboxEntry[], known: OutboxState['rows']): Map<string, OutboxEntry> {
  const same = (row: OutboxEntry) => {
    const held = known.get(row.id);
    return held?.version === row.version ? held : row;
  };
  return new Map([...rows].sort((a, b) => a.order - b.order).map((row) => [row.id, same(row)]));
}

function take(work: Work, event: OutboxEvent, before: OutboxState): void {
  const { draft, effects, moment } = work;
  const { rows, sent, waits, tries } = draft;
  const { at } = moment;
  switch (event.type) {
    case 'enqueued': {
      const { id } = event.draft;
      if (rows.has(id) || sent.has(id)) return;
      if (rows.size >= moment.limit) return void (effects.denied = 'full');
      const last = [...rows.values()].at(-1);
      const order = Math.max(at, (last?.order ?? 0) + 1);
      // The version is one that no earlier row of this id can have had.
      const born = { kind: 'send', createdAt: at, order, version: at, state: 'queued', attempts: 0 } as const;
      rows.set(id, { ...event.draft, ...born });
      return;
    }
    case 'edited':
      return wish(work, event.id, (row) => edited(row, event.content));
    case 'discarded':
      return wish(work, event.id, (row) => discarded(row, event.isEditAlone));
    case 'retried':
      return wish(work, event.id, retried);
    case 'acknowledged':
    case 'failed': {
      const row = rows.get(event.id);
      if (!row || !isTrying(draft, row, event.attempt)) return;
      tries.delete(row.id);
      if (event.type === 'failed') fail(work, row, event.failure);
      else succeed(work, row, event.seq);
      return;
    }
    case 'seen':
      for (const id of event.ids) {
        sent.delete(id);
        const row = rows.get(id);
        if (row?.kind !== 'send') continue;
        replace(rows, row, done(row));
        effects.announced.push({ ...row, state: 'sent' });
      }
      return;
    case 'told':
      // What this tab does not show, it has seen in the channel already, or will.
      for (const row of event.sent) if (before.rows.has(row.id) && !rows.has(row.id)) sent.set(row.id, row);
      return;
    case 'resumed':
      draft.pausedUntil = 0;
      for (const [lane, { triedAt }] of waits)
        waits.set(lane, { triedAt: triedAt.slice(-3), dueAt: earliest(triedAt) });
      return;
    case 'went-offline':
      draft.pausedUntil = at + offlinePauseMs;
      return;
    case 'flush-started':
      draft.isFlushing = true;
      for (const row of rows.values()) if (row.state === 'sending') replace(rows, row, lost(row));
      return;
    case 'timer-fired':
      return;
    default:
      event satisfies never;
  }
}

/** What a person wishes for one row. Null = it goes. Undefined = it can not be. */
function wish(work: Work, id: string, change: (row: OutboxEntry) => OutboxEntry | null | undefined): void {
  const { rows } = work.draft;
  const row = rows.get(id);
  const next = row && change(row);
  if (!row || next === undefined) work.effects.denied = 'gone';
  else replace(rows, row, next);
}

function succeed({ draft, effects }: Work, row: OutboxEntry, seq: number): void {
  draft.waits.delete(laneOf(row));
  const next = done(row);
  replace(draft.rows, row, next);
  if (row.kind !== 'send' || next) return;
  const sent: OutboxEntry = { ...row, state: 'sent', seq };
  draft.sent.set(row.id, sent);
  effects.announced.push(sent);
}

function fail(work: Work, row: OutboxEntry, failure: OutboxFailure): void {
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
      return succeed(work, row, 0);
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
function earliest(triedAt: readonly number[]): number {
  return (triedAt.at(-3) ?? -threeTriesMs) + threeTriesMs;
}

/** A try whose row was seen in the channel, discarded or taken over by another tab is of no use. Nor is the wait of an empty lane. */
function forgetWhatEnded({ draft, effects }: Work): void {
  const lanes = new Set([...draft.rows.values()].map(laneOf));
  for (const lane of draft.waits.keys()) if (!lanes.has(lane)) draft.waits.delete(lane);
  for (const [id, attempt] of draft.tries) {
    if (isTrying(draft, draft.rows.get(id), attempt)) continue;
    draft.tries.delete(id);
    effects.aborts.push(id);
  }
}

/** True = this tab waits for the answer to the row's `attempt`. */
function isTrying({ tries }: Draft, row: OutboxEntry | undefined, attempt: number): boolean {
  return row?.state === 'sending' && row.attempts === attempt && tries.get(row.id) === attempt;
}

/** Tries what is at the head of its lane and due, as many as may be. */
function startTries({ draft, effects, moment }: Work): void {
  const { rows, waits, tries, pausedUntil } = draft;
  const { at, lanes } = moment;
  const seen = new Set<string>();
  for (const row of rows.values()) {
    const lane = laneOf(row);
    if (row.state === 'refused' || seen.has(lane)) continue;
    seen.add(lane);
    // A change must not overtake a try that may still be on its way.
    const landedAt = row.kind !== 'send' && row.attempts === 0 ? row.mayLandUntil : 0;
    const dueAt = Math.max(waits.get(lane)?.dueAt ?? 0, landedAt ?? 0, pausedUntil);
    if (row.state === 'sending') continue;
    if (isAhead(dueAt, at)) effects.wakeAt = Math.min(effects.wakeAt, dueAt);
    else if (tries.size < lanes) {
      const entry = begun(row, at);
      replace(rows, row, entry);
      tries.set(entry.id, entry.attempts);
      effects.tries.push({ entry, isRetry: entry.attempts > 1, deadlineMs });
    }
  }
}

function isAhead(dueAt: number, at: number): boolean {
  return dueAt > at && dueAt <= at + longestWaitMs;
}

/** A row that changes keeps its place. */
function replace(rows: Draft['rows'], { id }: OutboxEntry, by: OutboxEntry | null): void {
  if (by) rows.set(id, by);
  else rows.delete(id);
}

/** What changed against the store. Each row that did gets its next version. */
function noteChanges({ draft: { rows }, effects: { changes } }: Work, stored: OutboxState['rows']): void {
  for (const [id, row] of rows) {
    if (row === stored.get(id)) continue;
    const entry = { ...row, version: row.version + 1 };
    rows.set(id, entry);
    changes.set(id, entry);
  }
  for (const id of stored.keys()) if (!rows.has(id)) changes.set(id, null);
}
