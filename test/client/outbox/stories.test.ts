import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Fate, type Tab, well, World } from './world.ts';

/** `STORIES=40000` in the environment tells more of them, and `SEED` the same again. */
const stories = Number(process.env.STORIES ?? 2_000);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const channels = ['harbor', 'market', 'tower'];

/** What can happen, each with what it needs to be chosen by. */
type Happening =
  | { readonly what: 'enqueue'; readonly channel: string }
  | { readonly what: 'edit' | 'discard' | 'retry' | 'look'; readonly pick: number }
  | { readonly what: 'wait'; readonly ms: number }
  | { readonly what: 'die'; readonly changes: number; readonly isAfter: boolean }
  | { readonly what: 'open' | 'kill' | 'resume' | 'offline' | 'online' }
  | { readonly what: 'archive' | 'restore'; readonly channel: string };

const pick = fc.nat(1_000);
const channel = fc.constantFrom(...channels);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ what: fc.constant('enqueue' as const), channel }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('edit', 'discard', 'retry'), pick }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('look' as const), pick }) },
  {
    weight: 8,
    arbitrary: fc.record({ what: fc.constant('wait' as const), ms: fc.constantFrom(1, 60, 700, 5_000, 21_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('die' as const),
      changes: fc.integer({ min: 1, max: 6 }),
      isAfter: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('open', 'kill', 'resume', 'offline', 'online') }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('archive', 'restore'), channel }) },
);
const fate: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constantFrom<Fate['kind'][]>(
    ...(['answered', 'answered', 'answered', 'vanished', 'unanswered', 'broken', 'unreachable'] as const),
    ...(['unavailable', 'unavailable, written', 'limited', 'no session', 'senseless', 'doubled'] as const),
  ),
  lateMs: fc.constantFrom(5, 5, 300, 9_990, 10_010, 25_000),
});
const story = fc.record({
  happenings: fc.array(happening, { minLength: 5, maxLength: 60, size: 'max' }),
  fates: fc.array(fate, { maxLength: 40, size: 'max' }),
  isRetriedAtTheEnd: fc.boolean(),
});

test(`of ${stories} stories none loses, doubles or reorders what was to be sent`, async () => {
  console.log(`outbox stories: SEED=${seed}`);
  const tally = { enqueued: 0, sent: 0, refused: 0, discarded: 0, deaths: 0, requests: 0 };
  await fc.assert(
    fc.asyncProperty(story, async ({ happenings, fates, isRetriedAtTheEnd }) => {
      const teller = new Teller(fates);
      for (const each of happenings) await teller.tell(each);
      await teller.end(isRetriedAtTheEnd);
      const breaches = teller.breaches();
      tally.enqueued += teller.kept.size;
      tally.sent += teller.world.log.size;
      tally.refused += teller.world.disk.size;
      tally.discarded += teller.discarded.size;
      tally.deaths += teller.world.tabs.filter(({ isDead }) => isDead).length;
      tally.requests += teller.requests;
      expect(breaches).toEqual([]);
    }),
    { numRuns: stories, seed },
  );
  console.log('outbox stories:', JSON.stringify(tally));
  // A run in which these did not happen has proven nothing.
  for (const count of Object.values(tally)) expect(count).toBeGreaterThan(stories / 100);
}, 300_000);

/** Lets all promises that are settled run their course, however many hang on each other. */
function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Tells one story, and remembers what the person was promised. */
class Teller {
  readonly world = new World();
  /** What `enqueue` said is kept. */
  readonly kept = new Set<string>();
  readonly discarded = new Set<string>();
  /** The last text that the person was told an entry has. Null = a tab died while it was changed. */
  readonly texts = new Map<string, string | null>();
  requests = 0;
  /** How often each wish was not answered. */
  #doubts = new Map<string, number>();
  readonly #deletionsGivenUp = new Set<string>();
  /** What was discarded, in whole or its edit alone, has no text that it should have. */
  #unsaid = new Set<string>();
  #written = 0;

  constructor(fates: readonly Fate[]) {
    this.world.fate = () => fates[(this.requests += 1) - 1] ?? well;
    this.world.open();
  }

