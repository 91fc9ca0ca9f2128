import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { GetChannelQuery, ListMyChannelsQuery, ListWorkspacesQuery, MeQuery } from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let dave: Person;
let eve: Person;

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, dave, eve } = await network.everyone());
});
afterAll(() => network?.close());

const channel = (person: Person, id: string) => person.ask<GetChannelQuery>(operations.getChannel, { id });

describe('me', () => {
  test('is the profile of whoever asks', async () => {
    const { me } = await alice.get<MeQuery>(operations.me);
    expect(me).toMatchObject({ id: 'alice', name: 'Alice Moreau' });
  });

  test('is made of the session where the person was never seen, and is the same ever after', async () => {
    await network.dynamoDb.call('DeleteItem', { TableName: network.tableOf('User'), Key: { id: { S: 'dave' } } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => dave.get<MeQuery>(operations.me)));
    expect(answers[0]?.me).toMatchObject({ id: 'dave', name: 'Dave Lindqvist' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await dave.get<MeQuery>(operations.me)).toEqual(answers[0]);
  });
});

describe('workspaces', () => {
  test('are those that the caller is in', async () => {
    const mine = await alice.get<ListWorkspacesQuery>(operations.listWorkspaces);
    expect(mine.listWorkspaces.items.map((one) => one.id)).toEqual(['harbor']);
    const hers = await eve.get<ListWorkspacesQuery>(operations.listWorkspaces);
    expect(hers.listWorkspaces.items.map((one) => one.name)).toEqual(['Old Orchard']);
  });
});

describe('my channels', () => {
  test('are the channels and direct messages that the caller is in, with what is unread', async () => {
    const mine = await alice.channels('harbor');
    expect(mine.map(({ channel }) => channel.id).sort()).toEqual([
      'harbor_boathouse',
      'harbor_design',
      'harbor_dm-alice-bob',
      'harbor_dm-alice-bob-carol',
      'harbor_general',
      'harbor_launch',
      'harbor_logbook',
    ]);
    expect(mine.find((one) => one.channel.id === 'harbor_boathouse')).toMatchObject({ unreadCount: 3, lastReadSeq: 0 });
    expect(mine.find((one) => one.channel.id === 'harbor_dm-alice-bob')?.channel).toMatchObject({
      name: null,
      isDm: true,
      isPrivate: true,
      members: ['alice', 'bob'],
      memberCount: 2,
    });
  });

  test('count as unread what is sent after the caller’s marker', async () => {
    const unread = async () =>
      (await bob.channels('harbor')).find((one) => one.channel.id === 'harbor_general')?.unreadCount;
    const before = (await unread()) ?? 0;
    await alice.send('harbor_general', 'one more');
    expect(await unread()).toBe(before + 1);
  });

  test('come in pages that hold each channel once', async () => {
    const seen: string[] = [];
    let nextToken: string | null = null;
    do {
      const page: ListMyChannelsQuery = await alice.get(operations.listMyChannels, {
        workspaceId: 'harbor',
        limit: 2,
        nextToken,
      });
      seen.push(...page.listMyChannels.items.map((one) => one.channel.id));
      nextToken = page.listMyChannels.nextToken;
    } while (nextToken);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  for (const workspaceId of ['orchard', 'nowhere']) {
    test(`of a workspace that the caller is not in (${workspaceId}) are not found`, async () => {
      const { data, errors } = await alice.ask(operations.listMyChannels, { workspaceId });
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        { errorType: 'NotFound', message: 'There is no such workspace.', errorInfo: { code: 'WORKSPACE_NOT_FOUND' } },
      ]);
    });
  }
});

describe('a cursor of a list', () => {
  const wrong: [name: string, cursor: string][] = [
    ['that is none', 'garbage'],
    ['that was cut', Buffer.from('harbor\nharbor_design').toString('base64').slice(0, -3)],
    ['of another list', Buffer.from('orchard\norchard_general').toString('base64')],
    ['that leads out of its list', Buffer.from('harbor\na_b').toString('base64')],
  ];
  for (const [name, nextToken] of wrong) {
    test(`${name} is refused, and not to be tried again`, async () => {
      for (const [query, variables] of [
        [operations.listMyChannels, { workspaceId: 'harbor', nextToken }],
        [operations.listWorkspaces, { nextToken }],
      ] as const) {
        const { data, errors } = await alice.ask(query, variables);
        expect(data).toBeNull();
        expect(errors).toMatchObject([
          {
            errorType: 'InvalidInput',
            errorInfo: { code: 'CURSOR_INVALID', field: 'nextToken', retryable: false },
          },
        ]);
      }
    });
  }

  test('leads on from where the page ended, in whoever’s hands, to what the caller is in', async () => {
    const first = await alice.get<ListMyChannelsQuery>(operations.listMyChannels, { workspaceId: 'harbor', limit: 1 });
    const { items, nextToken } = first.listMyChannels;
    const rest = await bob.get<ListMyChannelsQuery>(operations.listMyChannels, { workspaceId: 'harbor', nextToken });
    const his = (await bob.channels('harbor')).map((one) => one.channel.id);
    expect(items.map((one) => one.channel.id)).toEqual(['harbor_boathouse']);
    expect(rest.listMyChannels.items.map((one) => one.channel.id)).toEqual(
      his.filter((id) => id !== 'harbor_boathouse'),
    );
  });

  test('leads through many workspaces, each once', async () => {
    for (const workspaceId of ['harbor-2', 'orchard']) {
      await network.dynamoDb.call('PutItem', {
        TableName: network.tableOf('WorkspaceMember'),
        Item: { userId: { S: 'dave' }, workspaceId: { S: workspaceId }, role: { S: 'GUEST' } },
      });
    }
    const seen: string[] = [];
    let nextToken: string | null = null;
    do {
      const page: ListWorkspacesQuery = await dave.get(operations.listWorkspaces, { limit: 1, nextToken });
      seen.push(...page.listWorkspaces.items.map((one) => one.id));
      nextToken = page.listWorkspaces.nextToken;
    } while (nextToken);
    // There is no workspace harbor-2; its membership is passed over.
    expect(seen).toEqual(['harbor', 'orchard']);
    for (const workspaceId of ['harbor-2', 'orchard']) {
      await network.dynamoDb.call('DeleteItem', {
        TableName: network.tableOf('WorkspaceMember'),
        Key: { userId: { S: 'dave' }, workspaceId: { S: workspaceId } },
      });
    }
  });
});

describe('one channel', () => {
  test('is shown to whoever may read it', async () => {
    const { data } = await channel(bob, 'harbor_general');
    expect(data?.getChannel).toMatchObject({
      id: 'harbor_general',
      workspaceId: 'harbor',
      name: 'general',
      isPrivate: false,
      isDm: false,
      members: null,
    });
  });
  test('answers alike, word for word, where it is hidden and where it is not there', async () => {
    const hidden = await channel(bob, 'harbor_launch');
    const foreign = await channel(eve, 'harbor_general');
    const absent = await channel(bob, 'harbor_absent');
    expect(hidden.data).toEqual({ getChannel: null });
    expect(hidden).toEqual(absent);
    expect(foreign).toEqual(absent);
    expect(absent.errors[0]).toMatchObject({ errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } });
  });
});

