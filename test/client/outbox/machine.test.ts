import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../../client/src/outbox/entry.ts';
import { step } from '../../../client/src/outbox/machine.ts';
import { emptyOutbox, type OutboxEvent, type OutboxState } from '../../../client/src/outbox/outbox-state.ts';
import { at, type EventName, events, type RowName, rows, stateWith, told } from './rows.ts';
import { acknowledged, after, asMap, failed, four, moment } from './steps.ts';
import { transitions } from './transition-table.ts';

// Objects with these exact keys, which `keys` widens to string.
const rowNames = Object.keys(rows) as RowName[];
const eventNames = Object.keys(events(rows.queued)) as EventName[];

describe.each(rowNames)('%s', (rowName) => {
  test.each(eventNames)('%s', (eventName) => {
    const row: OutboxEntry = rows[rowName];
    const event = events(row)[eventName];
    const [state, effects] = step(stateWith(row), event, moment({ rows: [row], chance: 1 }));
    const after = state.rows.get(row.id);
    const others = [...state.rows.values()].filter(({ id }) => id !== row.id);
    const said = [
      after === row ? '=' : told(after),
      ...(state.landing.has(row.id) ? ['landing'] : []),
      ...others.map((other) => `+ ${told(other)}`),
      ...[...state.sent.values()].map(({ state: shown }) => `+ ${shown}`),
      ...(effects.announced.length > 0 ? ['announced'] : []),
      ...effects.tries.filter(({ entry }) => entry.id === row.id).map(({ isRetry }) => (isRetry ? 'retry' : 'try')),
      ...effects.aborts.map(() => 'abort'),
      ...(effects.denied ? [effects.denied] : []),
      ...(state.pausedUntil > 0 ? ['pause'] : []),
    ];
    expect(said.join(', ')).toBe(transitions[rowName][eventName]);
    // What is to be stored is what is known afterwards.
    const changed = new Map<string, OutboxEntry | null>(others.map((other) => [other.id, other]));
    if (after !== row) changed.set(row.id, after ?? state.landing.get(row.id) ?? null);
    expect(effects.changes).toEqual(changed);
  });
});

describe('tries', () => {
  test('go one after the other within a channel, and side by side over channels', () => {
    const [, { tries }] = step(emptyOutbox, { type: 'flush-started' }, moment({ rows: four() }));
    expect(tries.map(({ entry }) => entry.id)).toEqual(['A', 'C', 'D']);
    expect(tries).toEqual(
      tries.map(({ entry }, index) => ({ entry, number: index + 1, isRetry: false, deadlineMs: 10_000 })),
    );
  });

  test('are no more at once than there may be', () => {
    const [state, { tries }] = step(emptyOutbox, { type: 'flush-started' }, moment({ rows: four(), lanes: 2 }));
    expect(tries.map(({ entry }) => entry.id)).toEqual(['A', 'C']);
    const next = after(state, acknowledged('C', 1, 2), { lanes: 2 });
    expect(next.effects.tries.map(({ entry }) => entry.id)).toEqual(['D']);
  });

  test('wait behind the head of their channel, and not behind what is refused', () => {
    const started = after({ ...emptyOutbox, rows: asMap(four()) }, { type: 'flush-started' });
    const lost = after(started.state, failed('A', { code: 'NETWORK', retryable: true }));
    expect(lost.effects.tries).toEqual([]);
    expect(lost.effects.wakeAt).toBe(at + 250);
    const refused = after(started.state, failed('A', { code: 'CHANNEL_ARCHIVED', retryable: false }));
    expect(refused.effects.tries.map(({ entry }) => entry.id)).toEqual(['B']);
  });

  test('after the first say so, also where a tab died in between', () => {
    const row = { ...rows.sending, triedAt: at - 10 };
    const [, { tries }] = step(emptyOutbox, { type: 'flush-started' }, moment({ rows: [row] }));
    expect(tries.map(({ entry, isRetry }) => [entry.attempts, isRetry])).toEqual([[2, true]]);
  });

  test('are not made by a tab that does not send', () => {
    expect(step(emptyOutbox, { type: 'timer-fired' }, moment({ rows: four() }))[1].tries).toEqual([]);
  });

  test('are at most three in ten seconds for one entry, however often there is reason to hope', () => {
    let state: OutboxState = { ...emptyOutbox, rows: asMap([rows.queued]) };
    const triedAt: number[] = [];
    const take = (event: OutboxEvent, ms: number) => {
      const next = after(state, event, { at: at + ms, chance: 0 });
      state = next.state;
      triedAt.push(...next.effects.tries.map(() => at + ms));
    };
    take({ type: 'flush-started' }, 0);
    for (let ms = 0; ms < 60_000; ms += 500) {
      const number = state.tries.get('A')?.number;
      if (number) take(failed('A', { code: 'NETWORK', retryable: true }, number), ms);
      take({ type: 'resumed' }, ms);
    }
    for (const [index, time] of triedAt.entries()) {
      const fourth = triedAt[index + 3];
      if (fourth !== undefined) expect(fourth - time).toBeGreaterThanOrEqual(10_000);
    }
    expect(triedAt.length).toBeGreaterThan(15);
  });

  test('of a limited sender come when the service says, or half as late again', () => {
    const limit = failed('A', { code: 'SEND_LIMIT', retryable: true, retryAfterMs: 200 });
    const { state } = after({ ...emptyOutbox, rows: asMap([rows.queued]) }, { type: 'flush-started' });
    expect(after(state, limit, { chance: 0 }).effects.wakeAt).toBe(at + 200);
    expect(after(state, limit, { chance: 1 }).effects.wakeAt).toBe(at + 300);
  });

  test('all wait for a session, and go on with the first word of one', () => {
    const { state } = after({ ...emptyOutbox, rows: asMap(four()) }, { type: 'flush-started' }, { lanes: 1 });
    const paused = after(state, failed('A', { code: 'SESSION_REQUIRED', retryable: false }), { lanes: 1 });
    expect([paused.effects.tries, paused.effects.wakeAt]).toEqual([[], at + 60_000]);
    expect(after(paused.state, { type: 'resumed' }).effects.tries.map(({ entry }) => entry.id)).toEqual([
      'A',
      'C',
      'D',
    ]);
  });

  test('do not wait for a clock that was put back', () => {
    const { state } = after({ ...emptyOutbox, rows: asMap([rows.queued]) }, { type: 'flush-started' });
    const lost = after(state, failed('A', { code: 'NETWORK', retryable: true }));
    const back = after(lost.state, { type: 'timer-fired' }, { at: at - 600_000 });
    expect(back.effects.tries.map(({ entry }) => entry.id)).toEqual(['A']);
  });

  test('that delete wait until the try that nobody answered can not arrive any more', () => {
    const row = rows['queued, lost'];
    const start: OutboxState = { ...emptyOutbox, rows: asMap([row]), isFlushing: true, pausedUntil: at + 1 };
    const gone = after(start, { type: 'discarded', id: 'A', isChangeAlone: false }, { at: at + 2 });
    expect([gone.effects.tries, gone.effects.wakeAt]).toEqual([[], row.mayLandUntil]);
    const due = after(gone.state, { type: 'timer-fired' }, { at: row.mayLandUntil });
    expect(due.effects.tries.map(({ entry }) => entry.kind)).toEqual(['delete']);
  });

  test('are refused for good after five answers that make no sense', () => {
    let { state } = after({ ...emptyOutbox, rows: asMap([rows.queued]) }, { type: 'flush-started' });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(state.rows.get('A')?.state).toBe('sending');
      ({ state } = after(state, failed('A', { code: 'UNKNOWN', retryable: false }, attempt), {
        at: at + attempt * 10_000,
      }));
      ({ state } = after(state, { type: 'timer-fired' }, { at: at + attempt * 10_000 + 9_999 }));
    }
    expect(told(state.rows.get('A'))).toBe('refused lost UNKNOWN');
  });
});

