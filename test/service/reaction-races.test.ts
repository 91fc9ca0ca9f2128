import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListReactionsQuery, MessageFieldsFragment } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { addChannel, channelOf, joinCrowd, rowsOf } from '../support/crowd.ts';
import { type Effort, insistOn, sayEffort } from '../support/insist.ts';
import { killEngine } from '../support/engine.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import type { ChannelEvent } from '../support/listener.ts';
import { seeded } from '../support/seed.ts';
import { openSocket } from '../support/socket.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let network: Network;
let alice: Person;
let crowd: Person[];
const store = temporaryDirectory();
const ownEngine = !process.env.DYNAMODB_ENDPOINT;
const emoji = ['👍', '🎉', '❤️', '👩🏽‍🚀', '#️⃣'] as const;

beforeAll(async () => {
  network = await startNetwork({ dataDirectory: store.path });
  alice = await network.as('alice');
  crowd = await joinCrowd(network, 'harbor', 'reactor', 100);
});
afterAll(async () => {
  await network?.close();
  store.remove();
});

interface Toggle {
  message: number;
  emoji: (typeof emoji)[number];
  isAdded: boolean;
  /** From two devices at once: a row that is put without its condition counts for two. */
  isTwice: boolean;
}

const toggle: fc.Arbitrary<Toggle> = fc.record({
  message: fc.nat(2),
  emoji: fc.constantFrom(...emoji),
  isAdded: fc.boolean(),
  isTwice: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
});

/** Who has which emoji on which message, after each person's last word: `messageId emoji userId`. */
type Model = ReadonlySet<string>;

/** Each person does their toggles one after the other, all people at once, as clients that try again until they are answered. */
async function race(
  channelId: string,
  messages: readonly MessageFieldsFragment[],
  toggles: readonly (readonly Toggle[])[],
  effort: Effort,
  onDone: (count: number) => void = () => undefined,
): Promise<Model> {
  const there = new Set<string>();
  let count = 0;
  await Promise.all(
    crowd.map(async (person, index) => {
      for (const { message, emoji, isAdded, isTwice } of toggles[index] ?? []) {
        const messageId = messages[message]?.id ?? '';
        const query = isAdded ? operations.addReaction : operations.removeReaction;
        const once = () => insistOn(person, query, { input: { messageId, channelId, emoji } }, effort);
        await Promise.all(isTwice ? [once(), once()] : [once()]);
        const key = `${messageId} ${emoji} ${person.userId}`;
        if (isAdded) there.add(key);
        else there.delete(key);
        onDone((count += 1));
      }
    }),
  );
  return there;
}

/** Tally, rows and lists say the same; answers who has put what where, by the rows. */
async function expectExact(channelId: string, messages: readonly MessageFieldsFragment[]): Promise<Set<string>> {
  const { items } = await alice.page(channelId);
  const there = new Set<string>();
  for (const { id } of messages) {
    const rows = await rowsOf(network, 'Reaction', ['messageId', id]);
    const counts = new Map<string, number>();
    for (const row of rows) {
      const one = row.emoji?.S ?? '';
      counts.set(one, (counts.get(one) ?? 0) + 1);
      there.add(`${id} ${one} ${row.userId?.S}`);
    }
    const shown = items.find((message) => message.id === id)?.reactions ?? [];
    // An entry of none is removed, never shown as 0 or less.
    for (const { count } of shown) expect(count).toBeGreaterThan(0);
    expect(new Map(shown.map(({ emoji, count }) => [emoji, count]))).toEqual(counts);
    const listed: string[] = [];
    let nextToken: string | null = null;
    do {
      const variables: object = { messageId: id, channelId, limit: 100, nextToken };
      const { listReactions }: ListReactionsQuery = await alice.get(operations.listReactions, variables);
      listed.push(...listReactions.items.map(({ emoji, userId }) => `${emoji} ${userId}`));
      nextToken = listReactions.nextToken ?? null;
    } while (nextToken);
    expect(listed.toSorted()).toEqual(rows.map(({ emoji, userId }) => `${emoji?.S} ${userId?.S}`).toSorted());
  }
  return there;
}

/**
 * Whoever keeps of each message what was told with the highest revision has what a fresh look shows: no two states of a message
 * have one revision, and no change is written below a later one.
 */
