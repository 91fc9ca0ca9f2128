import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ArchiveChannelMutation,
  GetChannelQuery,
  ListChannelsQuery,
  UpdateChannelMutation,
} from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import type { CreateChannelInput, UpdateChannelInput } from '../../generated/schema.ts';
import { type Company, createChannel, foundCompany, openInbox, refusalOf } from '../support/company.ts';
import { channelMember, joinCrowd, rowOf, rowsOf, write } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let company: Company;

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'company');
});
afterAll(() => network?.close());

const update = async (person: Person, input: UpdateChannelInput) =>
  (await person.get<UpdateChannelMutation>(operations.updateChannel, { input })).updateChannel;
const archive = async (person: Person, channelId: string, isArchived?: boolean) =>
  (await person.get<ArchiveChannelMutation>(operations.archiveChannel, { input: { channelId, isArchived } }))
    .archiveChannel;
const read = async (person: Person, id: string) =>
  (await person.get<GetChannelQuery>(operations.getChannel, { id })).getChannel;
const refusedCreation = (person: Person, more: Partial<CreateChannelInput>) =>
  refusalOf(person, operations.createChannel, {
    input: { workspaceId: company.workspaceId, name: 'never', ...more },
  });

describe('a new channel', () => {
  test('has its maker and those whom they name in it, each once, and tells all of them', async () => {
    const { member, other, guest, workspaceId } = company;
    const inboxes = await Promise.all([member, other, guest].map((person) => openInbox(network, person)));
    const channel = await createChannel(member, workspaceId, ' Harbour ', {
      topic: ' Boats\u0300 ',
      members: [guest.userId, other.userId, member.userId, other.userId],
    });
    expect(channel).toMatchObject({
      name: 'Harbour',
      topic: 'Boats\u0300',
      isPrivate: false,
      isDm: false,
      members: null,
      memberCount: 3,
      headSeq: 0,
      createdBy: member.userId,
      archivedAt: null,
      lastMessageAt: null,
    });
    expect(channel.id).toMatch(new RegExp(`^${workspaceId}_[0-9A-Z]{26}$`));
    expect(await read(other, channel.id)).toEqual(channel);
    for (const { heard, socket } of inboxes) {
      expect(await heard.until(() => true)).toMatchObject({
        kind: 'CHANNEL_JOINED',
        actorId: member.userId,
        channelId: channel.id,
        at: channel.createdAt,
      });
      socket.close();
    }
    expect((await member.send(channel.id, 'first')).seq).toBe(1);
    expect((await guest.channels(workspaceId)).map((mine) => [mine.channel.id, mine.unreadCount])).toEqual([
      [channel.id, 1],
    ]);
  });

  test('takes a hundred others at once, and tells the first forty of its people', async () => {
    const { owner, workspaceId } = company;
    const crowd = await joinCrowd(network, workspaceId, 'hundred', 100);
    const members = crowd.map(({ userId }) => userId);
    // With the owner, who comes first, these are the last that the two calls tell, and the first whom none does.
    const [twentieth, fortieth, later] = await Promise.all(
      [18, 38, 39].map((index) => openInbox(network, crowd[index] as Person)),
    );
    const channel = await createChannel(owner, workspaceId, 'everyone', { members, isPrivate: true });
    expect(channel.memberCount).toBe(101);
    for (const inbox of [twentieth, fortieth]) {
      expect((await inbox?.heard.until(() => true))?.channelId).toBe(channel.id);
      inbox?.socket.close();
    }
    const small = await createChannel(owner, workspaceId, 'small', { members: ['hundred-39'] });
    expect((await later?.heard.until(() => true))?.channelId).toBe(small.id);
    later?.socket.close();
    const mine = await (crowd[99] as Person).channels(workspaceId);
    expect(mine.map((one) => one.channel.id)).toEqual([channel.id]);
    expect(await rowsOf(network, 'ChannelMember', ['channelId', channel.id], 'members_by_channel')).toHaveLength(101);
    const { errors } = await owner.ask(operations.createChannel, {
      input: { workspaceId, name: 'too many', members: [...members, company.other.userId] },
    });
    expect(errors).toMatchObject([{ errorInfo: { code: 'MEMBERS_TOO_MANY', field: 'members', limit: 100 } }]);
  });

  test('is refused to guests and to those who are not there, and with people who are not', async () => {
    const { guest, outsider, member, workspaceId } = company;
    expect(await refusedCreation(guest, {})).toBe('Forbidden ROLE_REQUIRED');
    expect(await refusedCreation(outsider, {})).toBe('NotFound WORKSPACE_NOT_FOUND');
    expect(await refusedCreation(member, { members: [outsider.userId] })).toBe('NotFound MEMBER_NOT_FOUND members');
    expect(await refusedCreation(member, { members: ['no one'] })).toBe('InvalidInput MEMBERS_INVALID members');
    expect(await refusedCreation(member, { name: ' ' })).toBe('InvalidInput NAME_INVALID name');
    expect(await refusedCreation(member, { topic: 'a\tb' })).toBe('InvalidInput TOPIC_INVALID topic');
    expect(await refusedCreation(member, { topic: 'x'.repeat(251) })).toBe('InvalidInput TOPIC_INVALID topic');
    const topic = '\u{1F642}'.repeat(250);
    expect((await createChannel(member, workspaceId, 'long topic', { topic })).topic).toBe(topic);
    // The 91st of those named is read in a second call.
    const names = Array.from({ length: 95 }, (_, index) => `hundred-${index}`);
    expect(await refusedCreation(member, { members: [...names, 'absent'] })).toBe('NotFound MEMBER_NOT_FOUND members');
    const rows = await rowsOf(network, 'Channel', ['workspaceId', workspaceId], 'channels_by_workspace');
    expect(rows.filter(({ publicName }) => publicName?.S?.startsWith('never'))).toEqual([]);
  });
});

