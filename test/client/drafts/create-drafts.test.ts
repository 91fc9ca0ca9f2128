import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type DraftNote, type Drafts, createDrafts } from '../../../client/src/drafts/create-drafts.ts';
import { createMemoryDrafts, type Draft, type DraftStore } from '../../../client/src/drafts/draft-store.ts';
import type { Notes } from '../../../client/src/notes.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { type HandClock, handClock, settle } from '../support/hand-clock.ts';

let clock: HandClock;
let disk: DraftStore;
let environment: FakeEnvironment;
let hearers: Map<object, (note: DraftNote) => void>;
let writes: number;

beforeEach(() => {
  clock = handClock();
  const memory = createMemoryDrafts();
  writes = 0;
  disk = {
    ...memory,
    write: (changes) => {
      writes += 1;
      return memory.write(structuredClone(changes));
    },
  };
  environment = new FakeEnvironment();
  hearers = new Map();
});

/** A tab on the one disk. What it tells arrives a little later. */
function open(limit = 500, store: DraftStore = disk): Drafts {
  const self = {};
  const notes: Notes<DraftNote> = {
    hear: (listener) => void hearers.set(self, listener),
    tell(note) {
      const copy = structuredClone(note);
      for (const [other, hear] of hearers) if (other !== self) clock.after(5, () => hear(copy));
    },
    close: () => void hearers.delete(self),
  };
  return createDrafts({ person: 'alice', store, notes, limit, clock, environment });
}

const stored = async () => new Map([...(await disk.read())].map(([channelId, { text }]) => [channelId, text]));