describe('an outbox', () => {
  test('takes so many rows and no more', () => {
    const enqueued: OutboxEvent = { type: 'enqueued', draft: { id: 'E', channelId: 'x', content: '' } };
    expect(step(emptyOutbox, enqueued, moment({ rows: four(), limit: 4 }))[1].denied).toBe('full');
    expect(step(emptyOutbox, enqueued, moment({ rows: four(), limit: 5 }))[1].denied).toBeNull();
  });

  test('puts a new row behind all others, whatever the clock and the id say', () => {
    const draft = { id: '0', channelId: 'harbor', content: '' };
    const [state] = step(emptyOutbox, { type: 'enqueued', draft }, moment({ rows: four(), at: 0 }));
    expect([...state.rows.keys()]).toEqual(['A', 'B', 'C', 'D', '0']);
  });

  test('keeps as the same objects the rows that did not change', () => {
    const { state } = after({ ...emptyOutbox, rows: asMap(four()) }, { type: 'resumed' });
    const copies = structuredClone([...state.rows.values()]);
    expect([...step(state, { type: 'resumed' }, moment({ rows: copies }))[0].rows.values()]).toSatisfy((kept) =>
      (kept as OutboxEntry[]).every((row) => state.rows.get(row.id) === row),
    );
  });

  test('shows as sent what another tab sent, if it showed it before', () => {
    const sent = [{ ...rows.queued, state: 'sent', seq: 7 } as const];
    const note: OutboxEvent = { type: 'told', sent, gone: ['A'] };
    const showing = step({ ...emptyOutbox, rows: asMap([rows.queued]) }, note, moment({ rows: [] }))[0];
    expect([...showing.sent.values()]).toEqual(sent);
    const entry = showing.sent.get('A') as OutboxEntry;
    expect(step(showing, { type: 'seen', seen: [{ entry }] }, moment({ rows: [] }))[0].sent.size).toBe(0);
    expect(step(emptyOutbox, note, moment({ rows: [] }))[0].sent.size).toBe(0);
  });

  test('shows what another tab took out until that tab has told what became of it', () => {
    const before = { ...emptyOutbox, rows: asMap([rows.queued]) };
    const left = step(before, { type: 'timer-fired' }, moment({ rows: [] }))[0];
    expect([...left.leaving.values()]).toEqual([{ ...rows.queued, state: 'sent' }]);
    const other = step(left, { type: 'told', sent: [], gone: ['B'] }, moment({ rows: [] }))[0];
    expect(other.leaving.size).toBe(1);
    const discarded = step(left, { type: 'told', sent: [], gone: ['A'] }, moment({ rows: [] }))[0];
    expect([discarded.leaving.size, discarded.sent.size]).toEqual([0, 0]);
    const sent = [{ ...rows.queued, state: 'sent', seq: 7 } as const];
    const stored = step(left, { type: 'told', sent, gone: ['A'] }, moment({ rows: [] }))[0];
    expect([stored.leaving.size, [...stored.sent.values()]]).toEqual([0, sent]);
  });

  test('shows no more what another tab made a deletion of, also once the service never had it', () => {
    const before = { ...emptyOutbox, rows: asMap([rows['queued, lost']]), isFlushing: true };
    const deletion = { ...rows['delete, queued'], version: rows['queued, lost'].version + 1 };
    const left = step(before, { type: 'timer-fired' }, moment({ rows: [deletion] }))[0];
    expect(left.leaving.size).toBe(0);
    const sending = step(left, { type: 'timer-fired' }, moment({ rows: [...left.rows.values()] }))[0];
    const [{ number } = { number: 0 }] = [...sending.tries.values()];
    const failure = { code: 'MESSAGE_NOT_FOUND', message: 'There is no such message.', retryable: false } as const;
    const after = step(
      sending,
      { type: 'failed', id: 'A', number, failure },
      moment({ rows: [...sending.rows.values()] }),
    )[0];
    expect([after.rows.size, after.sent.size, after.leaving.size]).toEqual([0, 0, 0]);
  });

  test.each(['done', 'discarded'])('shows an edit that another tab took out over what was sent: it was %s', (end) => {
    // An edit before this one was told with it, and is done.
    const sent = { ...rows['sending, to be edited'], state: 'sent', seq: 7 } as const;
    const edit = { ...rows['edit, queued'], content: 'new', order: 2 };
    const before = { ...emptyOutbox, rows: asMap([edit]), sent: asMap([sent]) };
    const left = step(before, { type: 'timer-fired' }, moment({ rows: [] }))[0];
    expect([[...left.sent.values()], [...left.leaving.values()]]).toEqual([[sent], [{ ...edit, state: 'sent' }]]);
    const news = end === 'done' ? [{ ...edit, state: 'sent', rev: 8 } as const] : [];
    const after = step(left, { type: 'told', sent: news, gone: ['A'] }, moment({ rows: [] }))[0];
    expect(after.leaving.size).toBe(0);
    expect([...after.sent.values()]).toEqual([
      end === 'done' ? { ...sent, content: 'new', wish: undefined, rev: 8 } : sent,
    ]);
  });

  test('lets go of what was seen, and not of what took its place meanwhile', () => {
    const [first, second] = [7, 8].map((rev) => ({ ...rows['edit, queued'], state: 'sent' as const, rev }));
    const state = { ...emptyOutbox, sent: asMap([second as OutboxEntry]) };
    const seen = step(state, { type: 'seen', seen: [{ entry: first as OutboxEntry }] }, moment({}))[0];
    expect([...seen.sent.values()]).toEqual([second]);
  });

  test('shows a message that was sent and then edited as one', () => {
    const sending = { ...emptyOutbox, rows: asMap([rows['sending, to be edited']]), isFlushing: true };
    const tries = new Map([['A', { number: 1, attempts: 1 }]]);
    const first = after({ ...sending, tries, tried: 1 }, acknowledged('A', 7)).state;
    expect([...first.sent.values()]).toMatchObject([{ kind: 'send', content: 'old', seq: 7 }]);
    expect(told(first.rows.get('A'))).toBe('edit sending "new"');
    const second = after(first, acknowledged('A', 8, 2)).state;
    expect([...second.sent.values()]).toMatchObject([{ kind: 'send', content: 'new', seq: 7, rev: 8 }]);
  });

  test('shows so many as sent and no more: the oldest go first', () => {
    const sent = four().map((row, index) => ({ ...row, state: 'sent' as const, seq: index }));
    const { state } = after({ ...emptyOutbox, sent: asMap(sent) }, { type: 'timer-fired' }, { limit: 3 });
    expect([...state.sent.keys()]).toEqual(['A', 'C', 'B']);
  });
});

test('an answer that comes after its try was given up does not count for the next one', () => {
  const tries = new Map([['A', { number: 1, attempts: 1 }]]);
  const row = rows['sending, to be edited'];
  const start = { ...emptyOutbox, rows: asMap([row]), isFlushing: true, tries, tried: 1 };
  const seen = after(start, { type: 'seen', seen: [{ entry: row, seq: 7 }] }).state;
  expect(told(seen.rows.get('A'))).toBe('edit sending "new"');
  expect(told(after(seen, acknowledged('A', 7)).state.rows.get('A'))).toBe('edit sending "new"');
});
