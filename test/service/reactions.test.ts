import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type {
  AddReactionMutation,
  GetMessageQuery,
  ListReactionsQuery,
  MessageFieldsFragment,
  RemoveReactionMutation,
} from '../../generated/operations.ts';
import { addChannel, channelOf, joinCrowd, people, rowsOf, workspaceMember, write } from '../support/crowd.ts';
import { insistOn } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
let dave: Person;
let eve: Person;
const general = 'harbor_general';

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, carol, dave, eve } = await network.everyone());
});
afterAll(() => network?.close());

type Named = Pick<MessageFieldsFragment, 'id' | 'channelId'>;
const inputOf = ({ id, channelId }: Named, emoji: string) => ({ input: { messageId: id, channelId, emoji } });

const add = async (person: Person, message: Named, emoji: string) =>
  (await person.get<AddReactionMutation>(operations.addReaction, inputOf(message, emoji))).addReaction;

const remove = async (person: Person, message: Named, emoji: string) =>
  (await person.get<RemoveReactionMutation>(operations.removeReaction, inputOf(message, emoji))).removeReaction;

const get = async (person: Person, { id }: { id: string }) =>
  (await person.get<GetMessageQuery>(operations.getMessage, { id })).getMessage;

const list = async (person: Person, { id, channelId }: Named, more: object = {}) =>
  (await person.get<ListReactionsQuery>(operations.listReactions, { messageId: id, channelId, ...more })).listReactions;

async function refusalOf(person: Person, query: string, variables: object) {
  const { data, errors } = await person.ask<Record<string, unknown>>(query, variables);
  expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
  expect(errors).toHaveLength(1);
  return { type: errors[0]?.errorType, message: errors[0]?.message, ...errors[0]?.errorInfo };
}

describe('a reaction', () => {
  test('is there once for each person and emoji, and counted for everyone', async () => {
    const sent = await alice.send(general, 'good news');
    expect(await add(bob, sent, '🎉')).toEqual({
      messageId: sent.id,
      channelId: general,
      userId: 'bob',
      emoji: '🎉',
      createdAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) as string,
    });
    await add(carol, sent, '🎉');
    await add(bob, sent, '👍');
    expect((await get(bob, sent))?.reactions).toEqual([
      { emoji: '🎉', count: 2, reactedByMe: true },
      { emoji: '👍', count: 1, reactedByMe: true },
    ]);
    expect((await get(carol, sent))?.reactions).toMatchObject([{ reactedByMe: true }, { reactedByMe: false }]);
    expect((await get(alice, sent))?.reactions).toMatchObject([{ reactedByMe: false }, { reactedByMe: false }]);
  });

  test('changes the message’s revision and leaves its place and words', async () => {
    const sent = await alice.send(general, 'as it was');
    const reaction = await add(bob, sent, '👍');
    expect(await get(alice, sent)).toEqual({
      ...sent,
      rev: sent.seq + 1,
      updatedAt: reaction.createdAt,
      reactions: [{ emoji: '👍', count: 1, reactedByMe: false }],
    });
  });

  test('stands in the order in which its emoji first came, also where one came again', async () => {
    const sent = await alice.send(general, 'in order');
    await add(alice, sent, '👍');
    await add(alice, sent, '❤️');
    await add(bob, sent, '🎉');
    await remove(alice, sent, '👍');
    await add(alice, sent, '👍');
    expect((await get(alice, sent))?.reactions.map(({ emoji }) => emoji)).toEqual(['❤️', '🎉', '👍']);
  });

  test('taken off takes its emoji along when it was the last', async () => {
    const sent = await alice.send(general, 'off again');
    const reaction = await add(bob, sent, '👍');
    await add(carol, sent, '👍');
    expect(await remove(bob, sent, '👍')).toEqual(reaction);
    expect((await get(bob, sent))?.reactions).toEqual([{ emoji: '👍', count: 1, reactedByMe: false }]);
    await remove(carol, sent, '👍');
    expect((await get(carol, sent))?.reactions).toEqual([]);
    expect(await rowsOf(network, 'Reaction', ['messageId', sent.id])).toEqual([]);
  });

  test('is told with the message as it is then, and with nobody’s own view of it', async () => {
    const sent = await alice.send(general, 'heard');
    const listener = await carol.listen(general);
    const reaction = await add(bob, sent, '👀');
    const { reactions, ...rest } = (await get(bob, sent)) as MessageFieldsFragment;
    expect(reactions).toEqual([{ emoji: '👀', count: 1, reactedByMe: true }]);
    expect(await listener.next()).toMatchObject({
      kind: 'REACTION_ADDED',
      seq: rest.rev,
      actorId: 'bob',
      at: reaction.createdAt,
      reaction,
      message: { ...rest, reactions: [{ emoji: '👀', count: 1, reactedByMe: null }] },
    });
    await remove(bob, sent, '👀');
    expect(await listener.next()).toMatchObject({
      kind: 'REACTION_REMOVED',
      seq: rest.rev + 1,
      message: { id: sent.id, reactions: [] },
    });
    listener.close();
  });
});

