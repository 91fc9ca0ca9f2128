import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageFieldsFragment, SyncChannelQuery } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { addChannel, channelOf, joinCrowd, letTimePass } from '../support/crowd.ts';
import { type Effort, insistOn, sayEffort } from '../support/insist.ts';
import { killEngine } from '../support/engine.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let network: Network;
let alice: Person;
let bob: Person;
const store = temporaryDirectory();
const ownEngine = !process.env.DYNAMODB_ENDPOINT;

beforeAll(async () => {
  network = await startNetwork({ dataDirectory: store.path });
  alice = await network.as('alice');
  bob = await network.as('bob');
});
afterAll(async () => {
  await network?.close();
  store.remove();
});

type Sync = SyncChannelQuery['syncChannel'];

/** All pages of a channel, newest first. */
async function readAll(person: Person, channelId: string, limit = 100): Promise<MessageFieldsFragment[]> {
  const messages: MessageFieldsFragment[] = [];
  let nextToken: string | null = null;
  do {
    const page: Awaited<ReturnType<Person['page']>> = await person.page(channelId, { limit, nextToken });
    messages.push(...page.items);
    nextToken = page.nextToken ?? null;
  } while (nextToken);
  return messages;
}

async function syncAll(person: Person, channelId: string, afterSeq: number, limit = 100) {
  const messages: MessageFieldsFragment[] = [];
  const holes: Sync['holes'] = [];
  let nextToken: string | null = null;
  for (;;) {
    const variables: object = { channelId, afterSeq, limit, nextToken };
    const { syncChannel }: SyncChannelQuery = await person.get(operations.syncChannel, variables);
    messages.push(...syncChannel.messages);
    holes.push(...syncChannel.holes);
    nextToken = syncChannel.nextToken ?? null;
    if (!nextToken) return { messages, holes, completeThrough: syncChannel.completeThrough };
  }
}

const positionsOf = (holes: Sync['holes']) =>
  holes.flatMap(({ from, through }) => Array.from({ length: through - from + 1 }, (_, index) => from + index));

/** What `sequence` leaves behind where the service dies before `write`. */
async function takePositionAndDie(channelId: string): Promise<number> {
  await network.dynamoDb.call('UpdateItem', {
    TableName: network.tableOf('Channel'),
    Key: { id: { S: channelId } },
    UpdateExpression: 'SET #clock = :now ADD headSeq :one, messageCount :one',
    ExpressionAttributeNames: { '#clock': 'clock' },
    ExpressionAttributeValues: { ':one': { N: '1' }, ':now': { N: String(Date.now()) } },
  });
  return (await channelOf(network, channelId)).headSeq;
}

/** Strictly falling in position and in time alike. */
function expectOneOrder(newestFirst: readonly MessageFieldsFragment[]): void {
  newestFirst.forEach((message, index) => {
    const older = newestFirst[index + 1];
    if (!older) return;
    expect(older.seq).toBeLessThan(message.seq);
    expect(older.createdAt < message.createdAt).toBe(true);
  });
}