  async tell(happening: Happening): Promise<void> {
    const { world } = this;
    const tab = world.tabs.find(({ isDead }) => !isDead);
    switch (happening.what) {
      case 'enqueue':
        if (tab) this.#enqueue(this.#someTab(this.#written), happening.channel);
        break;
      case 'edit':
      case 'discard':
      case 'retry':
        if (tab) this.#wish(this.#someTab(happening.pick), happening.what, happening.pick);
        break;
      case 'look':
        if (tab) this.#someTab(happening.pick).outbox.seen([...world.log.keys()]);
        break;
      case 'wait':
        await world.clock.advance(happening.ms);
        break;
      case 'die':
        if (tab) tab.doom = { changes: happening.changes, isAfter: happening.isAfter };
        break;
      case 'kill':
        tab?.die();
        break;
      case 'open':
        if (this.#living().length < 3) world.open();
        break;
      case 'resume':
        tab?.outbox.resume();
        break;
      case 'offline':
      case 'online':
        for (const each of this.#living()) each.environment.setNetwork(happening.what === 'online');
        break;
      case 'archive':
        world.archived.add(happening.channel);
        break;
      case 'restore':
        world.archived.delete(happening.channel);
        break;
      default:
        happening satisfies never;
    }
    await rest();
    this.#lookForDoubles();
  }

  /** All is well again, and stays so until nothing waits any more. */
  async end(isRetried: boolean): Promise<void> {
    const { world } = this;
    world.fate = () => well;
    if (isRetried) world.archived.clear();
    for (const each of this.#living()) {
      each.doom = null;
      each.environment.setNetwork(true);
    }
    world.open();
    for (let time = 0; time < 60; time += 1) {
      await world.clock.advance(5_000);
      await rest();
      if (!isRetried || time > 40) continue;
      for (const row of world.disk.values()) if (row.state === 'refused') void this.#someTab(0).outbox.retry(row.id);
    }
    this.#lookForDoubles();
  }

  /** What went against R3, R9, R17 and R18. */
  breaches(): string[] {
    const { disk, log, breaches } = this.world;
    const found = [...breaches];
    for (const row of disk.values()) if (row.state !== 'refused') found.push(`${row.id} still is ${row.state}`);
    for (const id of this.kept) {
      const row = disk.get(id);
      const stored = log.get(id);
      const isSent = stored !== undefined && !stored.isDeleted;
      const isRefused = row?.kind === 'send';
      // A deletion that was refused may be given up: the message then stands, as the person wished last.
      const isDiscarded = this.discarded.has(id) && !row && !(isSent && this.#deletionsGivenUp.has(id));
      // What a gateway said five times without sense is refused with a doubt, and looked for again by `retry`.
      const ends = Number(isSent && !(isRefused && row.mayLandUntil)) + Number(isRefused) + Number(isDiscarded);
      // A tab died while it discarded: nobody was told, and either is well.
      const mayBeDiscarded = ends === 0 && this.#isInDoubt(`discard ${id}`) && !row;
      if (ends !== 1 && !mayBeDiscarded && row?.kind !== 'delete') found.push(`${id} has ended in ${ends} ways`);
      const text = this.texts.get(id);
      const last = row?.wish?.kind === 'edit' ? row.wish.content : (row?.content ?? stored?.content);
      if (text && isSent && last !== text && !this.#isInDoubt(`edit ${id}`) && !this.#unsaid.has(id))
        found.push(`${id} says "${last}", not "${text}"`);
    }
    return [...found, ...this.#outOfOrder()];
  }

  #outOfOrder(): string[] {
    const { log, places, refused } = this.world;
    const sent = [...log.values()].filter(({ id, isDeleted }) => !isDeleted && !refused.has(id));
    return channels.flatMap((name) => {
      const order = sent.filter(({ id }) => id.startsWith(name)).map(({ id }) => places.get(id) ?? 0);
      const isRising = order.every((place, index) => index === 0 || place > (order[index - 1] ?? 0));
      return isRising ? [] : [`${name} has the order ${order.join(' ')}`];
    });
  }

  #enqueue(tab: Tab, name: string): void {
    const id = `${name}-${(this.#written += 1)}`;
    const content = `${id} says`;
    tab.outbox.enqueue({ id, channelId: name, content }).then(
      () => {
        this.kept.add(id);
        if (!this.texts.has(id)) this.texts.set(id, content);
      },
      () => {},
    );
  }

  #wish(tab: Tab, what: 'edit' | 'discard' | 'retry', pick: number): void {
    const rows = channels.flatMap((name) => tab.outbox.rows(name));
    const row = rows[pick % rows.length];
    if (!row) return;
    const { id } = row;
    if (what === 'retry') {
      void tab.outbox.retry(id);
    } else if (what === 'edit') {
      const text = `${id} says ${(this.#written += 1)}`;
      this.#doubtfully(`edit ${id}`, tab.outbox.edit(id, text), () => this.texts.set(id, text));
    } else {
      const isEditAlone = row.kind === 'edit';
      this.#unsaid.add(id);
      const isGivenUp = this.world.disk.get(id)?.kind === 'delete' && this.world.disk.get(id)?.state === 'refused';
      this.#doubtfully(`discard ${id}`, tab.outbox.discard(id), () => {
        if (isGivenUp) this.#deletionsGivenUp.add(id);
        else if (!isEditAlone) this.discarded.add(id);
      });
    }
  }

  /** Until it is answered, nobody can say whether what was wished is so. */
  #doubtfully(wish: string, asked: Promise<boolean>, onGranted: () => unknown): void {
    const count = (by: number) => this.#doubts.set(wish, (this.#doubts.get(wish) ?? 0) + by);
    count(1);
    void asked.then((isGranted) => {
      count(-1);
      if (isGranted) onGranted();
    });
  }

  #isInDoubt(wish: string): boolean {
    return (this.#doubts.get(wish) ?? 0) > 0;
  }

  #lookForDoubles(): void {
    for (const { outbox } of this.#living()) {
      const ids = channels.flatMap((name) => outbox.rows(name)).map(({ id }) => id);
      if (new Set(ids).size < ids.length) this.world.breaches.push(`shown twice: ${ids.join(' ')}`);
    }
  }

  #living(): Tab[] {
    return this.world.tabs.filter(({ isDead }) => !isDead);
  }

  #someTab(pick: number): Tab {
    const living = this.#living();
    const tab = living[pick % living.length];
    if (!tab) throw new Error('There is no tab.');
    return tab;
  }
}
