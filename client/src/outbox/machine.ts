import { type OutboxDraft, type OutboxEntry, laneOf, reactionId } from './entry.ts';
import { begun, discarded, done, edited, isOpen, lost, mayLand, reacted, removed, retried } from './entry-steps.ts';
import type { OutboxEffects, OutboxEvent, OutboxState } from './outbox-state.ts';
import { earliest, fail, succeed, withSent } from './try-ends.ts';
import { type Draft, isAhead, isTrying, noteLanding, type OutboxMoment, replace, type Work } from './work.ts';

/** AppSync answers within 30 s or never, and people wait for less. */
const deadlineMs = 10_000;
/** Browsers err: some call a machine offline whose network they do not know. */
const offlinePauseMs = 30_000;

/** The outbox, as a pure function: what `event`, happening in `moment`, makes of `state`. */
export function step(
  state: OutboxState,
  event: OutboxEvent,
  moment: OutboxMoment,
): readonly [state: OutboxState, effects: OutboxEffects] {
  const stored = entriesById(moment.rows, state.rows);
  const [rows, landing] = [new Map(stored), new Map<string, OutboxEntry>()];
  for (const entry of stored.values()) {
    if (entry.isOver && rows.delete(entry.id)) landing.set(entry.id, entry);
  }
  const draft: Draft = {
    ...state,
    rows,
    landing,
    sent: new Map(state.sent),
    leaving: withLeaving(state, rows),
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

/** In order. What did not change stays the same object, so that those who show it see that. */
function entriesById(rows: readonly OutboxEntry[], known: OutboxState['rows']): Map<string, OutboxEntry> {
  const same = (row: OutboxEntry) => {
    const held = known.get(row.id);
    return held?.version === row.version ? held : row;
  };
  return new Map([...rows].sort((a, b) => a.order - b.order).map((row) => [row.id, same(row)]));
}

/**
 * With what another tab took out, or made an edit of a stored message. It is taken for done until that tab has told. What is to be deleted
 * is shown no more, whether it was stored or not.
 */
function withLeaving({ rows, leaving }: OutboxState, present: OutboxState['rows']): Map<string, OutboxEntry> {
  const all = new Map(leaving);
  for (const [id, row] of rows) {
    const kind = present.get(id)?.kind;
    const isLeaving = !kind || (kind === 'edit' && row.kind === 'send');
    if (isLeaving && row.state !== 'refused') all.set(id, { ...row, state: 'sent' });
  }
  return all;
}

function lostIfSending(row: OutboxEntry): OutboxEntry {
  return row.state === 'sending' ? lost(row) : row;
}

function take(work: Work, event: OutboxEvent, before: OutboxState): void {
  const { draft, effects, moment } = work;
  const { rows, sent, leaving, waits, tries } = draft;
  const { at } = moment;
  switch (event.type) {
    case 'enqueued':
      if ([rows, sent, leaving].some((known) => known.has(event.draft.id))) return;
      return add(work, { ...event.draft, kind: 'send' });
    case 'edited': {
      const { id, channelId, content } = event;
      if (rows.has(id)) wish(work, id, (row) => edited(row, content));
      else add(work, { id, channelId, content, kind: 'edit' });
      return;
    }
    case 'removed': {
      const { id, channelId } = event;
      for (const row of rows.values()) if (row.reaction?.messageId === id && isOpen(row)) rows.delete(row.id);
      if (rows.has(id)) wish(work, id, removed);
      else add(work, { id, channelId, content: '', kind: 'delete' });
      return;
    }
    case 'reacted':
      return react(work, event);
    case 'discarded':
      return wish(work, event.id, (row) => discarded(row, event.isChangeAlone));
    case 'retried':
      return wish(work, event.id, retried);
    case 'acknowledged':
    case 'failed': {
      const row = rows.get(event.id);
      if (!row || !isTrying(draft, row, event.number)) return;
      const seenRev = tries.get(row.id)?.seenRev;
      tries.delete(row.id);
      if (event.type === 'acknowledged') succeed(work, row, event.answer);
      else if (seenRev === undefined) fail(work, row, event.failure);
      // It may have been an earlier try that was seen to be done, and this one may yet land.
      else succeed(work, row.attempts > 1 ? mayLand(row) : row, { seq: seenRev });
      return;
    }
    case 'seen':
      for (const { entry, seq } of event.seen) {
        for (const shown of [sent, leaving]) if (shown.get(entry.id) === entry) shown.delete(entry.id);
        const row = rows.get(entry.id);
        if (row?.kind !== 'send') {
          if (row?.version === entry.version) seeChange(work, row, seq);
          continue;
        }
        replace(rows, row, done(row));
        // What was wished of it is the row that it left behind.
        effects.announced.push({ ...row, state: 'sent', wish: undefined, ...(seq !== undefined && { seq }) });
      }
      return;
    case 'told':
      // What this tab does not show, it has seen in the channel already, or will.
      for (const row of event.sent) {
        const isShown = [before.rows, sent, leaving].some((known) => known.has(row.id));
        if (isShown) sent.set(row.id, withSent(sent.get(row.id), row));
        if (leaving.get(row.id)?.kind === row.kind) leaving.delete(row.id);
      }
      for (const id of event.gone) leaving.delete(id);
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
    case 'forgotten':
      rows.clear();
      draft.landing.clear();
      leaving.clear();
      return sent.clear();
    case 'timer-fired':
      return;
    default:
      event satisfies never;
  }
}

/** A change was seen to be done. Its answer is waited for all the same: breaking a try off costs a connection. */
function seeChange(work: Work, row: OutboxEntry, rev = 0): void {
  const { tries } = work.draft;
  const known = tries.get(row.id);
  if (row.state !== 'sending') succeed(work, row, { seq: rev });
  else if (known) tries.set(row.id, { ...known, seenRev: rev });
}

type NewRow = OutboxDraft & Pick<OutboxEntry, 'kind' | 'reaction' | 'at'>;

/** A new row, behind all others. */
function add({ draft, effects, moment }: Work, row: NewRow): void {
  const { rows, leaving, landing } = draft;
  const { at, limit } = moment;
  if (rows.size >= limit) return void (effects.denied = 'full');
  const last = [...rows.values()].at(-1);
  const order = Math.max(at, (last?.order ?? 0) + 1);
  const { mayLandUntil, version = at } = landing.get(row.id) ?? {};
  landing.delete(row.id);
  // A later wish counts, whatever became of the one before.
  if (leaving.get(row.id)?.kind !== 'send') leaving.delete(row.id);
  // The version is one that no earlier row of this id can have had.
  const known = { version: Math.max(at, version), mayLandUntil };
  rows.set(row.id, { ...row, ...known, createdAt: at, order, state: 'queued', attempts: 0 });
}

/** What a person wishes for one row. Null = it goes. Undefined = it can not be. */
function wish(work: Work, id: string, change: (row: OutboxEntry) => OutboxEntry | null | undefined): void {
  const { rows } = work.draft;
  const row = rows.get(id);
  const next = row && change(row);
  if (!row || next === undefined) work.effects.denied = 'gone';
  else replace(rows, row, next);
  if (row && next === null) noteLanding(work, lostIfSending(row));
}

/** Of a message that is not stored yet, or is to be deleted, nobody wants to wait for a reaction. */
function react(work: Work, { channelId, reaction, isStored }: Extract<OutboxEvent, { type: 'reacted' }>): void {
  const { rows, sent, leaving, landing, isFlushing } = work.draft;
  const { messageId, emoji, isOn } = reaction;
  const message = rows.get(messageId);
  if (message?.kind === 'send' || (message?.kind === 'delete' && !message.reason)) {
    work.effects.denied = 'gone';
    return;
  }
  const id = reactionId(messageId, emoji);
  const last = sent.get(id);
  // A try that was given up may still change what is there, and of what another tab took out, it alone knows whether it was done.
  const isKnown = isFlushing && !leaving.has(id) && !landing.has(id);
  const was = isKnown ? (last?.reaction?.isOn ?? isStored) : null;
  if (rows.has(id)) wish(work, id, (row) => reacted(row, isOn, was));
  else if (isOn !== was)
    add(work, { id, channelId, content: '', kind: 'react', reaction, ...(last && { at: last.at }) });
}

/** A try whose row was seen in the channel, discarded or taken over by another tab is of no use. Nor is the wait of an empty lane. */
function forgetWhatEnded({ draft, effects, moment }: Work): void {
  const lanes = new Set([...draft.rows.values()].map(laneOf));
  for (const lane of draft.waits.keys()) if (!lanes.has(lane)) draft.waits.delete(lane);
  for (const [id, { number }] of draft.tries) {
    if (isTrying(draft, draft.rows.get(id), number)) continue;
    draft.tries.delete(id);
    effects.aborts.push(id);
  }
  for (const [id, { mayLandUntil = 0 }] of draft.landing) {
    if (!isAhead(mayLandUntil, moment.at)) draft.landing.delete(id);
    else if (draft.isFlushing) effects.wakeAt = Math.min(effects.wakeAt, mayLandUntil);
  }
  // Where nobody looks at a channel, nobody sees what was sent there.
  for (const shown of [draft.sent, draft.leaving])
    for (const id of shown.keys()) if (shown.size > moment.limit) shown.delete(id);
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
    const isFirst = row.kind !== 'send' && row.attempts === 0;
    const landedAt = isFirst ? (row.mayLandUntil ?? 0) : 0;
    const dueAt = Math.max(waits.get(lane)?.dueAt ?? 0, landedAt, pausedUntil);
    if (row.state === 'sending') continue;
    if (isAhead(dueAt, at)) effects.wakeAt = Math.min(effects.wakeAt, dueAt);
    else if (tries.size < lanes) {
      const entry = begun(row, at);
      replace(rows, row, entry);
      const number = (draft.tried += 1);
      tries.set(entry.id, { number, attempts: entry.attempts });
      effects.tries.push({ entry, number, isRetry: entry.attempts > 1, deadlineMs });
    }
  }
}

/** What changed against the store. Each entry that did gets its next version. */
function noteChanges({ draft: { rows, landing }, effects: { changes } }: Work, stored: OutboxState['rows']): void {
  for (const id of stored.keys()) if (!rows.has(id) && !landing.has(id)) changes.set(id, null);
  for (const entries of [rows, landing]) {
    for (const [id, entry] of entries) {
      if (entry === stored.get(id)) continue;
      const next = { ...entry, version: entry.version + 1 };
      entries.set(id, next);
      changes.set(id, next);
    }
  }
}