describe('five hundred people who send at once', () => {
  test(
    'are given contiguous positions, rising times, and one order that every reader sees at every moment',
    { timeout: 180_000 },
    async () => {
      const crowd = await joinCrowd(network, 'harbor', 'sender', 500);
      const channelId = await addChannel(network, 'harbor', 'order', [alice]);
      let isOver = false;
      const read = async (person: Person, limit: number) => {
        const readings: MessageFieldsFragment[][] = [];
        while (!isOver) readings.push(await readAll(person, channelId, limit));
        readings.push(await readAll(person, channelId, limit));
        return readings;
      };
      const readers = [read(alice, 100), read(bob, 37)];
      const acknowledged = await Promise.all(crowd.map((person, index) => person.send(channelId, `at once ${index}`)));
      isOver = true;
      const [first = [], second = []] = await Promise.all(readers);

      const bySeq = acknowledged.toSorted((one, other) => one.seq - other.seq);
      expect(bySeq.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
      expectOneOrder(bySeq.toReversed());
      // Stored once each, as it was acknowledged.
      const stored = first.at(-1) ?? [];
      expect(stored).toEqual(bySeq.toReversed());
      expect(second.at(-1)).toEqual(stored);
      expect(await channelOf(network, channelId)).toMatchObject({ headSeq: 500, messageCount: 500 });

      // Each reading, of whichever moment and page size, is part of the one order: so no two of them disagree.
      const rank = new Map(bySeq.map(({ id }, index) => [id, index]));
      for (const reading of [...first, ...second]) {
        expectOneOrder(reading);
        const ranks = reading.map(({ id }) => rank.get(id) ?? Number.NaN);
        expect(ranks).toEqual(ranks.toSorted((one, other) => other - one));
      }
      console.log(`order: ${first.length} and ${second.length} readings during and after the storm`);
    },
  );
});

describe('a position whose change was never written', () => {
  test('is no hole while it may still be under way, and one as soon as it is old', async () => {
    const channelId = await addChannel(network, 'harbor', 'hole', [alice]);
    const before = await alice.send(channelId, 'before');
    const lost = await takePositionAndDie(channelId);
    const after = await bob.send(channelId, 'after');
    expect([before.seq, lost, after.seq]).toEqual([1, 2, 3]);

    // Were the hole claimed at once, a message that is being written right now would be missed for good.
    const young = await syncAll(alice, channelId, 0);
    expect(young.messages.map(({ id }) => id)).toEqual([after.id, before.id]);
    expect(young).toMatchObject({ holes: [], completeThrough: 1 });

    await letTimePass(network, channelId, 40_000);
    const old = await syncAll(alice, channelId, 0);
    expect(old.messages.map(({ id }) => id)).toEqual([after.id, before.id]);
    expect(old).toMatchObject({ holes: [{ from: 2, through: 2 }], completeThrough: 3 });
  });

  test('is told once, however small the pages are', async () => {
    const channelId = await addChannel(network, 'harbor', 'holes', [alice]);
    const expected: number[] = [];
    for (let index = 0; index < 12; index += 1) {
      if (index % 3 === 1) expected.push(await takePositionAndDie(channelId));
      else if (index % 5 === 2) expected.push(await takePositionAndDie(channelId), await takePositionAndDie(channelId));
      else await alice.send(channelId, `kept ${index}`);
    }
    await letTimePass(network, channelId, 40_000);
    for (const limit of [1, 2, 5, 100]) {
      const { holes, completeThrough } = await syncAll(alice, channelId, 0, limit);
      expect(positionsOf(holes).toSorted((one, other) => one - other)).toEqual(expected);
      expect(completeThrough).toBe((await channelOf(network, channelId)).headSeq);
    }
  });

  test('at the head is a hole when the channel itself is old', async () => {
    const channelId = await addChannel(network, 'harbor', 'headless', [alice]);
    await alice.send(channelId, 'kept');
    await takePositionAndDie(channelId);
    expect(await syncAll(alice, channelId, 1)).toEqual({ messages: [], holes: [], completeThrough: 1 });
    await letTimePass(network, channelId, 40_000);
    expect(await syncAll(alice, channelId, 1)).toEqual({
      messages: [],
      holes: [{ from: 2, through: 2 }],
      completeThrough: 2,
    });
  });
});

// With `DYNAMODB_ENDPOINT` the engine is somebody else's to kill.
test.runIf(ownEngine)(
  'an engine that dies under two hundred sends leaves messages and told holes, and nothing else',
  async () => {
    const channelId = await addChannel(network, 'harbor', 'killed', [alice]);
    const crowd = await joinCrowd(network, 'harbor', 'survivor', 50);
    const effort: Effort = { calls: 0, unavailable: 0 };
    let count = 0;
    const acknowledged = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const sender = crowd[index % crowd.length] as Person;
        const input = { id: ulid(), channelId, content: `through it all ${index}` };
        const { sendMessage } = await insistOn<{ sendMessage: MessageFieldsFragment }>(
          sender,
          operations.sendMessage,
          { input },
          effort,
        );
        if ((count += 1) === 40) killEngine(store.path);
        return sendMessage;
      }),
    );
    sayEffort('order, engine killed', effort);
    expect(effort.unavailable).toBeGreaterThan(0);
    const bySeq = acknowledged.toSorted((one, other) => one.seq - other.seq);
    expect(await readAll(alice, channelId)).toEqual(bySeq.toReversed());
    expectOneOrder(bySeq.toReversed());

    await letTimePass(network, channelId, 40_000);
    const { headSeq } = await channelOf(network, channelId);
    const { messages, holes, completeThrough } = await syncAll(bob, channelId, 0);
    expect(completeThrough).toBe(headSeq);
    const told = [...messages.map(({ rev }) => rev), ...positionsOf(holes)].toSorted((one, other) => one - other);
    expect(told).toEqual(Array.from({ length: headSeq }, (_, index) => index + 1));
  },
);
