import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { OnInboxEventSubscription } from '../../generated/operations.ts';
import { addChannel, joinCrowd, rowOf } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { openSocket, type Socket } from '../support/socket.ts';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
let dave: Person;
let eve: Person;
const sockets: Socket[] = [];
const general = 'harbor_general';

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, carol, dave, eve } = await network.everyone());
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await network?.close();
});

/** What concerns the person from now on. */
async function inboxOf(person: Person) {
  const socket = await openSocket(network.realtimeUrl, person.token);
  sockets.push(socket);
  return socket.subscribe<OnInboxEventSubscription['onInboxEvent']>(operations.onInboxEvent, { userId: person.userId });
}

/** The position of the last message that is noted to mention them; undefined = none. */
async function notedFor(channelId: string, userId: string): Promise<number | undefined> {
  // What the table holds, in DynamoDB's own JSON.
  const row = (await rowOf(network, 'ChannelMember', { userId, channelId })) as {
    lastMentionSeq?: { N: string };
  } | null;
  return row?.lastMentionSeq ? Number(row.lastMentionSeq.N) : undefined;
}

async function refusalOf(content: string) {
  const { data, errors } = await alice.trySend(general, content);
  expect(data).toBeNull();
  return { type: errors[0]?.errorType, ...errors[0]?.errorInfo };
}

describe('the people whom a message mentions', () => {
  for (const [name, content, mentions] of [
    ['are those in it, each once, in their order', '<@bob>, <@carol> and <@bob> again', ['bob', 'carol']],
    ['may be its author', 'note to <@alice>', ['alice']],
    ['need not exist', 'where is <@nobody>?', ['nobody']],
    ['may have ids with signs in them', '<@a.b:c@d|e-f_g>', ['a.b:c@d|e-f_g']],
    ['are not what is no id', '<@> <@a b> <@bob <bob> @bob <@@>x<@é>', ['@']],
    ['are not what is left open', 'and <@bob', []],
    ['are found within one another', '<@<@bob>', ['bob']],
  ] as const) {
    test(name, async () => {
      const sent = await alice.send(general, content);
      expect(sent.mentions).toEqual(mentions);
      expect((await bob.page(general, { limit: 1 })).items).toEqual([sent]);
    });
  }

  test('are at most fifteen, however often each', async () => {
    const fifteen = Array.from({ length: 15 }, (_, index) => `<@p${index}>`);
    expect((await alice.send(general, [...fifteen, ...fifteen].join(' '))).mentions).toHaveLength(15);
    expect(await refusalOf([...fifteen, '<@one-more>'].join(' '))).toMatchObject({
      type: 'InvalidInput',
      code: 'MENTIONS_TOO_MANY',
      field: 'content',
      limit: 15,
    });
  });

  test('do not make a message of two thousand beginnings of one fail', async () => {
    expect((await alice.send(general, '<@'.repeat(2000))).mentions).toEqual([]);
  });
});

