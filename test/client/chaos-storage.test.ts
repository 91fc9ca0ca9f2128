import type { OutboxEntry } from '@parley/client';
import { describe, expect, it } from 'vitest';
import { createDeviceStorage, type DeviceStorage } from '../proof/chaos/device-storage.ts';
import type { StorageAnswer } from '../proof/chaos/messages.ts';
import { createRandom } from '../proof/chaos/random.ts';
import { connectStorage, type SharedStorage } from '../proof/chaos/tab/storage.ts';

/** The storage that tabs of the chaos proof share by messages: it must be as good as a browser's, or the proof proves nothing. */
describe('a device’s storage, as its tabs see it', () => {
  it('gives each transaction all that was committed before it', async () => {
    const device = createDeviceStorage(() => undefined);
    const [one, other] = [openTab(device), openTab(device)];
    await one.storage.store.change(() => new Map([['a', entry('a', 1)]]));
    expect(await rowsOf(other.storage)).toEqual(['a1']);
    await other.storage.store.change(
      () =>
        new Map([
          ['a', entry('a', 2)],
          ['b', entry('b', 1)],
        ]),
    );
    await one.storage.store.change(() => new Map([['b', null]]));
    expect([await rowsOf(one.storage), await rowsOf(other.storage)]).toEqual([['a2'], ['a2']]);
    expect(device.rows.map(({ id }) => id)).toEqual(['a']);
  });

  it('has a transaction decided again where another tab was quicker', async () => {
    const device = createDeviceStorage(() => undefined);
    const [one, other] = [openTab(device), openTab(device)];
    const decided: string[][] = [];
    const add = (name: string) => (rows: readonly OutboxEntry[]) => {
      decided.push([name, ...named(rows)]);
      return new Map([[name, entry(name, rows.length)]]);
    };
    await Promise.all([one.storage.store.change(add('a')), other.storage.store.change(add('b'))]);
    expect(decided).toEqual([['a'], ['b'], ['b', 'a0']]);
    expect(await rowsOf(one.storage)).toEqual(['a0', 'b1']);
  });

  it('does nothing where the decision throws, or there is no room', async () => {
    const device = createDeviceStorage(() => undefined);
    const { storage } = openTab(device);
    const oops = storage.store.change(() => {
      throw new Error('oops');
    });
    await expect(oops).rejects.toThrow('oops');
    device.fill(1);
    const full = storage.store.change(() => new Map([['a', entry('a', 1)]]));
    await expect(full).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    await storage.store.change(() => new Map([['b', entry('b', 1)]]));
    expect(await rowsOf(storage)).toEqual(['b1']);
  });

  it('keeps nothing of a transaction that a tab died before asking for, and frees its lock', async () => {
    const device = createDeviceStorage(() => undefined);
    const [one, other] = [openTab(device), openTab(device)];
    const leads: string[] = [];
    one.storage.tabs.lead(() => leads.push('one'));
    other.storage.tabs.lead(() => leads.push('other'));
    await rowsOf(other.storage);
    expect(leads).toEqual(['one']);
    one.isMute = true;
    void one.storage.store.change(() => new Map([['a', entry('a', 1)]]));
    const later = rowsOf(other.storage);
    one.die();
    expect(await later).toEqual([]);
    await rowsOf(other.storage);
    expect(leads).toEqual(['one', 'other']);
  });

  it('tells the other tabs, and counts what was acknowledged', async () => {
    const sent: string[] = [];
    const device = createDeviceStorage((id) => sent.push(id));
    const [one, other] = [openTab(device), openTab(device)];
    const heard: string[] = [];
    for (const tab of [one, other]) tab.storage.tabs.hear((note) => heard.push(...note.sent.map(({ id }) => id)));
    one.storage.tabs.tell({ sent: [entry('a', 1)], gone: [] });
    await rowsOf(other.storage);
    expect([heard, sent]).toEqual([['a'], ['a']]);
  });

  it('agrees with a plain list in 200 random stories of three tabs', async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`chaos storage: SEED=${seed}`);
    const random = createRandom(seed);
    for (let story = 0; story < 200; story += 1) {
      const device = createDeviceStorage(() => undefined);
      const truth = new Map<string, number>();
      let tabs = [openTab(device), openTab(device), openTab(device)];
      // More than the storage remembers of what changed.
      const steps = story === 0 ? 1_500 : 12;
      for (let step = 0; step < steps; step += 1) {
        const tab = random.pick(tabs);
        if (random.isLucky(0.03)) {
          tab.die();
          tabs = [...tabs.filter((one) => one !== tab), openTab(device)];
          continue;
        }
        const id = `m${random.whole(0, 9)}`;
        const isGone = random.isLucky(0.3);
        // The others' transactions queue behind it.
        const others = tabs.map(({ storage }) => rowsOf(storage));
        let seen: string[] = [];
        await tab.storage.store.change((rows) => {
          seen = named(rows);
          return new Map([[id, isGone ? null : entry(id, step)]]);
        });
        // What it was decided on last.
        expect(seen).toEqual([...truth].map(([one, version]) => `${one}${version}`).sort());
        if (isGone) truth.delete(id);
        else truth.set(id, step);
        await Promise.all(others);
      }
    }
  });
});

interface TestTab {
  readonly storage: SharedStorage;
  /** True = what it says is not heard any more. */
  isMute: boolean;
  die(): void;
}

/** As through a process's messages: each arrives in a turn of its own, in order. */
function openTab(device: DeviceStorage): TestTab {
  let isDead = false;
  const place = device.attach((answer: StorageAnswer) => {
    // What is sent is a copy.
    const copy = structuredClone(answer);
    queueMicrotask(() => !isDead && tab.storage.hear(copy));
  });
  const tab: TestTab = {
    storage: connectStorage((request) => {
      if (tab.isMute && request.type === 'change') return;
      const copy = structuredClone(request);
      queueMicrotask(() => place.hear(copy));
    }),
    isMute: false,
    die() {
      isDead = true;
      place.detach();
    },
  };
  return tab;
}

async function rowsOf({ store }: SharedStorage): Promise<string[]> {
  let found: string[] = [];
  await store.change((rows) => {
    found = named(rows);
    return new Map();
  });
  return found;
}

function named(rows: readonly OutboxEntry[]): string[] {
  return rows.map(({ id, version }) => `${id}${version}`).sort();
}

function entry(id: string, version: number): OutboxEntry {
  const rest = { channelId: 'c', content: '', createdAt: 0, order: 0, attempts: 0 };
  return { id, kind: 'send', state: 'queued', version, ...rest };
}