describe('a channel that was never made, since the service died halfway', () => {
  test('shows nowhere to those who were put into it', async () => {
    const { workspaceId } = company;
    const [person] = (await joinCrowd(network, workspaceId, 'halfway', 1)) as [Person];
    const id = `${workspaceId}_01ARZ3NDEKTSV4RRFFQ69G5FAV`;
    await write(network, { ChannelMember: [channelMember(id, person.userId)] });
    expect(await person.channels(workspaceId)).toEqual([]);
    const list = await person.get<ListChannelsQuery>(operations.listChannels, { workspaceId });
    expect(list.listChannels.items.map((channel) => channel.id)).not.toContain(id);
    for (const [query, variables] of [
      [operations.getChannel, { id }],
      [operations.listChannelMembers, { channelId: id }],
      [operations.joinChannel, { input: { channelId: id } }],
    ] as const) {
      expect(await refusalOf(person, query, variables)).toBe('NotFound CHANNEL_NOT_FOUND');
    }
  });
});

describe('changing a channel', () => {
  test('takes a position, is told to those who listen, and moves it in the list', async () => {
    const { member, other, workspaceId } = company;
    const channel = await createChannel(member, workspaceId, 'before', { topic: 'old' });
    const listener = await other.listen(channel.id);
    const changed = await update(member, { channelId: channel.id, name: 'After', topic: '' });
    expect(changed).toMatchObject({ name: 'After', topic: null, headSeq: 1 });
    const event = await listener.next();
    expect(event).toMatchObject({ kind: 'CHANNEL_UPDATED', seq: 1, actorId: member.userId, endsAudience: false });
    expect(event.channel).toEqual(changed);
    expect(await rowOf(network, 'Channel', { id: channel.id })).toMatchObject({
      publicName: { S: `after\n${channel.id}` },
    });
    listener.close();
  });

  test('to what it is already takes no position and tells nothing', async () => {
    const { member, workspaceId } = company;
    const channel = await createChannel(member, workspaceId, 'same', { topic: 'old' });
    const same = { channelId: channel.id, name: ' same ', topic: 'old', isPrivate: false };
    expect(await update(member, same)).toEqual(channel);
    expect(await update(member, { channelId: channel.id })).toEqual(channel);
    expect(await update(member, { channelId: channel.id, name: null, topic: null, isPrivate: null })).toEqual(channel);
  });

  test('is refused to whoever is not in charge, and word for word like an unknown one where it is hidden', async () => {
    const { owner, admin, member, other, guest, outsider, workspaceId } = company;
    const open = await createChannel(member, workspaceId, 'charge', { members: [guest.userId, other.userId] });
    const closed = await createChannel(member, workspaceId, 'charge', { isPrivate: true, members: [other.userId] });
    const refused = (person: Person, channelId: string) =>
      refusalOf(person, operations.updateChannel, { input: { channelId, name: 'mine' } });
    for (const person of [other, guest]) expect(await refused(person, open.id)).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(other, closed.id)).toBe('Forbidden ROLE_REQUIRED');
    for (const person of [owner, admin, guest, outsider]) {
      expect(await refused(person, closed.id)).toBe('NotFound CHANNEL_NOT_FOUND');
    }
    for (const person of [owner, admin, member]) {
      expect((await update(person, { channelId: open.id, name: person.userId })).name).toBe(person.userId);
    }
  });

  test('to private ends the audience, and takes it out of the list; it stays private', async () => {
    const { member, other, workspaceId } = company;
    const channel = await createChannel(member, workspaceId, 'closing', { topic: 'old' });
    const listener = await other.listen(channel.id);
    const changed = await update(member, { channelId: channel.id, isPrivate: true, name: 'closed' });
    expect(changed).toMatchObject({ isPrivate: true, name: 'closed', topic: 'old' });
    const event = await listener.next();
    expect(event).toMatchObject({ kind: 'CHANNEL_UPDATED', endsAudience: true, audience: `${channel.id}:1.1` });
    expect(await rowOf(network, 'Channel', { id: channel.id })).not.toHaveProperty('publicName');
    expect(await refusalOf(other, operations.getChannel, { id: channel.id })).toBe('NotFound CHANNEL_NOT_FOUND');
    const again = await member.listen(channel.id);
    await member.send(channel.id, 'among us');
    expect((await again.next()).audience).toBe(`${channel.id}:1.2`);
    expect(listener.heard()).toEqual([]);
    again.close();
    listener.close();
    const reopen = { input: { channelId: channel.id, isPrivate: false } };
    expect(await refusalOf(member, operations.updateChannel, reopen)).toBe('Forbidden STAYS_PRIVATE isPrivate');
    expect((await update(member, { channelId: channel.id, name: 'renamed' })).name).toBe('renamed');
    expect(await rowOf(network, 'Channel', { id: channel.id })).not.toHaveProperty('publicName');
  });
});