describe('a draft', () => {
  test('is there at once, and on the device half a second later, once for many strokes', async () => {
    const drafts = open();
    const told: (string | undefined)[] = [];
    drafts.onChange('c', () => told.push(drafts.state('c')?.text));
    for (const text of ['H', 'He', 'Hel']) drafts.set('c', { text });
    expect([drafts.state('c')?.text, told, drafts.state('d')]).toEqual(['Hel', ['H', 'He', 'Hel'], null]);
    expect(drafts.state('c')).toBe(drafts.state('c'));
    await clock.advance(499);
    expect(writes).toBe(0);
    await clock.advance(1);
    await settle();
    expect([writes, await stored()]).toEqual([1, new Map([['c', 'Hel']])]);
  });

  test('outlives a reload, with what it answers', async () => {
    const before = open();
    before.set('c', { text: 'Hello.', replyToId: 'm1' });
    before.set('d', { text: '', replyToId: 'm2' });
    before.close();
    await clock.advance(0);
    const after = open();
    expect(after.state('c')).toBeNull();
    await clock.advance(0);
    expect(after.state('c')).toMatchObject({ text: 'Hello.', replyToId: 'm1' });
    expect(after.channels().toSorted()).toEqual(['c', 'd']);
  });

  test('is stored at once where the page is left', async () => {
    const drafts = open();
    drafts.set('c', { text: 'Hello.' });
    environment.setVisible(false);
    await settle();
    expect(await stored()).toEqual(new Map([['c', 'Hello.']]));
  });

  test('that is written while the store is read stands against what it holds', async () => {
    await disk.write(
      new Map([
        ['c', { text: 'old', replyToId: null, at: 1 }],
        ['d', { text: 'old', replyToId: null, at: 1 }],
      ]),
    );
    const drafts = open();
    drafts.set('c', { text: 'new' });
    // Sent, before it was known that there was one.
    drafts.clear('d');
    await clock.advance(1_000);
    expect([drafts.state('c')?.text, drafts.state('d')]).toEqual(['new', null]);
    await settle();
    expect(await stored()).toEqual(new Map([['c', 'new']]));
  });

  test('goes where it is cleared, or has no text and answers nothing; and nothing is stored where nothing was there', async () => {
    const drafts = open();
    await settle();
    drafts.clear('c');
    drafts.set('c', { text: '' });
    await clock.advance(1_000);
    expect(writes).toBe(0);
    drafts.set('c', { text: 'Hello.' });
    drafts.set('d', { text: 'Hello.' });
    await clock.advance(1_000);
    drafts.clear('c');
    drafts.set('d', { text: '' });
    await clock.advance(1_000);
    await settle();
    expect([drafts.state('c'), drafts.state('d'), await stored()]).toEqual([null, null, new Map()]);
  });

  test('is in the other tabs as soon as it is stored, and is not brought back by an older note', async () => {
    const [a, b] = [open(), open()];
    let told = 0;
    b.onChange('c', () => (told += 1));
    a.set('c', { text: 'Hello.' });
    await clock.advance(505);
    expect([b.state('c')?.text, told]).toEqual(['Hello.', 1]);
    b.clear('c');
    const [hear] = hearers.values();
    hear?.({ kind: 'changed', changes: new Map([['c', { text: 'older', replyToId: null, at: 1 }]]) });
    await clock.advance(505);
    expect([a.state('c'), b.state('c')]).toEqual([null, null]);
  });

  test('of the oldest channels goes, where there are too many', async () => {
    const drafts = open(3);
    for (const channelId of ['a', 'b', 'c', 'd']) {
      drafts.set(channelId, { text: channelId });
      await clock.advance(10);
    }
    drafts.set('b', { text: 'again' });
    drafts.set('e', { text: 'e' });
    await clock.advance(1_000);
    await settle();
    expect(drafts.channels().toSorted()).toEqual(['b', 'd', 'e']);
    expect([...(await stored()).keys()].toSorted()).toEqual(['b', 'd', 'e']);
  });

  test('is gone from the device and all tabs where the person leaves it', async () => {
    const [a, b] = [open(), open()];
    a.set('c', { text: 'Hello.' });
    await clock.advance(1_000);
    a.set('c', { text: 'Hello again.' });
    b.set('d', { text: 'Hello.' });
    await a.forget();
    await clock.advance(1_000);
    expect([a.channels(), b.channels(), await stored()]).toEqual([[], [], new Map()]);
    a.set('c', { text: 'Anew.' });
    await clock.advance(1_000);
    expect(await stored()).toEqual(new Map([['c', 'Anew.']]));
  });

  test('is here as long as the page is, where nothing can be kept', async () => {
    const broken = async () => {
      throw new Error('No room.');
    };
    const drafts = open(500, { read: broken, write: broken, clear: broken, close() {} });
    drafts.set('c', { text: 'Hello.' });
    await clock.advance(1_000);
    drafts.set('d', { text: 'Hello.' });
    await clock.advance(1_000);
    expect(drafts.channels()).toEqual(['c', 'd']);
  });

  test('is kept once it is known whose it is, though that could not be learnt at first', async () => {
    const storeOf = vi.fn(async () => 'alice');
    storeOf.mockRejectedValueOnce(new Error('Not reached.'));
    const drafts = createDrafts({ person: storeOf, notes: null, clock, environment });
    drafts.set('c', { text: 'Hello.' });
    await settle();
    expect(storeOf).toHaveBeenCalledTimes(1);
    await clock.advance(500);
    await settle();
    expect(storeOf).toHaveBeenCalledTimes(2);
    expect(drafts.state('c')?.text).toBe('Hello.');
  });

  test('goes to the store with the next writing where the first failed', async () => {
    let isBroken = true;
    const store = {
      ...disk,
      write: (changes: Parameters<DraftStore['write']>[0]) => {
        if (isBroken) throw new Error('No room.');
        return disk.write(changes);
      },
    };
    const drafts = open(500, store);
    drafts.set('c', { text: 'Hello.' });
    await clock.advance(1_000);
    isBroken = false;
    drafts.set('d', { text: 'More.' });
    await clock.advance(1_000);
    await settle();
    expect(await stored()).toEqual(
      new Map([
        ['c', 'Hello.'],
        ['d', 'More.'],
      ]),
    );
  });

  test('is noted as the page is left, though a write before it is under way', async () => {
    const noted: (string | null | undefined)[] = [];
    const store: DraftStore = {
      ...disk,
      note: (changes) => void noted.push(changes.get('c')?.text),
      write: () => new Promise(() => {}),
    };
    const drafts = open(500, store);
    await settle();
    drafts.set('c', { text: 'H' });
    await clock.advance(500);
    drafts.set('c', { text: 'Hello.' });
    environment.setVisible(false);
    // Not a turn later.
    expect(noted).toEqual(['H', 'Hello.']);
  });

  test('is forgotten with a word where that failed, and then with none where it is called again', async () => {
    let isBroken = true;
    const store: DraftStore = {
      ...disk,
      async clear() {
        if (isBroken) throw new Error('Closed.');
        await disk.clear();
      },
    };
    const drafts = open(500, store);
    drafts.set('c', { text: 'Hello.' });
    await clock.advance(1_000);
    await expect(drafts.forget()).rejects.toMatchObject({ name: 'MessagingError', type: 'Storage' });
    expect(await stored()).toEqual(new Map([['c', 'Hello.']]));
    isBroken = false;
    await drafts.forget();
    expect(await stored()).toEqual(new Map());
  });

  test('is said of by nobody any more once the drafts are closed, and was stored', async () => {
    const drafts = open();
    let told = 0;
    drafts.onChange('c', () => (told += 1));
    drafts.set('c', { text: 'Hello.' });
    drafts.close();
    drafts.set('c', { text: 'More.' });
    await clock.advance(1_000);
    expect([told, await stored()]).toEqual([1, new Map([['c', 'Hello.']])]);
  });

  test('ends the same in all tabs and on the device, whatever they write and whenever', async () => {
    const anyStep = fc.record({
      tab: fc.nat(2),
      channelId: fc.constantFrom('a', 'b'),
      text: fc.constantFrom('', 'x', 'y', 'z'),
      ms: fc.constantFrom(0, 0, 3, 400, 700),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), async (steps) => {
        [hearers, disk] = [new Map(), createMemoryDrafts()];
        const tabs = [open(), open(), open()];
        await settle();
        for (const { tab, channelId, text, ms } of steps) {
          tabs[tab]?.set(channelId, { text });
          await clock.advance(ms);
        }
        await clock.advance(2_000);
        await settle();
        const held = await disk.read();
        for (const tab of tabs) {
          for (const channelId of ['a', 'b']) {
            expect(tab.state(channelId)).toEqual(held.get(channelId) ?? (null satisfies Draft | null));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