describe('who is mentioned', () => {
  test('is told in their inbox, and has it noted as a member', async () => {
    const inbox = await inboxOf(bob);
    const sent = await alice.send(general, 'look, <@bob>');
    expect(await inbox.until(() => true)).toEqual({
      userId: 'bob',
      kind: 'MENTIONED',
      actorId: 'alice',
      at: sent.createdAt,
      workspaceId: 'harbor',
      channelId: general,
      messageId: sent.id,
      seq: sent.seq,
    });
    expect(await notedFor(general, 'bob')).toBe(sent.seq);
  });

  test('is told without being a member, where they may read, and nothing is noted', async () => {
    const [visitor] = (await joinCrowd(network, 'harbor', 'passerby', 1)) as [Person];
    const inbox = await inboxOf(visitor);
    const sent = await alice.send(general, 'hello <@passerby-0>');
    expect(await inbox.until(() => true)).toMatchObject({ kind: 'MENTIONED', messageId: sent.id });
    expect(await rowOf(network, 'ChannelMember', { userId: 'passerby-0', channelId: general })).toBeNull();
  });

  test('hears nothing where they may not read: of a private channel, of one that a guest is not in, of another house', async () => {
    const people = [bob, dave, eve];
    const inboxes = await Promise.all(people.map(inboxOf));
    await alice.send('harbor_launch', 'not for <@bob> nor <@dave> nor <@eve>');
    await alice.send('harbor_design', 'not for <@dave> nor <@eve>');
    // What they may hear, they hear, so that it is known that nothing came before.
    const last = await alice.send(general, 'for <@bob> and <@dave>');
    const home = await eve.send('orchard_general', 'for myself: <@eve>');
    for (const inbox of inboxes.slice(0, 2)) {
      await inbox.until((event) => event?.messageId === last.id);
      expect(inbox.events).toHaveLength(1);
    }
    expect(home.mentions).toEqual(['eve']);
    expect(inboxes[2]?.events).toEqual([]);
    expect(await notedFor('harbor_launch', 'bob')).toBeUndefined();
  });

  test('is not the author, who is neither told nor noted', async () => {
    const before = await notedFor(general, 'carol');
    const inbox = await inboxOf(carol);
    await carol.send(general, 'note to <@carol>');
    const other = await alice.send(general, 'and now <@carol>');
    await inbox.until((event) => event?.messageId === other.id);
    expect(inbox.events).toHaveLength(1);
    expect(await notedFor(general, 'carol')).toBe(other.seq);
    expect(before === undefined || before < other.seq).toBe(true);
  });

  test('is told in a direct message too, and only its people are', async () => {
    const { channel } =
      (await alice.channels('harbor')).find((one) => one.channel.members?.join() === 'alice,bob') ?? {};
    const inbox = await inboxOf(bob);
    const sent = await alice.send(channel?.id ?? '', '<@bob>, not <@carol>');
    expect(await inbox.until(() => true)).toMatchObject({ channelId: channel?.id, messageId: sent.id });
    expect(await notedFor(channel?.id ?? '', 'bob')).toBe(sent.seq);
  });

  test('is told once more by a retry, and the later mention stays noted', async () => {
    const id = ulid();
    const sent = await alice.send(general, 'once <@bob>', { id });
    const later = await alice.send(general, 'later <@bob>');
    const inbox = await inboxOf(bob);
    for (const isRetry of [false, true]) await alice.send(general, 'once <@bob>', { id, isRetry });
    const end = await alice.send(general, 'end <@bob>');
    await inbox.until((event) => event?.messageId === end.id);
    expect(inbox.events.map((event) => event?.seq)).toEqual([sent.seq, sent.seq, end.seq]);
    expect(later.seq).toBeLessThan(end.seq);
    await alice.send(general, 'once <@bob>', { id });
    expect(await notedFor(general, 'bob')).toBe(end.seq);
  });

  test('is not told by an edit', async () => {
    const sent = await alice.send(general, 'nobody yet');
    const inbox = await inboxOf(bob);
    await alice.get(operations.editMessage, { input: { id: sent.id, channelId: general, content: 'now <@bob>' } });
    const next = await alice.send(general, 'again <@bob>');
    await inbox.until((event) => event?.messageId === next.id);
    expect(inbox.events).toHaveLength(1);
  });

  test('may be fifteen people at once, of whom all are told and noted, also where one has just left', async () => {
    const crowd = await joinCrowd(network, 'harbor', 'fifteen', 15);
    const channelId = await addChannel(network, 'harbor', 'crowded', [alice, ...crowd]);
    // One has a later mention noted already, which alone would cancel the note for all.
    await network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('ChannelMember'),
      Key: { userId: { S: 'fifteen-3' }, channelId: { S: channelId } },
      UpdateExpression: 'SET lastMentionSeq = :later',
      ExpressionAttributeValues: { ':later': { N: '999' } },
    });
    const inboxes = await Promise.all(crowd.map(inboxOf));
    const sent = await alice.send(channelId, crowd.map(({ userId }) => `<@${userId}>`).join(' '));
    for (const inbox of inboxes) expect(await inbox.until(() => true)).toMatchObject({ messageId: sent.id });
    const noted = await Promise.all(crowd.map(({ userId }) => notedFor(channelId, userId)));
    expect(noted).toEqual(crowd.map((_, index) => (index === 3 ? 999 : sent.seq)));
  });
});