describe('an archived channel', () => {
  test('is read as before, and changed by nobody until it is opened again', async () => {
    const { member, other, guest, workspaceId } = company;
    const { id } = await createChannel(member, workspaceId, 'archive', { members: [guest.userId] });
    await member.send(id, 'before');
    const listener = await guest.listen(id);
    const archived = await archive(member, id);
    expect(archived).toMatchObject({ archivedAt: expect.any(String), headSeq: 2 });
    expect(await listener.next()).toMatchObject({ kind: 'CHANNEL_UPDATED', channel: archived });
    listener.close();
    expect(await archive(member, id)).toEqual(archived);
    expect((await guest.page(id)).items).toHaveLength(1);
    const input = { channelId: id };
    const person = { channelId: id, userId: other.userId };
    for (const [by, query, variables] of [
      [other, operations.joinChannel, input],
      [guest, operations.leaveChannel, input],
      [member, operations.addChannelMember, person],
      [member, operations.removeChannelMember, { ...person, userId: guest.userId }],
      [member, operations.updateChannel, { ...input, name: 'new' }],
    ] as const) {
      expect(await refusalOf(by, query, { input: variables })).toBe('Forbidden CHANNEL_ARCHIVED');
    }
    expect((await member.trySend(id, 'now')).errors[0]?.errorInfo?.code).toBe('CHANNEL_ARCHIVED');
    for (const by of [other, guest]) {
      expect(await refusalOf(by, operations.archiveChannel, { input: { ...input, isArchived: false } })).toBe(
        'Forbidden ROLE_REQUIRED',
      );
    }
    expect(await archive(member, id, false)).toMatchObject({ archivedAt: null, headSeq: 3 });
    expect((await member.send(id, 'after')).seq).toBe(4);
  });
});

