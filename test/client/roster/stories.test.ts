import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Book, emptyBook, withHeard, withInbox, withWalk } from '../../../client/src/roster/book.ts';
import { isCertain, readByOwn, shownOf } from '../../../client/src/roster/entry.ts';
import { type Act, ModelService } from './model-service.ts';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const stories = Number(process.env.STORIES ?? 3_000);

const anyAct = (isPeaceful: boolean): fc.Arbitrary<Act> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('send' as const), isOwn: fc.boolean(), isMention: fc.boolean() }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('other' as const, 'rename' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const), isOwn: fc.boolean() }) },
    { weight: isPeaceful ? 0 : 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
    {
      weight: 3,
      // In peace people read all that there is.
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        part: isPeaceful ? fc.constant(1) : fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
  );

const nat = fc.nat(60);
/** What happens to the client. `which` chooses among what was told and not heard yet, or among the walks under way. */
const anyStep = (isPeaceful: boolean) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('act' as const), acts: fc.array(anyAct(isPeaceful), { maxLength: 4 }) }),
    },
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constantFrom('hear' as const, 'hear-again' as const),
        which: fc.array(nat, { maxLength: 4 }),
      }),
    },
    { weight: isPeaceful ? 0 : 3, arbitrary: fc.record({ kind: fc.constant('lose' as const), which: nat }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('walk' as const), isWhole: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('arrive' as const, 'read-on' as const) }) },
  );

