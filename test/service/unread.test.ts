import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { MarkReadMutation } from '../../generated/operations.ts';
import { oldMessage } from '../support/conversation.ts';
import { addChannel, channelMember, rowOf, write } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
let dave: Person;
let eve: Person;
let count = 0;

beforeAll(async () => {
  network = await startNetwork({ logbookLength: 10_000 });
  ({ alice, bob, carol, dave, eve } = await network.everyone());
});
afterAll(() => network?.close());

const newChannel = () => addChannel(network, 'harbor', `unread-${(count += 1)}`, [alice, bob]);

async function read(person: Person, channelId: string, seq: number): Promise<MarkReadMutation['markRead']> {
  return (await person.get<MarkReadMutation>(operations.markRead, { input: { channelId, seq } })).markRead;
}

const tryRead = (person: Person, channelId: string, seq: number) =>
  person.ask(operations.markRead, { input: { channelId, seq } });

async function shown(person: Person, channelId: string) {
  const mine = (await person.channels('harbor')).find(({ channel }) => channel.id === channelId);
  return mine && { lastReadSeq: mine.lastReadSeq, unreadCount: mine.unreadCount, isMentioned: mine.isMentioned };
}

async function sendMany(channelId: string, many: number): Promise<void> {
  for (let number = 1; number <= many; number += 1) await alice.send(channelId, `message ${number}`);
}

describe('a marker', () => {
  test('at the head leaves nothing unread, for that person alone', async () => {
    const channelId = await newChannel();
    await sendMany(channelId, 3);
    expect(await read(bob, channelId, 3)).toMatchObject({
      channelId,
      userId: 'bob',
      lastReadSeq: 3,
      unreadCount: 0,
      user: { id: 'bob', name: 'Bob Tanaka' },
    });
    expect(await shown(bob, channelId)).toMatchObject({ lastReadSeq: 3, unreadCount: 0 });
    expect(await shown(alice, channelId)).toMatchObject({ lastReadSeq: 0, unreadCount: 3 });
  });

  test('below the head leaves what was sent after it, the reader’s own and deleted ones included', async () => {
    const channelId = await newChannel();
    await sendMany(channelId, 2);
    const { id } = await bob.send(channelId, 'mine');
    await bob.get(operations.deleteMessage, { input: { id, channelId } });
    await alice.send(channelId, 'last');
    expect(await read(bob, channelId, 1)).toMatchObject({ lastReadSeq: 1, unreadCount: 3 });
    // Where the message was deleted, no message was sent.
    expect(await read(bob, channelId, 4)).toMatchObject({ lastReadSeq: 4, unreadCount: 1 });
  });

  test('never goes back, and answers with where it stands', async () => {
    const channelId = await newChannel();
    await sendMany(channelId, 4);
    await read(bob, channelId, 3);
    for (const seq of [0, 1, 3]) {
      expect(await read(bob, channelId, seq)).toMatchObject({ lastReadSeq: 3, unreadCount: 1 });
    }
    expect(await shown(bob, channelId)).toMatchObject({ lastReadSeq: 3, unreadCount: 1 });
  });

  test('of several devices at once ends at the furthest', async () => {
    const channelId = await newChannel();
    await sendMany(channelId, 12);
    await Promise.all([3, 9, 1, 12, 7, 11, 2].map((seq) => read(bob, channelId, seq)));
    expect(await shown(bob, channelId)).toMatchObject({ lastReadSeq: 12, unreadCount: 0 });
  });

  test('is exact anywhere in 10,000 messages', async () => {
    await write(network, { ChannelMember: [channelMember('harbor_logbook', 'carol')] });
    for (const seq of [1, 63, 64, 65, 128, 4_321, 6_400, 9_934, 9_935, 9_936, 9_999, 10_000]) {
      const marker = { lastReadSeq: seq, unreadCount: 10_000 - seq };
      expect(await read(carol, 'harbor_logbook', seq)).toMatchObject(marker);
      expect(await shown(carol, 'harbor_logbook')).toMatchObject(marker);
    }
  });

  test('is exact where most positions are no message', async () => {
    const channelId = await newChannel();
    const sent = Array.from({ length: 300 }, (_, index) => oldMessage(channelId, 'alice', 7 * (index + 1), index + 1));
    await write(network, { Message: sent });
    await network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Channel'),
      Key: { id: { S: channelId } },
      UpdateExpression: 'SET headSeq = :head, messageCount = :count',
      ExpressionAttributeValues: { ':head': { N: '2105' }, ':count': { N: '300' } },
    });
    for (const seq of [6, 7, 8, 447, 448, 449, 1_000, 1_500, 2_039, 2_041, 2_099, 2_100, 2_104, 2_105]) {
      const { unreadCount } = await read(bob, channelId, seq);
      expect(unreadCount, `read up to ${seq}`).toBe(sent.filter((message) => message.seq > seq).length);
    }
  });

  test('takes away that somebody is mentioned, where it passes that message', async () => {
    const channelId = await newChannel();
    await alice.send(channelId, 'Hello <@bob>');
    await alice.send(channelId, 'Anyone?');
    expect(await shown(bob, channelId)).toEqual({ lastReadSeq: 0, unreadCount: 2, isMentioned: true });
    await read(bob, channelId, 1);
    expect(await shown(bob, channelId)).toEqual({ lastReadSeq: 1, unreadCount: 1, isMentioned: false });
  });

  test('moves in a direct message, and in an archived channel', async () => {
    expect(await read(bob, 'harbor_dm-alice-bob', 1)).toMatchObject({ userId: 'bob' });
    const channelId = await newChannel();
    await sendMany(channelId, 1);
    await alice.get(operations.archiveChannel, { input: { channelId, isArchived: true } });
    expect(await read(bob, channelId, 1)).toMatchObject({ lastReadSeq: 1, unreadCount: 0 });
  });
});

describe('a marker that can not be', () => {
  const refused: [name: string, seq: number, limit: number][] = [
    ['below 0', -1, 0],
    ['beyond the head', 4, 3],
    ['far beyond it', 2_147_483_647, 3],
  ];
  for (const [name, seq, limit] of refused) {
    test(`is refused, and nothing moves: ${name}`, async () => {
      const channelId = await newChannel();
      await sendMany(channelId, 3);
      const before = await rowOf(network, 'ChannelMember', { userId: 'bob', channelId });
      const { data, errors } = await tryRead(bob, channelId, seq);
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        { errorType: 'InvalidInput', errorInfo: { code: 'SEQ_INVALID', field: 'seq', limit, retryable: false } },
      ]);
      expect(await rowOf(network, 'ChannelMember', { userId: 'bob', channelId })).toEqual(before);
    });
  }

  test('is refused to whoever may read the channel and is not in it', async () => {
    const { errors } = await tryRead(carol, await newChannel(), 0);
    expect(errors).toMatchObject([{ errorType: 'Forbidden', errorInfo: { code: 'MEMBERS_ONLY' } }]);
  });

  for (const [name, person, channelId] of [
    ['a private channel', () => bob, 'harbor_launch'],
    ['somebody else’s direct message', () => dave, 'harbor_dm-alice-bob'],
    ['another workspace', () => eve, 'harbor_general'],
    ['nothing', () => alice, 'harbor_absent'],
  ] as const) {
    test(`is refused as in a channel that is not there: ${name}`, async () => {
      const { data, errors } = await tryRead(person(), channelId, 0);
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }]);
    });
  }
});