describe('doing it again', () => {
  test('adds nothing, takes no position and tells nothing', async () => {
    const sent = await alice.send(general, 'twice');
    const reaction = await add(bob, sent, '👍');
    const { headSeq } = await channelOf(network, general);
    expect(await add(bob, sent, '👍')).toEqual(reaction);
    expect((await channelOf(network, general)).headSeq).toBe(headSeq);
    expect((await get(bob, sent))?.reactions).toEqual([{ emoji: '👍', count: 1, reactedByMe: true }]);
  });

  test('takes nothing off that is not there, and says so', async () => {
    const sent = await alice.send(general, 'never');
    const { headSeq } = await channelOf(network, general);
    expect(await remove(bob, sent, '👍')).toEqual({
      messageId: sent.id,
      channelId: general,
      userId: 'bob',
      emoji: '👍',
      createdAt: null,
    });
    expect((await channelOf(network, general)).headSeq).toBe(headSeq);
  });

  test('many at once, on and off, leave a tally that is the rows', async () => {
    const crowd = await joinCrowd(network, 'harbor', 'cheer', 12);
    const channelId = await addChannel(network, 'harbor', 'cheers', [alice]);
    const sent = await alice.send(channelId, 'hooray');
    await Promise.all(
      crowd.map(async (person, index) => {
        await Promise.all(['🎉', '🎉'].map((one) => insistOn(person, operations.addReaction, inputOf(sent, one))));
        if (index % 3 === 0) await insistOn(person, operations.removeReaction, inputOf(sent, '🎉'));
      }),
    );
    expect((await get(alice, sent))?.reactions).toEqual([{ emoji: '🎉', count: 8, reactedByMe: false }]);
    expect(await rowsOf(network, 'Reaction', ['messageId', sent.id])).toHaveLength(8);
  });
});

