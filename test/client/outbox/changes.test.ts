import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../../client/src/outbox/entry.ts';
import { step } from '../../../client/src/outbox/machine.ts';
import { emptyOutbox, type OutboxEvent } from '../../../client/src/outbox/outbox-state.ts';
import { at, rows, told } from './rows.ts';
import { acknowledged, after, asMap, failed, four, moment, storedIn } from './steps.ts';

/** A tab that sends, and not now. */
const paused = { ...emptyOutbox, isFlushing: true, pausedUntil: at + 1_000 };

describe('a change of a stored message', () => {
  const edited: OutboxEvent = { type: 'edited', id: 'M', channelId: 'harbor', content: 'new' };
  const removed: OutboxEvent = { type: 'removed', id: 'M', channelId: 'harbor' };
  const reaction = (isOn: boolean, isStored: boolean | null): OutboxEvent => {
    return { type: 'reacted', channelId: 'harbor', reaction: { messageId: 'M', emoji: '❤️', isOn }, isStored };
  };

  test.each([
    ['an edit', edited, 'edit queued "new"'],
    ['a deletion', removed, 'delete queued'],
    ['a reaction', reaction(true, false), 'react queued on'],
    ['a reaction that is taken off', reaction(false, true), 'react queued off'],
    ['a reaction of which nobody knows', reaction(false, null), 'react queued off'],
  ])('becomes a row: %s', (_, event, row) => {
    expect([...step(emptyOutbox, event, moment({}))[0].rows.values()].map(told)).toEqual([row]);
    expect(step(emptyOutbox, event, moment({ rows: four(), limit: 4 }))[1].denied).toBe('full');
  });

  test.each([true, false])('is none where the reaction is as it is stored: %s', (isOn) => {
    expect(step(paused, reaction(isOn, isOn), moment({}))[0].rows.size).toBe(0);
  });

  test('goes away with the wish that undoes it, while nothing was sent', () => {
    const { state } = after(paused, reaction(true, false));
    expect(after(state, reaction(false, false)).state.rows.size).toBe(0);
  });

  test.each([
    ['in the tab that sends', paused],
    ['in another tab', emptyOutbox],
  ])('stays for a lost try of the one before it, though it seems to change nothing: %s', (_, tab) => {
    const row = rows['react, sending'];
    const tries = new Map([[row.id, { number: 1, attempts: 1 }]]);
    const start = { ...paused, rows: asMap([row]), tries, tried: 1 };
    const gone = after(start, { type: 'discarded', id: row.id, isChangeAlone: false }).state;
    const wish = (isOn: boolean): OutboxEvent => {
      return { type: 'reacted', channelId: 'harbor', reaction: { ...row.reaction, isOn }, isStored: false };
    };
    const off = after({ ...tab, landing: gone.landing }, wish(false)).state;
    expect([...off.rows.values()].map(told)).toEqual(['react queued off lost']);
    const twice = after(after({ ...tab, landing: gone.landing }, wish(true)).state, wish(false)).state;
    expect([...twice.rows.values()].map(told)).toEqual(['react queued off lost']);
  });

  test('waits for a lost try of one that another tab discarded', () => {
    const row = rows['edit, sending'];
    const tries = new Map([['A', { number: 1, attempts: 1 }]]);
    const start = { ...emptyOutbox, isFlushing: true, rows: asMap([row]), tries, tried: 1 };
    const discarded: OutboxEvent = { type: 'discarded', id: 'A', isChangeAlone: true };
    const other = after({ ...emptyOutbox, rows: asMap([row]) }, discarded).state;
    expect([other.rows.size, [...other.landing.keys()]]).toEqual([0, ['A']]);
    const [left, { aborts }] = step(start, { type: 'timer-fired' }, moment({ rows: storedIn(other) }));
    expect(aborts).toEqual(['A']);
    const next = after(left, { ...edited, id: 'A' });
    expect([next.effects.tries, next.effects.wakeAt]).toEqual([[], row.triedAt + 40_000]);
  });

  test('waits for a lost try also where the tab died that made it, and no longer than it may land', () => {
    const row = rows['edit, sending'];
    const discarded: OutboxEvent = { type: 'discarded', id: 'A', isChangeAlone: true };
    const disk = storedIn(after({ ...emptyOutbox, rows: asMap([row]) }, discarded).state);
    const [next] = step(emptyOutbox, { type: 'flush-started' }, moment({ rows: disk }));
    const early = after(next, { ...edited, id: 'A' });
    expect([early.effects.tries, early.effects.wakeAt]).toEqual([[], row.triedAt + 40_000]);
    const late = after(next, { ...edited, id: 'A' }, { at: row.triedAt + 40_000 });
    expect(late.effects.tries).toHaveLength(1);
    expect(after(next, { type: 'timer-fired' }, { at: row.triedAt + 40_000 }).effects.changes).toEqual(
      new Map([['A', null]]),
    );
  });

  test('of which another tab took out the one before is tried, whatever a timeline has of it', () => {
    const row = rows['react, sending'];
    const knowing = { ...paused, rows: asMap([row]) };
    const wish: OutboxEvent = {
      type: 'reacted',
      channelId: 'harbor',
      reaction: { ...row.reaction, isOn: false },
      isStored: false,
    };
    const [next] = step(knowing, wish, moment({ rows: [] }));
    expect([...next.rows.values()].map(told)).toEqual(['react queued off']);
    // The later wish is what is shown.
    expect(next.leaving.size).toBe(0);
  });

  describe('that was seen to be made while its try is on its way', () => {
    const row = rows['edit, sending'];
    const lost = { code: 'NETWORK', retryable: true } as const;
    const seen = (entry: OutboxEntry): OutboxEvent => ({ type: 'seen', seen: [{ entry, seq: 9 }] });
    const trying = (entry: OutboxEntry) => {
      const tries = new Map([['A', { number: 1, attempts: entry.attempts }]]);
      return { ...emptyOutbox, isFlushing: true, rows: asMap([entry]), tries, tried: 1 };
    };

    test('waits for the answer, and is done where none comes', () => {
      const waiting = after(trying(row), seen(row));
      expect([told(waiting.state.rows.get('A')), waiting.effects.aborts]).toEqual(['edit sending', []]);
      const { state, effects } = after(waiting.state, failed('A', lost));
      expect([state.rows.size, state.landing.size, state.sent.get('A')?.rev]).toEqual([0, 0, 9]);
      expect(effects.announced).toMatchObject([{ id: 'A', state: 'sent', rev: 9 }]);
    });

    test('is remembered for a second try, which may land yet', () => {
      const second = { ...row, attempts: 2, mayLandUntil: at - 1 };
      const { state } = after(after(trying(second), seen(second)).state, failed('A', lost));
      expect([state.rows.size, state.landing.get('A')?.mayLandUntil]).toEqual([0, row.triedAt + 40_000]);
    });

    test('goes on where it has changed since, and in a tab that does not send', () => {
      const newer = { ...row, version: row.version + 1 };
      const changed = after(after(trying(newer), seen(row)).state, failed('A', lost)).state;
      expect(told(changed.rows.get('A'))).toBe('edit queued lost');
      const other = after({ ...emptyOutbox, rows: asMap([row]) }, seen(row));
      expect([other.state.rows.get('A'), other.effects.changes.size]).toEqual([row, 0]);
    });
  });

  test('is one for an emoji however it is written, and one for each emoji', () => {
    const { state } = after(emptyOutbox, reaction(true, false));
    const bare: OutboxEvent = {
      ...reaction(true, false),
      type: 'reacted',
      channelId: 'harbor',
      isStored: false,
      reaction: { messageId: 'M', emoji: '❤', isOn: true },
    };
    expect(after(state, bare).state.rows.size).toBe(1);
    expect(after(state, { ...bare, reaction: { ...bare.reaction, emoji: '👍' } }).state.rows.size).toBe(2);
  });

  test('is measured by what was done before it, where no timeline has that yet', () => {
    const on = { ...rows['react, queued'], id: 'M/❤', reaction: { messageId: 'M', emoji: '❤️', isOn: true } };
    const sent = asMap([{ ...on, state: 'sent', rev: 0, at: '2020' }]);
    expect(step({ ...paused, sent }, reaction(true, false), moment({}))[0].rows.size).toBe(0);
    const off = step({ ...paused, sent }, reaction(false, false), moment({}))[0];
    // Its answer may not say when the reaction came to be there: the one before it did.
    expect([...off.rows.values()]).toMatchObject([{ at: '2020', reaction: { isOn: false } }]);
  });

  test('goes side by side with others, also of one message', () => {
    const flushing = { ...emptyOutbox, isFlushing: true };
    const first = after(flushing, edited);
    const second = after(first.state, reaction(true, false));
    expect([first, second].flatMap(({ effects }) => effects.tries.map(({ entry }) => entry.kind))).toEqual([
      'edit',
      'react',
    ]);
  });

  test('is not taken where the message is still to be sent, or to be deleted', () => {
    const queued = { ...rows.queued, id: 'M' };
    expect(step(emptyOutbox, reaction(true, null), moment({ rows: [queued] }))[1].denied).toBe('gone');
    const { state } = after(emptyOutbox, removed);
    expect(after(state, reaction(true, null)).effects.denied).toBe('gone');
    expect(after(state, edited).effects.denied).toBe('gone');
  });

  test.each([
    ['acknowledged', acknowledged('A/👍', 0)],
    ['discarded', { type: 'discarded', id: 'A/👍', isChangeAlone: true } as const],
  ])('waits for a lost try of the one before it, though that was %s', (_, event) => {
    const row = rows['react, sending, lost'];
    const tries = new Map([[row.id, { number: 1, attempts: row.attempts }]]);
    const before = after({ ...emptyOutbox, rows: asMap([row]), isFlushing: true, tries, tried: 1 }, event);
    const wish: OutboxEvent = {
      type: 'reacted',
      channelId: 'harbor',
      reaction: { ...row.reaction, isOn: false },
      isStored: true,
    };
    const off = after(before.state, wish);
    const until = event.type === 'discarded' ? row.triedAt + 40_000 : row.mayLandUntil;
    expect([off.effects.tries, off.effects.wakeAt]).toEqual([[], until]);
    expect(after(off.state, { type: 'timer-fired' }, { at: until }).effects.tries).toHaveLength(1);
  });

  test('gives way to a deletion while nothing of it was sent', () => {
    const { state } = after(emptyOutbox, reaction(true, false));
    expect([...after(state, removed).state.rows.values()].map(told)).toEqual(['delete queued']);
  });
});
