import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  AddReactionMutation,
  AddWorkspaceMemberMutation,
  ListChannelMembersQuery,
  ListReactionsQuery,
  ListWorkspaceMembersQuery,
  MeQuery,
  OpenDmMutation,
} from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { type Company, createChannel, foundCompany } from '../support/company.ts';
import { channelOf } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { Person } from '../support/person.ts';

/** Ids that sessions may carry: what every JavaScript object answers to, and what identity providers use. */
const odd = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'auth0|5f7c8ec7',
  'mia.o-k@harbor.example',
  'eu-west-1:6f1c',
] as const;

let network: Network;
let company: Company;
let channelId: string;
const person: Record<string, Person> = Object.create(null) as Record<string, Person>;
const of = (userId: string) => person[userId] as Person;

beforeAll(async () => {
  network = await startNetwork({ stage: 'prod' });
  company = await foundCompany(network, 'odd');
  const { owner, workspaceId } = company;
  for (const user of [...odd, 'name', 'id']) {
    person[user] = new Person(user, (await network.signInAs({ user, name: `I am ${user}` })).token, network);
    await owner.get<AddWorkspaceMemberMutation>(operations.addWorkspaceMember, {
      input: { workspaceId, userId: user },
    });
  }
  channelId = (await createChannel(owner, workspaceId, 'odd', { members: [...odd, 'name', 'id'] })).id;
});
afterAll(() => network?.close());

async function listed(): Promise<[string, string | null][]> {
  const { workspaceId } = company;
  const { listWorkspaceMembers } = await company.owner.get<ListWorkspaceMembersQuery>(operations.listWorkspaceMembers, {
    workspaceId,
  });
  const { listChannelMembers } = await company.owner.get<ListChannelMembersQuery>(operations.listChannelMembers, {
    channelId,
  });
  const inWorkspace = listWorkspaceMembers.items.map(({ userId, user }): [string, string | null] => [
    userId,
    user?.name ?? null,
  ]);
  const inChannel = listChannelMembers.items.map(({ userId, user }): [string, string | null] => [
    userId,
    user?.name ?? null,
  ]);
  const isInBoth = ([userId]: [string, string | null]) => !!person[userId];
  expect(inChannel.filter(isInBoth)).toEqual(inWorkspace.filter(isInBoth));
  return inChannel.filter(isInBoth);
}

describe('a person whose id every object answers to', () => {
  test('has no profile before they have signed in, and their own after', async () => {
    const names = [...odd, 'id', 'name'].toSorted();
    expect(await listed()).toEqual(names.map((userId) => [userId, null]));
    for (const userId of odd) await of(userId).get<MeQuery>(operations.me);
    const isOdd = (userId: string) => (odd as readonly string[]).includes(userId);
    expect(await listed()).toEqual(names.map((userId) => [userId, isOdd(userId) ? `I am ${userId}` : null]));
  });

  test('sends, reacts, is mentioned and opens direct messages like anybody else', async () => {
    for (const userId of odd) {
      const sent = await of(userId).send(channelId, `<@${userId}> and <@name>`);
      expect(sent).toMatchObject({ userId, mentions: [userId, 'name'] });
      const input = { messageId: sent.id, channelId, emoji: '👍' };
      const { addReaction } = await of(userId).get<AddReactionMutation>(operations.addReaction, { input });
      expect(addReaction).toMatchObject({ userId, emoji: '👍' });
      const { listReactions } = await of(userId).get<ListReactionsQuery>(operations.listReactions, {
        messageId: sent.id,
        channelId,
      });
      expect(listReactions.items).toMatchObject([{ userId, emoji: '👍' }]);
      const { openDm } = await of(userId).get<OpenDmMutation>(operations.openDm, {
        input: { workspaceId: company.workspaceId, members: ['name'] },
      });
      expect(openDm.members).toEqual([userId, 'name'].toSorted());
    }
  });

  test('stands in lists that are paged one by one, once', async () => {
    const { owner, workspaceId } = company;
    const { id: messageId } = await owner.send(channelId, 'Who is here?');
    for (const userId of odd) {
      await of(userId).get(operations.addReaction, { input: { messageId, channelId, emoji: '👋' } });
    }
    const walk = async (query: string, variables: object) => {
      const ids: string[] = [];
      let nextToken: string | null = null;
      do {
        const data: Record<string, { items: { userId: string }[]; nextToken: string | null }> = await owner.get(query, {
          ...variables,
          limit: 1,
          nextToken,
        });
        const [page] = Object.values(data);
        ids.push(...(page?.items ?? []).map(({ userId }) => userId));
        nextToken = page?.nextToken ?? null;
      } while (nextToken);
      return ids;
    };
    expect(await walk(operations.listReactions, { messageId, channelId })).toEqual(odd.toSorted());
    for (const [query, variables] of [
      [operations.listWorkspaceMembers, { workspaceId }],
      [operations.listChannelMembers, { channelId }],
    ] as const) {
      const ids = await walk(query, variables);
      expect(ids).toEqual([...new Set(ids)].toSorted());
      expect(ids).toEqual(expect.arrayContaining([...odd]));
    }
  });

  test('has a send limit of their own', async () => {
    const { owner, workspaceId } = company;
    for (const [index, userId] of odd.entries()) {
      // A channel each: in one of all of them, what the channel takes in a second could refuse a person before their own limit does.
      const { id } = await createChannel(owner, workspaceId, `flood-${index}`, { members: [userId] });
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => of(userId).trySend(id, `${n}`)));
      const codes = answers.flatMap(({ errors }) => errors.map(({ errorInfo }) => errorInfo?.code));
      expect(codes, userId).toContain('SEND_LIMIT');
      expect(Object.keys((await channelOf(network, id)).senders)).toContain(userId);
    }
  });
});