describe('an emoji', () => {
  const valid = ['👍', '🏽', '👍🏽', '❤️', '☺️', '1️⃣', '#️⃣', '🇺🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍👩‍👧‍👦', '🧑🏿‍🚀', '🏳️‍🌈', '👁️‍🗨️', '🙂‍↔️'];
  for (const emoji of valid) {
    test(`${emoji} is one`, async () => {
      const sent = await alice.send(general, `for ${emoji}`);
      expect((await add(alice, sent, emoji)).emoji).toBe(emoji);
      expect((await get(alice, sent))?.reactions).toEqual([{ emoji, count: 1, reactedByMe: true }]);
      expect((await list(alice, sent, { emoji })).items).toMatchObject([{ emoji, userId: 'alice' }]);
    });
  }

  test('is the same however it was typed', async () => {
    const sent = await alice.send(general, 'hearts');
    for (const [person, emoji] of [
      [alice, '\u2764'],
      [bob, '\u2764\ufe0f'],
    ] as const) {
      expect((await add(person, sent, emoji)).emoji).toBe('\u2764\ufe0f');
    }
    expect((await get(alice, sent))?.reactions).toEqual([{ emoji: '\u2764\ufe0f', count: 2, reactedByMe: true }]);
  });

  test('is not text, not two of them, and not a megabyte', async () => {
    const sent = await alice.send(general, 'plain');
    for (const emoji of ['', 'a', 'ok', '1', '#', ' ', '👍👍', '👍 ', 'a👍', '👍\u0000', '👍'.repeat(250_000)]) {
      for (const query of [operations.addReaction, operations.removeReaction]) {
        expect(await refusalOf(alice, query, inputOf(sent, emoji))).toMatchObject({
          type: 'InvalidInput',
          code: 'EMOJI_INVALID',
          field: 'emoji',
        });
      }
    }
    const { id: messageId, channelId } = sent;
    expect(await refusalOf(alice, operations.listReactions, { messageId, channelId, emoji: 'x' })).toMatchObject({
      code: 'EMOJI_INVALID',
    });
    expect((await get(alice, sent))?.rev).toBe(sent.seq);
  });

  test('more than 20 different ones do not fit on a message, one more of those on it does', async () => {
    const sent = await alice.send(general, 'popular');
    const twenty = Array.from({ length: 20 }, (_, index) => String.fromCodePoint(0x1f400 + index));
    for (const emoji of twenty) await add(alice, sent, emoji);
    expect(await refusalOf(bob, operations.addReaction, inputOf(sent, '👍'))).toMatchObject({
      type: 'InvalidInput',
      code: 'EMOJI_TOO_MANY',
      field: 'emoji',
      limit: 20,
    });
    await add(bob, sent, twenty[3] ?? '');
    expect((await get(bob, sent))?.reactions).toHaveLength(20);
    await remove(alice, sent, twenty[0] ?? '');
    expect((await add(bob, sent, '👍')).emoji).toBe('👍');
  });

  test('is never the 21st, however many race for the last place', async () => {
    const channelId = await addChannel(network, 'harbor', 'lastplace', [alice]);
    const sent = await alice.send(channelId, 'nearly full');
    for (let index = 0; index < 18; index += 1) await add(alice, sent, String.fromCodePoint(0x1f400 + index));
    const last = Array.from({ length: 8 }, (_, index) => String.fromCodePoint(0x1f680 + index));
    await Promise.all(last.map((emoji) => bob.ask(operations.addReaction, inputOf(sent, emoji))));
    expect((await get(alice, sent))?.reactions.length).toBeLessThanOrEqual(20);
    expect(await rowsOf(network, 'Reaction', ['messageId', sent.id])).toHaveLength(
      (await get(alice, sent))?.reactions.length ?? 0,
    );
  });
});

describe('who may react', () => {
  test('whoever may read: a member who is not in it, in a public channel; a guest where added', async () => {
    const [visitor] = await joinCrowd(network, 'harbor', 'visitor', 1);
    const sent = await alice.send('harbor_design', 'look');
    expect((await add(visitor as Person, sent, '👍')).userId).toBe('visitor-0');
    expect((await add(dave, await alice.send(general, 'look'), '👍')).userId).toBe('dave');
  });

  test('nobody who may not: as if the channel were not there', async () => {
    const secret = await alice.send('harbor_launch', 'secret');
    for (const [person, message] of [
      [bob, secret],
      [eve, secret],
      [dave, await alice.send('harbor_design', 'inner')],
      [alice, { id: ulid(), channelId: 'harbor_nowhere' }],
    ] as const) {
      for (const query of [operations.addReaction, operations.removeReaction]) {
        expect(await refusalOf(person, query, inputOf(message, '👍'))).toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
      }
      const { id: messageId, channelId } = message;
      expect(await refusalOf(person, operations.listReactions, { messageId, channelId })).toMatchObject({
        code: 'CHANNEL_NOT_FOUND',
      });
    }
    const misplaced = { id: secret.id, channelId: general };
    expect(await refusalOf(bob, operations.addReaction, inputOf(misplaced, '👍'))).toMatchObject({
      type: 'NotFound',
      code: 'MESSAGE_NOT_FOUND',
    });
  });

  test('nobody in an archived channel, where the list can still be read', async () => {
    const channelId = await addChannel(network, 'harbor', 'oldreact', [alice]);
    const sent = await alice.send(channelId, 'old');
    await add(alice, sent, '👍');
    await network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Channel'),
      Key: { id: { S: channelId } },
      UpdateExpression: 'SET archivedAt = :now',
      ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
    });
    for (const query of [operations.addReaction, operations.removeReaction]) {
      expect(await refusalOf(alice, query, inputOf(sent, '🎉'))).toMatchObject({ code: 'CHANNEL_ARCHIVED' });
    }
    expect((await list(bob, sent)).items).toHaveLength(1);
  });
});

