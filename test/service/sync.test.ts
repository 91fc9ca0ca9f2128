import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { addChannel, channelOf, letTimePass } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { freshLoad, mergeSync, syncPage, syncPages } from '../support/sync.ts';

const underWayMs = 35_000;
let network: Network;
let alice: Person;
let bob: Person;
let eve: Person;
let count = 0;

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, eve } = await network.everyone());
});
afterAll(() => network?.close());

const newChannel = () => addChannel(network, 'harbor', `delta-${(count += 1)}`, [alice, bob]);

async function send(channelId: string, many: number): Promise<{ id: string; seq: number }[]> {
  const sent: { id: string; seq: number }[] = [];
  for (let number = 1; number <= many; number += 1) sent.push(await alice.send(channelId, `message ${number}`));
  return sent;
}

const edit = (channelId: string, id: string, content: string) =>
  alice.get(operations.editMessage, { input: { id, channelId, content } });

/** As if so many writers had died after they took their position. `ageMs` is how long ago. */
async function takeUnused(channelId: string, positions: number, ageMs = 0): Promise<void> {
  const { headSeq } = await channelOf(network, channelId);
  await network.dynamoDb.call('UpdateItem', {
    TableName: network.tableOf('Channel'),
    Key: { id: { S: channelId } },
    UpdateExpression: 'SET headSeq = :head, #clock = :clock',
    ExpressionAttributeNames: { '#clock': 'clock' },
    ExpressionAttributeValues: {
      ':head': { N: String(headSeq + positions) },
      ':clock': { N: String(Date.now() - ageMs) },
    },
  });
}

const seqsOf = (messages: readonly { seq: number }[]) => messages.map(({ seq }) => seq);