async function expectSameAsTold(channelId: string, events: readonly ChannelEvent[]): Promise<void> {
  const told = new Map<string, MessageFieldsFragment>();
  for (const { message } of events) {
    if (!message) continue;
    const before = told.get(message.id);
    if (before?.rev === message.rev) expect(message).toEqual(before);
    if (!before || before.rev < message.rev) told.set(message.id, message);
  }
  const { items } = await alice.page(channelId, { before: 4 });
  const forAnyone = items.map((message) => ({
    ...message,
    reactions: message.reactions.map((one) => ({ ...one, reactedByMe: null })),
  }));
  expect(forAnyone).toEqual(items.map(({ id }) => told.get(id)));
}

async function expectReactedByMe(channelId: string, people: readonly Person[], there: Model): Promise<void> {
  for (const person of people) {
    const { items } = await person.page(channelId);
    for (const { id, reactions } of items) {
      const mine = reactions.filter(({ reactedByMe }) => reactedByMe).map(({ emoji }) => emoji);
      expect(reactions.every(({ reactedByMe }) => reactedByMe !== null)).toBe(true);
      expect(mine.toSorted()).toEqual(emoji.filter((one) => there.has(`${id} ${one} ${person.userId}`)).toSorted());
    }
  }
}

const threeMessages = async (channelId: string) => [
  await alice.send(channelId, 'first'),
  await alice.send(channelId, 'second'),
  await alice.send(channelId, 'third'),
];

describe('a hundred people who each toggle twenty reactions at once', () => {
  test('leave a tally that is the rows, and rows that are each person’s last word', { timeout: 180_000 }, async () => {
    const { draw } = seeded('reactions');
    const toggles = draw(fc.array(toggle, { minLength: 20, maxLength: 20 }), crowd.length);
    const sampled = draw(fc.constantFrom(...crowd), 10);
    const channelId = await addChannel(network, 'harbor', 'storm', [alice]);
    const messages = await threeMessages(channelId);
    const effort: Effort = { calls: 0, unavailable: 0 };
    const socket = await openSocket(network.realtimeUrl, alice.token);
    const heard = await socket.subscribe<ChannelEvent>(operations.onChannelEvent, { channelId });
    const startedAt = Date.now();
    const model = await race(channelId, messages, toggles, effort);
    console.log(`reactions: 2,000 toggles in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    sayEffort('reactions', effort);
    const tries = toggles.flat().reduce((sum, { isTwice }) => sum + (isTwice ? 2 : 1), 0);
    expect(effort.calls - effort.unavailable).toBe(tries);
    expect([...(await expectExact(channelId, messages))].toSorted()).toEqual([...model].toSorted());
    await expectReactedByMe(channelId, sampled, model);
    const last = await alice.send(channelId, 'after the storm');
    await heard.until(({ message }) => message?.id === last.id);
    socket.close();
    await expectSameAsTold(
      channelId,
      heard.events.filter(({ message }) => message?.id !== last.id),
    );
    // Reactions are no messages, and a message's own place and time stay.
    expect(await channelOf(network, channelId)).toMatchObject({ messageCount: 4 });
    const { items } = await alice.page(channelId);
    expect(
      items
        .toReversed()
        .slice(0, 3)
        .map(({ seq, createdAt }) => ({ seq, createdAt })),
    ).toEqual(messages.map(({ seq, createdAt }) => ({ seq, createdAt })));
  });
});

// With `DYNAMODB_ENDPOINT` the engine is somebody else's to kill.
test.runIf(ownEngine)(
  'an engine that dies in the middle leaves the tally and the rows the same',
  { timeout: 180_000 },
  async () => {
    const { draw } = seeded('reactions, engine killed');
    const toggles = draw(fc.array(toggle, { minLength: 6, maxLength: 6 }), crowd.length);
    const [killedAt = 0, killedAgainAt = 0] = draw(fc.integer({ min: 50, max: 250 }), 2);
    const channelId = await addChannel(network, 'harbor', 'wreck', [alice]);
    const messages = await threeMessages(channelId);
    const effort: Effort = { calls: 0, unavailable: 0 };
    const model = await race(channelId, messages, toggles, effort, (count) => {
      if (count === killedAt || count === killedAt + killedAgainAt) killEngine(store.path);
    });
    sayEffort('reactions, engine killed', effort);
    // What was answered was done, and what was not was tried again: so the last word holds here too.
    expect([...(await expectExact(channelId, messages))].toSorted()).toEqual([...model].toSorted());
    await expectReactedByMe(channelId, crowd.slice(0, 5), model);
  },
);