describe('a workspace that somebody left', () => {
  test('is closed to them at once, whatever memberships of channels are left behind', async () => {
    const carol = await network.as('carol');
    expect((await carol.ask(operations.messagesByChannel, { channelId: 'harbor_launch' })).errors).toEqual([]);
    await network.dynamoDb.call('DeleteItem', {
      TableName: network.tableOf('WorkspaceMember'),
      Key: { userId: { S: 'carol' }, workspaceId: { S: 'harbor' } },
    });
    for (const channelId of ['harbor_launch', 'harbor_general', 'harbor_dm-alice-bob-carol']) {
      expect((await carol.ask(operations.messagesByChannel, { channelId })).errors).toMatchObject([
        { errorType: 'NotFound' },
      ]);
      expect((await carol.trySend(channelId, 'still here?')).errors).toMatchObject([{ errorType: 'NotFound' }]);
      await expect(carol.listen(channelId)).rejects.toMatchObject({ errorType: 'NotFound' });
    }
  });
});

describe('a channel that is archived', () => {
  test('can be read and heard, not written', async () => {
    await network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Channel'),
      Key: { id: { S: 'harbor_boathouse' } },
      UpdateExpression: 'SET archivedAt = :now',
      ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
    });
    expect((await alice.page('harbor_boathouse')).items).toHaveLength(3);
    (await alice.listen('harbor_boathouse')).close();
    const { data, errors } = await alice.trySend('harbor_boathouse', 'too late');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ errorType: 'Forbidden', errorInfo: { code: 'CHANNEL_ARCHIVED' } }]);
  });
});