describe('what changed after a position', () => {
  test('is every message sent since, newest first, and complete', async () => {
    const channelId = await newChannel();
    await send(channelId, 5);
    const { messages, holes, completeThrough, channel, nextToken } = await syncPage(alice, channelId, 2);
    expect(seqsOf(messages)).toEqual([5, 4, 3]);
    expect({ holes, completeThrough, nextToken }).toEqual({ holes: [], completeThrough: 5, nextToken: null });
    expect(channel).toMatchObject({ id: channelId, headSeq: 5 });
  });

  test('is nothing at the head or beyond it, and complete', async () => {
    const channelId = await newChannel();
    await send(channelId, 2);
    for (const afterSeq of [2, 3, 2_147_483_647]) {
      expect(await syncPage(alice, channelId, afterSeq)).toMatchObject({
        messages: [],
        holes: [],
        completeThrough: 2,
        nextToken: null,
        channel: { headSeq: 2 },
      });
    }
  });

  test('is nothing in a channel in which nothing has happened', async () => {
    expect(await syncPage(alice, await newChannel(), 0)).toMatchObject({ messages: [], completeThrough: 0 });
  });

  test('tells an old message that was edited, and a deleted one as a tombstone', async () => {
    const channelId = await newChannel();
    const [first, second] = await send(channelId, 4);
    await edit(channelId, first?.id ?? '', 'changed');
    await bob.get(operations.deleteMessage, { input: { id: second?.id, channelId } });
    const { messages, completeThrough } = await syncPage(alice, channelId, 4);
    expect(messages).toMatchObject([
      { seq: 2, rev: 6, content: null, attachments: [] },
      { seq: 1, rev: 5, content: 'changed' },
    ]);
    expect(messages[0]?.deletedAt).not.toBeNull();
    expect(completeThrough).toBe(6);
  });

  test('tells a message that was sent and then edited once, as it is now', async () => {
    const channelId = await newChannel();
    const [first] = await send(channelId, 2);
    await edit(channelId, first?.id ?? '', 'changed');
    expect((await syncPage(alice, channelId, 0)).messages).toMatchObject([
      { seq: 1, rev: 3, content: 'changed' },
      { seq: 2, rev: 2 },
    ]);
  });

  test('tells who reads which emoji are theirs', async () => {
    const channelId = await newChannel();
    const [first] = await send(channelId, 2);
    await bob.get(operations.addReaction, { input: { messageId: first?.id, channelId, emoji: '🎉' } });
    const seenBy = async (person: Person) => (await syncPage(person, channelId, 2)).messages[0]?.reactions;
    expect(await seenBy(bob)).toEqual([{ emoji: '🎉', count: 1, reactedByMe: true }]);
    expect(await seenBy(alice)).toEqual([{ emoji: '🎉', count: 1, reactedByMe: false }]);
  });

  test('tells the audience that events carry', async () => {
    const channelId = await newChannel();
    const heard = await alice.listen(channelId);
    await alice.send(channelId, 'who hears this?');
    expect((await syncPage(alice, channelId, 0)).audience).toBe((await heard.next()).audience);
    heard.close();
  });

  test('comes in pages of any size, that together are what a fresh load is', async () => {
    const channelId = await newChannel();
    const sent = await send(channelId, 12);
    const held = await freshLoad(alice, channelId);
    for (const { id } of sent.slice(2, 7)) await edit(channelId, id, `again ${id}`);
    await send(channelId, 6);
    await edit(channelId, sent[4]?.id ?? '', 'and again');
    for (const limit of [1, 2, 3, 5, 10, 100]) {
      const pages = await syncPages(alice, channelId, 12, limit);
      for (const { messages } of pages) expect(messages.length).toBeLessThanOrEqual(limit);
      expect(pages.slice(0, -1).every((page) => page.completeThrough === null)).toBe(true);
      // One edit was edited again since; that its place is empty is known for sure in half a minute.
      expect(pages.at(-1)?.completeThrough).toBe(14);
      expect(mergeSync(held, pages)).toEqual(await freshLoad(alice, channelId));
    }
    await letTimePass(network, channelId, underWayMs);
    expect(await syncPage(alice, channelId, 12, { limit: 100 })).toMatchObject({
      holes: [{ from: 15, through: 15 }],
      completeThrough: 24,
    });
  });

  test('stays complete where the channel changes from page to page', async () => {
    const channelId = await newChannel();
    const sent = await send(channelId, 8);
    const held = await freshLoad(alice, channelId);
    for (const { id } of sent.slice(0, 6)) await edit(channelId, id, 'changed');
    let number = 0;
    const pages = await syncPages(alice, channelId, 8, 2, async () => {
      await edit(channelId, sent[0]?.id ?? '', `meanwhile ${(number += 1)}`);
      await alice.send(channelId, 'meanwhile');
    });
    const through = pages.at(-1)?.completeThrough ?? 0;
    // The first message's edit has moved away from where the last page looked for it.
    expect(through).toBeLessThan(14);
    const rest = await syncPages(alice, channelId, through, 100);
    expect(mergeSync(held, [...pages, ...rest])).toEqual(await freshLoad(alice, channelId));
  });
});

describe('a position that was taken and never used', () => {
  test('holds back what is complete while its write may be under way, and hides nothing', async () => {
    const channelId = await newChannel();
    await send(channelId, 2);
    await takeUnused(channelId, 1);
    await send(channelId, 2);
    const { messages, holes, completeThrough } = await syncPage(alice, channelId, 0);
    expect(seqsOf(messages)).toEqual([5, 4, 2, 1]);
    expect({ holes, completeThrough }).toEqual({ holes: [], completeThrough: 2 });
  });

  test('is a hole after that', async () => {
    const channelId = await newChannel();
    await send(channelId, 2);
    await takeUnused(channelId, 3);
    await send(channelId, 1);
    await takeUnused(channelId, 1);
    await letTimePass(network, channelId, underWayMs);
    const holes = [
      { from: 7, through: 7 },
      { from: 3, through: 5 },
    ];
    expect(await syncPage(alice, channelId, 0)).toMatchObject({ holes, completeThrough: 7 });
    const pages = await syncPages(alice, channelId, 0, 1);
    expect(pages.flatMap((page) => page.holes)).toEqual(holes);
    expect(pages.at(-1)?.completeThrough).toBe(7);
  });

  test('is a hole at the head too, by the channel’s own time', async () => {
    const channelId = await newChannel();
    await send(channelId, 1);
    await takeUnused(channelId, 2, underWayMs - 10_000);
    expect(await syncPage(alice, channelId, 1)).toMatchObject({ messages: [], holes: [], completeThrough: 1 });
    await letTimePass(network, channelId, underWayMs);
    expect(await syncPage(alice, channelId, 1)).toMatchObject({
      messages: [],
      holes: [{ from: 2, through: 3 }],
      completeThrough: 3,
    });
  });

  test('is where a retry told a stored message again', async () => {
    const channelId = await newChannel();
    const [first] = await send(channelId, 1);
    await alice.send(channelId, 'message 1', { id: first?.id ?? '' });
    await send(channelId, 1);
    await letTimePass(network, channelId, underWayMs);
    const { messages, holes, completeThrough } = await syncPage(alice, channelId, 0);
    expect(seqsOf(messages)).toEqual([3, 1]);
    expect({ holes, completeThrough }).toEqual({ holes: [{ from: 2, through: 2 }], completeThrough: 3 });
  });
});