describe('the list of channels', () => {
  async function list(person: Person, workspaceId: string, limit: number) {
    const pages: ListChannelsQuery['listChannels'][] = [];
    let nextToken: string | null | undefined;
    do {
      const answer: ListChannelsQuery = await person.get(operations.listChannels, { workspaceId, limit, nextToken });
      pages.push(answer.listChannels);
      nextToken = answer.listChannels.nextToken;
      expect(answer.listChannels.items.length).toBeLessThanOrEqual(limit);
    } while (nextToken);
    return pages;
  }
  const namesIn = (pages: ListChannelsQuery['listChannels'][]) =>
    pages.flatMap(({ items }) => items.map(({ name }) => name));

  test('is the private ones that the caller is in, then the public ones by name, whatever the page holds', async () => {
    const { owner, member, guest, outsider, workspaceId } = await foundCompany(network, 'lists');
    const others = { members: [guest.userId] };
    // Some of one name, some with what stands between the parts of a cursor, and one that sorts last.
    for (const name of ['beta', 'Alpha', 'beta', 'b|e', 'beta', 'beta two', 'gamma', '\u{1F642}'.repeat(80)]) {
      await createChannel(owner, workspaceId, name, name === 'gamma' ? others : {});
    }
    await createChannel(member, workspaceId, 'mine', { isPrivate: true, ...others });
    await createChannel(owner, workspaceId, 'not mine', { isPrivate: true });
    await member.get(operations.openDm, { input: { workspaceId, members: [owner.userId] } });
    const open = ['Alpha', 'beta', 'beta', 'beta', 'beta two', 'b|e', 'gamma', '\u{1F642}'.repeat(80)];
    for (const limit of [1, 2, 3, 4, 50, 100]) {
      const pages = await list(member, workspaceId, limit);
      expect(namesIn(pages)).toEqual(['mine', ...open]);
      const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }
    for (const limit of [1, 2, 50]) {
      expect(namesIn(await list(guest, workspaceId, limit)).toSorted()).toEqual(['gamma', 'mine']);
    }
    expect(await refusalOf(outsider, operations.listChannels, { workspaceId })).toBe('NotFound WORKSPACE_NOT_FOUND');
  });

  test('has no cursor that tells of a private channel which the caller is not in', async () => {
    const { owner, member, workspaceId } = await foundCompany(network, 'cursors');
    const hidden = await createChannel(owner, workspaceId, 'b hidden', { isPrivate: true });
    for (const name of ['a', 'c', 'd']) await createChannel(owner, workspaceId, name);
    for (const { nextToken } of await list(member, workspaceId, 1)) {
      const told = Buffer.from(nextToken ?? '', 'base64').toString();
      expect(told).not.toContain(hidden.id);
      expect(told).not.toContain('hidden');
    }
  });

  test('takes the cursor of no other workspace, and no nonsense', async () => {
    const { owner, workspaceId } = company;
    const elsewhere = await foundCompany(network, 'elsewhere');
    for (const name of ['one', 'two']) await createChannel(elsewhere.owner, elsewhere.workspaceId, name);
    const [first] = await list(elsewhere.owner, elsewhere.workspaceId, 1);
    const nonsense = [
      'x',
      'A'.repeat(4000),
      Buffer.from('public\n').toString('base64'),
      Buffer.from(`public|${workspaceId}\n${'x'.repeat(301)}`).toString('base64'),
    ];
    for (const nextToken of [first?.nextToken, ...nonsense]) {
      expect(await refusalOf(owner, operations.listChannels, { workspaceId, nextToken })).toBe(
        'InvalidInput CURSOR_INVALID nextToken',
      );
    }
  });
});