describe('the list of reactions', () => {
  test('comes page by page, all of them or those with one emoji, each once', async () => {
    const crowd = await joinCrowd(network, 'harbor', 'lister', 7);
    const sent = await alice.send(general, 'list me');
    for (const person of crowd) {
      await add(person, sent, '👍');
      await add(person, sent, '#️⃣');
    }
    await add(alice, sent, '🎉');
    const everything: string[] = [];
    const readAll = async (more: object) => {
      const found: string[] = [];
      let nextToken: string | null = null;
      do {
        const page = await list(bob, sent, { limit: 3, nextToken, ...more });
        expect(page.items.length).toBeLessThanOrEqual(3);
        found.push(...page.items.map(({ emoji, userId }) => `${emoji} ${userId}`));
        nextToken = page.nextToken;
      } while (nextToken);
      return found;
    };
    everything.push(...(await readAll({})));
    expect(everything).toHaveLength(15);
    expect(new Set(everything).size).toBe(15);
    expect(await readAll({ emoji: '#️⃣' })).toEqual(crowd.map(({ userId }) => `#️⃣ ${userId}`));
    expect(await readAll({ emoji: '🎉' })).toEqual(['🎉 alice']);
    expect(await readAll({ emoji: '🚀' })).toEqual([]);
  });

  test('is one list with people whose ids begin alike or hold a bar', async () => {
    const names = ['ann', 'ann|1', 'ann-b', 'ann.c', 'annie'];
    const persons = await Promise.all(
      names.map(async (user) => new Person(user, (await network.signInAs({ user, name: user })).token, network)),
    );
    await write(network, { WorkspaceMember: names.map((user) => workspaceMember('harbor', user, 'MEMBER')) });
    const sent = await alice.send(general, 'alike');
    for (const person of persons) await add(person, sent, '👍');
    for (const emoji of [undefined, '👍']) {
      const found: string[] = [];
      let nextToken: string | null = null;
      do {
        const page = await list(bob, sent, { limit: 1, nextToken, ...(emoji ? { emoji } : {}) });
        found.push(...page.items.map(({ userId }) => userId));
        nextToken = page.nextToken;
      } while (nextToken);
      expect(found.toSorted()).toEqual(names.toSorted());
    }
    expect((await get(persons[1] as Person, sent))?.reactions).toMatchObject([{ count: 5, reactedByMe: true }]);
  });

  test('refuses a cursor of another list, and a page of none or of 101', async () => {
    const [one, other] = [await alice.send(general, 'one'), await alice.send(general, 'other')];
    for (const person of [alice, bob, carol]) await add(person, one, '👍');
    const { nextToken } = await list(alice, one, { limit: 1 });
    expect(nextToken).not.toBeNull();
    const { id: messageId, channelId } = other;
    const ask = (more: object) => refusalOf(alice, operations.listReactions, { messageId, channelId, ...more });
    expect(await ask({ nextToken })).toMatchObject({ code: 'CURSOR_INVALID' });
    expect(await ask({ messageId: one.id, emoji: '👍', nextToken })).toMatchObject({ code: 'CURSOR_INVALID' });
    expect(await ask({ nextToken: 'x' })).toMatchObject({ code: 'CURSOR_INVALID' });
    for (const limit of [0, 101]) expect(await ask({ limit })).toMatchObject({ code: 'LIMIT_INVALID', limit: 100 });
  });
});

describe('one message', () => {
  test('is found by its id alone, whoever may read its channel', async () => {
    const sent = await alice.send('harbor_launch', 'for two');
    expect(await get(alice, sent)).toEqual(sent);
    expect(await get(carol, sent)).toEqual(sent);
  });

  test('is refused to others in the very words for one that is not there', async () => {
    const sent = await alice.send('harbor_launch', 'for two');
    const [stranger] = await people(network, 'stranger', 1);
    const absent = await refusalOf(alice, operations.getMessage, { id: ulid() });
    expect(absent).toEqual({
      type: 'NotFound',
      message: 'There is no such message.',
      code: 'MESSAGE_NOT_FOUND',
      retryable: false,
    });
    for (const person of [bob, dave, eve, stranger as Person]) {
      expect(await refusalOf(person, operations.getMessage, { id: sent.id })).toEqual(absent);
    }
    expect(await refusalOf(alice, operations.getMessage, { id: 'x' })).toMatchObject({ code: 'ID_INVALID' });
  });
});