describe('a message above the head that was looked at', () => {
  test('is told, and nothing is claimed of it', async () => {
    const channelId = await newChannel();
    await send(channelId, 4);
    // As the channel's row was read a moment before two of them were sent.
    await network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Channel'),
      Key: { id: { S: channelId } },
      UpdateExpression: 'SET headSeq = :head',
      ExpressionAttributeValues: { ':head': { N: '2' } },
    });
    const { messages, completeThrough } = await syncPage(alice, channelId, 1);
    expect(seqsOf(messages)).toEqual([4, 3, 2]);
    expect(completeThrough).toBe(2);
    const pages = await syncPages(alice, channelId, 0, 1);
    expect(pages.flatMap((page) => seqsOf(page.messages))).toEqual([4, 3, 2, 1]);
    expect(pages.at(-1)?.completeThrough).toBe(2);
  });
});

describe('a look at changes that can not be', () => {
  const refused: [name: string, more: object, code: string, field: string][] = [
    ['after a position below 0', { afterSeq: -1 }, 'SEQ_INVALID', 'afterSeq'],
    ['of no message', { limit: 0 }, 'LIMIT_INVALID', 'limit'],
    ['of 101 messages', { limit: 101 }, 'LIMIT_INVALID', 'limit'],
    ['with a cursor that is none', { nextToken: 'nonsense' }, 'CURSOR_INVALID', 'nextToken'],
    [
      'with a cursor made up',
      { nextToken: Buffer.from('x|after|0|1;1;now').toString('base64') },
      'CURSOR_INVALID',
      'nextToken',
    ],
  ];
  for (const [name, more, code, field] of refused) {
    test(`is refused: ${name}`, async () => {
      const variables = { channelId: 'harbor_general', afterSeq: 0, ...more };
      const { data, errors } = await alice.ask(operations.syncChannel, variables);
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code, field, retryable: false } }]);
    });
  }

  test('is refused: with a cursor of another channel, another position, or of history', async () => {
    const { nextToken } = await syncPage(alice, 'harbor_general', 0, { limit: 1 });
    const history = await alice.page('harbor_general', { limit: 1 });
    for (const variables of [
      { channelId: 'harbor_design', afterSeq: 0, nextToken },
      { channelId: 'harbor_general', afterSeq: 1, nextToken },
      { channelId: 'harbor_general', afterSeq: 0, nextToken: history.nextToken },
    ]) {
      const { errors } = await alice.ask(operations.syncChannel, variables);
      expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code: 'CURSOR_INVALID' } }]);
    }
  });

  test('is refused where the channel is hidden, as if there were none', async () => {
    const hidden = await bob.ask(operations.syncChannel, { channelId: 'harbor_launch', afterSeq: 0 });
    const absent = await bob.ask(operations.syncChannel, { channelId: 'harbor_absent', afterSeq: 0 });
    expect(hidden).toEqual(absent);
    expect(hidden.errors).toMatchObject([{ errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }]);
    const { errors } = await eve.ask(operations.syncChannel, { channelId: 'harbor_general', afterSeq: 1_000 });
    expect(errors).toMatchObject([{ errorType: 'NotFound' }]);
  });
});