/** Client, service, and what is on its way between them. */
class Story {
  readonly service = new ModelService();
  book: Book = emptyBook;
  /** How far the client knows the person to have read. */
  readSeq = 0;
  walks = 0;
  readonly #onTheirWay: { hear: () => void }[] = [];
  readonly #heard: { hear: () => void }[] = [];
  #told = { events: 0, inbox: 0 };
  /** A walk reads memberships first, then channels, and then its answer travels: one after the other. */
  #walk: {
    number: number;
    membership: ReturnType<ModelService['membership']>;
    row: ReturnType<ModelService['row']> | null;
  } | null = null;

  act(acts: readonly Act[]): void {
    for (const act of acts) this.service.do(act);
    for (const event of this.service.events.slice(this.#told.events)) {
      this.#onTheirWay.push({ hear: () => (this.book = withHeard(this.book, event, this.#hearing())) });
    }
    for (const event of this.service.inbox.slice(this.#told.inbox)) {
      const isRead = event.kind === 'READ';
      this.#onTheirWay.push({
        hear: () => {
          if (isRead) this.readSeq = Math.max(this.readSeq, event.seq ?? 0);
          else this.book = withInbox(this.book, event, this.#hearing());
        },
      });
    }
    this.#told = { events: this.service.events.length, inbox: this.service.inbox.length };
  }

  hear(which: number): void {
    const [one] = this.#onTheirWay.splice(which % Math.max(1, this.#onTheirWay.length), 1);
    if (!one) return;
    one.hear();
    this.#heard.push(one);
  }

  hearAgain(which: number): void {
    this.#heard[which % Math.max(1, this.#heard.length)]?.hear();
  }

  lose(which: number): void {
    this.#onTheirWay.splice(which % Math.max(1, this.#onTheirWay.length), 1);
  }

  hearAll(): void {
    while (this.#onTheirWay.length > 0) this.hear(0);
  }

  beginWalk(): void {
    this.#walk ??= { number: (this.walks += 1), membership: this.service.membership(), row: null };
  }

  readOn(): void {
    if (this.#walk) this.#walk.row ??= this.service.row(this.#walk.membership);
  }

  arrive(): void {
    this.readOn();
    if (this.#walk?.row) this.book = withWalk(this.book, [this.#walk.row], this.#walk.number);
    this.#walk = null;
  }

  walkNow(): void {
    this.beginWalk();
    this.arrive();
  }

  entry() {
    return this.book.entries.get(this.service.channelId);
  }

  #hearing() {
    return { me: 'me', walks: this.walks };
  }
}

function play(isPeaceful: boolean, atEnd: (story: Story) => void, seen: Record<string, number>): void {
  fc.assert(
    fc.property(
      fc.array(anyAct(isPeaceful), { maxLength: 12 }),
      fc.array(anyStep(isPeaceful), { minLength: 5, maxLength: 40, size: 'max' }),
      (before, steps) => {
        const story = new Story();
        story.act(before);
        // Of a channel that it does not know yet, a client hears nothing.
        if (isPeaceful || before.length % 2 === 0) story.walkNow();
        for (const step of steps) {
          if (step.kind === 'act') story.act(step.acts);
          else if (step.kind === 'hear') step.which.forEach((which) => story.hear(which));
          else if (step.kind === 'hear-again') step.which.forEach((which) => story.hearAgain(which));
          else if (step.kind === 'lose') story.lose(step.which);
          else if (step.kind === 'walk') {
            story.beginWalk();
            if (step.isWhole) story.arrive();
          } else if (step.kind === 'read-on') story.readOn();
          else story.arrive();
          expectTruth(story, seen);
        }
        atEnd(story);
      },
    ),
    { seed, numRuns: stories },
  );
}

/** Nothing is unread that was not sent, and nothing is called read that others wrote and the person did not see. */
function expectTruth({ service, ...story }: Story & { service: ModelService }, seen: Record<string, number>): void {
  const entry = story.book.entries.get(service.channelId);
  if (!entry) return;
  const shown = shownOf(entry, story.readSeq);
  seen.looks = (seen.looks ?? 0) + 1;
  expect(shown.unreadCount).toBeGreaterThanOrEqual(0);
  expect(shown.lastReadSeq).toBeLessThanOrEqual(service.lastReadSeq);
  const { lastReadSeq, unreadCount, channel } = entry.row;
  // The service counts one too many where a send died just below a marker that is not at the head.
  const isWhole = unreadCount <= service.countAfter(lastReadSeq) - service.countAfter(channel.headSeq);
  if (isCertain(entry, story.readSeq) && isWhole) {
    expect(shown.unreadCount).toBeLessThanOrEqual(service.countAfter(shown.lastReadSeq));
  }
  const through = readByOwn(entry, story.readSeq);
  if (through === null) return;
  seen.own = (seen.own ?? 0) + 1;
  const passed = service.sent.filter(({ seq }) => seq > shown.lastReadSeq && seq <= through);
  expect(passed.filter(({ isOwn }) => !isOwn)).toEqual([]);
  expect(through).toBeLessThanOrEqual(service.head);
}

test(`what is unread is what the service says after every walk, over ${stories} stories of loss and disorder: SEED=${seed}`, () => {
  console.log(`stories of a roster: SEED=${seed}`);
  const seen = { looks: 0, own: 0 };
  play(
    false,
    (story) => {
      story.arrive();
      story.walkNow();
      const entry = story.entry();
      expect(entry && shownOf(entry, story.readSeq)).toEqual(story.service.row());
      // What comes late, or again, changes nothing.
      for (let which = 0; which < 60; which += 1) story.hearAgain(which);
      story.hearAll();
      const after = story.entry();
      expect(after && shownOf(after, story.readSeq)).toEqual(story.service.row());
    },
    seen,
  );
  console.log(JSON.stringify(seen));
  // Else the stories would have missed what they are for.
  expect(seen.own).toBeGreaterThan(stories / 10);
}, 120_000);

test(`what is unread follows events alone, where all are heard, over ${stories} stories of disorder`, () => {
  const seen = { looks: 0, own: 0, ends: 0 };
  play(
    true,
    (story) => {
      story.hearAll();
      const entry = story.entry();
      // A walk that read the marker, then the channel, and the person read in between.
      if (!entry || !isCertain(entry, story.readSeq)) return;
      seen.ends += 1;
      expect(entry && shownOf(entry, story.readSeq)).toEqual(story.service.row());
    },
    seen,
  );
  console.log(JSON.stringify(seen));
  expect(seen.ends).toBeGreaterThan(stories / 2);
}, 120_000);
