import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  AddChannelMemberMutation,
  JoinChannelMutation,
  LeaveChannelMutation,
  ListChannelMembersQuery,
  RemoveChannelMemberMutation,
} from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { type Company, createChannel, foundCompany, openInbox, refusalOf } from '../support/company.ts';
import { channelOf, joinCrowd, rowsOf } from '../support/crowd.ts';
import { type Effort, insist, sayEffort } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { seeded } from '../support/seed.ts';

let network: Network;
let company: Company;

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'company');
});
afterAll(() => network?.close());

const join = async (person: Person, channelId: string) =>
  (await person.get<JoinChannelMutation>(operations.joinChannel, { input: { channelId } })).joinChannel;
const leave = async (person: Person, channelId: string) =>
  (await person.get<LeaveChannelMutation>(operations.leaveChannel, { input: { channelId } })).leaveChannel;
const add = async (by: Person, channelId: string, { userId }: Person) =>
  (await by.get<AddChannelMemberMutation>(operations.addChannelMember, { input: { channelId, userId } }))
    .addChannelMember;
const remove = async (by: Person, channelId: string, { userId }: Person) =>
  (await by.get<RemoveChannelMemberMutation>(operations.removeChannelMember, { input: { channelId, userId } }))
    .removeChannelMember;
const list = async (person: Person, channelId: string, more: object = {}) =>
  (await person.get<ListChannelMembersQuery>(operations.listChannelMembers, { channelId, ...more })).listChannelMembers;

describe('joining a public channel', () => {
  test('takes a position, starts with everything read, and is told to the channel and to oneself', async () => {
    const { member, other, workspaceId } = company;
    const { id } = await createChannel(member, workspaceId, 'join');
    await member.send(id, 'before');
    await other.get(operations.me);
    const [listener, inbox] = await Promise.all([member.listen(id), openInbox(network, other)]);
    const joined = await join(other, id);
    expect(joined).toMatchObject({
      channelId: id,
      userId: other.userId,
      addedBy: other.userId,
      lastReadSeq: 2,
      unreadCount: 0,
      user: { name: other.userId },
    });
    const event = await listener.next();
    expect(event).toMatchObject({
      kind: 'MEMBER_ADDED',
      seq: 2,
      actorId: other.userId,
      at: joined.createdAt,
      endsAudience: false,
      member: { userId: other.userId, lastReadSeq: null, unreadCount: null },
      channel: { id, memberCount: 2, headSeq: 2 },
    });
    expect(await inbox.heard.until(() => true)).toMatchObject({ kind: 'CHANNEL_JOINED', channelId: id });
    await member.send(id, 'after');
    expect((await other.channels(workspaceId)).find(({ channel }) => channel.id === id)).toMatchObject({
      unreadCount: 1,
      lastReadSeq: 2,
    });
    listener.close();
    inbox.socket.close();
  });

  test('twice is once: no position, no event, the first answer', async () => {
    const { member, other, workspaceId } = company;
    const { id } = await createChannel(member, workspaceId, 'twice');
    const joined = await join(other, id);
    expect(await join(other, id)).toEqual(joined);
    expect(await add(member, id, other)).toMatchObject({ userId: other.userId, createdAt: joined.createdAt });
    expect(await channelOf(network, id)).toMatchObject({ headSeq: 1, memberCount: 2 });
  });

  test('is not for guests, nor of a private channel', async () => {
    const { member, other, guest, outsider, workspaceId } = company;
    const open = await createChannel(member, workspaceId, 'open');
    const closed = await createChannel(member, workspaceId, 'closed', { isPrivate: true });
    for (const [person, { id }] of [
      [guest, open],
      [other, closed],
      [outsider, open],
    ] as const) {
      expect(await refusalOf(person, operations.joinChannel, { input: { channelId: id } })).toBe(
        'NotFound CHANNEL_NOT_FOUND',
      );
    }
  });
});

describe('putting somebody into a channel', () => {
  test('lets them read and hear it from then on, and tells them', async () => {
    const { member, guest, workspaceId } = company;
    const { id } = await createChannel(member, workspaceId, 'put', { isPrivate: true });
    expect(await refusalOf(guest, operations.getChannel, { id })).toBe('NotFound CHANNEL_NOT_FOUND');
    const inbox = await openInbox(network, guest);
    expect(await add(member, id, guest)).toMatchObject({
      userId: guest.userId,
      addedBy: member.userId,
      lastReadSeq: null,
      unreadCount: null,
    });
    expect(await inbox.heard.until(() => true)).toMatchObject({ kind: 'CHANNEL_JOINED', actorId: member.userId });
    inbox.socket.close();
    const listener = await guest.listen(id);
    await member.send(id, 'welcome');
    expect((await listener.next()).message?.content).toBe('welcome');
    listener.close();
  });

  test('is for its members, unless they are guests, and of people of the workspace', async () => {
    const { owner, member, other, guest, outsider, workspaceId } = company;
    const { id } = await createChannel(member, workspaceId, 'rules', { members: [guest.userId] });
    const refused = (by: Person, { userId }: { userId: string }) =>
      refusalOf(by, operations.addChannelMember, { input: { channelId: id, userId } });
    expect(await refused(guest, other)).toBe('Forbidden ROLE_REQUIRED');
    for (const person of [owner, other]) expect(await refused(person, other)).toBe('Forbidden MEMBERS_ONLY');
    for (const person of [outsider, { userId: 'nobody' }]) {
      expect(await refused(member, person)).toBe('NotFound MEMBER_NOT_FOUND userId');
    }
    expect(await refused(member, { userId: 'no body' })).toBe('InvalidInput ID_INVALID userId');
    expect(await refused(outsider, other)).toBe('NotFound CHANNEL_NOT_FOUND');
  });
});

describe('leaving a channel', () => {
  test('is told to those who stay, ends the audience, and is told to oneself', async () => {
    const { member, other, workspaceId } = company;
    const { id } = await createChannel(member, workspaceId, 'leave', { members: [other.userId] });
    const [stays, inbox] = await Promise.all([member.listen(id), openInbox(network, other)]);
    expect(await leave(other, id)).toMatchObject({ userId: other.userId, lastReadSeq: 0, unreadCount: 0 });
    expect(await stays.next()).toMatchObject({
      kind: 'MEMBER_REMOVED',
      seq: 1,
      actorId: other.userId,
      audience: `${id}:1.1`,
      endsAudience: true,
      member: { userId: other.userId },
      channel: { memberCount: 1 },
    });
    expect((await inbox.heard.until(() => true)).kind).toBe('CHANNEL_LEFT');
    inbox.socket.close();
    const anew = await member.listen(id);
    const sent = await member.send(id, 'later');
    expect(await anew.next()).toMatchObject({ audience: `${id}:1.2`, message: { id: sent.id } });
    expect(stays.heard()).toEqual([]);
    stays.close();
    anew.close();
    // It is public: who left reads on, without being in it.
    expect((await other.page(id)).items).toHaveLength(1);
    expect(await refusalOf(other, operations.leaveChannel, { input: { channelId: id } })).toBe(
      'Forbidden MEMBERS_ONLY',
    );
  });
});

describe('taking somebody out of a channel', () => {
  test('is for those in charge, and of people who are in it; of oneself it is leaving', async () => {
    const { owner, admin, member, other, guest, workspaceId } = company;
    const members = [other.userId, guest.userId];
    const { id } = await createChannel(member, workspaceId, 'charge', { members });
    const closed = await createChannel(member, workspaceId, 'charge', { isPrivate: true, members });
    const refused = (by: Person, { userId }: Person, channelId = id) =>
      refusalOf(by, operations.removeChannelMember, { input: { channelId, userId } });
    expect(await refused(other, guest)).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(guest, other)).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(owner, owner)).toBe('Forbidden MEMBERS_ONLY');
    expect(await refused(owner, admin)).toBe('NotFound MEMBER_NOT_FOUND userId');
    expect(await refused(owner, guest, closed.id)).toBe('NotFound CHANNEL_NOT_FOUND');
    expect(await refused(guest, other, closed.id)).toBe('Forbidden ROLE_REQUIRED');
    expect(await remove(owner, id, guest)).toMatchObject({ userId: guest.userId, lastReadSeq: null });
    expect(await refusalOf(guest, operations.getChannel, { id })).toBe('NotFound CHANNEL_NOT_FOUND');
    expect(await remove(other, closed.id, other)).toMatchObject({ userId: other.userId, lastReadSeq: 0 });
    expect(await refusalOf(other, operations.getChannel, { id: closed.id })).toBe('NotFound CHANNEL_NOT_FOUND');
    expect(await remove(member, closed.id, guest)).toMatchObject({ userId: guest.userId });
    expect(await channelOf(network, closed.id)).toMatchObject({ memberCount: 1 });
  });

  test('is not undone by the creator who became a guest', async () => {
    const { owner, member, other, ...rest } = await foundCompany(network, 'fallen');
    const { id } = await createChannel(member, rest.workspaceId, 'mine', { members: [other.userId] });
    await owner.get(operations.updateWorkspaceMember, {
      input: { workspaceId: rest.workspaceId, userId: member.userId, role: 'GUEST' },
    });
    const input = { channelId: id, userId: other.userId };
    expect(await refusalOf(member, operations.removeChannelMember, { input })).toBe('Forbidden ROLE_REQUIRED');
  });
});

describe('the list of a channel’s people', () => {
  test('has each once, in the order of ids, on pages of any size, with a marker on one’s own entry alone', async () => {
    const { owner, workspaceId } = company;
    const crowd = await joinCrowd(network, workspaceId, 'listed', 12);
    const { id } = await createChannel(owner, workspaceId, 'listed', {
      members: crowd.map(({ userId }) => userId),
      isPrivate: true,
    });
    await owner.get(operations.me);
    await owner.send(id, 'one');
    const gone = crowd[3] as Person;
    await gone.get(operations.removeWorkspaceMember, { input: { workspaceId, userId: gone.userId } });
    const expected = [owner, ...crowd]
      .filter((person) => person !== gone)
      .map(({ userId }) => userId)
      .toSorted();
    for (const limit of [1, 5, 50]) {
      const items = [];
      let nextToken: string | null | undefined;
      do {
        const page = await list(owner, id, { limit, nextToken });
        items.push(...page.items);
        nextToken = page.nextToken;
      } while (nextToken);
      expect(items.map(({ userId }) => userId)).toEqual(expected);
      for (const item of items) {
        const isOwn = item.userId === owner.userId;
        expect(item).toMatchObject({
          addedBy: owner.userId,
          lastReadSeq: isOwn ? expect.any(Number) : null,
          unreadCount: isOwn ? expect.any(Number) : null,
          user: isOwn ? { name: owner.userId } : null,
        });
      }
    }
    expect(await refusalOf(company.other, operations.listChannelMembers, { channelId: id })).toBe(
      'NotFound CHANNEL_NOT_FOUND',
    );
  });
});

describe('racing changes of who is in a channel', () => {
  const moves = ['join', 'leave', 'add', 'remove'] as const;
  const plan = fc.array(fc.record({ who: fc.nat(3), move: fc.constantFrom(...moves) }), {
    minLength: 40,
    maxLength: 60,
  });

  test('of the same and of different people leave the count that of the rows', async () => {
    const { workspaceId } = company;
    const [creator, ...crowd] = (await joinCrowd(network, workspaceId, 'racer', 5)) as [Person, ...Person[]];
    const effort: Effort = { calls: 0, unavailable: 0 };
    const { draw } = seeded('channel members');
    for (const steps of draw(plan, 6)) {
      const { id: channelId } = await createChannel(creator, workspaceId, 'race');
      const answers = await Promise.all(
        steps.map(({ who, move }) => {
          const person = crowd[who] as Person;
          const input = { channelId, userId: person.userId };
          switch (move) {
            case 'join':
              return insist(person, operations.joinChannel, { input: { channelId } }, effort);
            case 'leave':
              return insist(person, operations.leaveChannel, { input: { channelId } }, effort);
            case 'add':
              return insist(creator, operations.addChannelMember, { input }, effort);
            case 'remove':
              return insist(creator, operations.removeChannelMember, { input }, effort);
          }
        }),
      );
      const codes = new Set(answers.flatMap(({ errors }) => errors.map(({ errorInfo }) => errorInfo?.code)));
      for (const code of codes) expect(['MEMBERS_ONLY', 'MEMBER_NOT_FOUND']).toContain(code);
      const rows = await rowsOf(network, 'ChannelMember', ['channelId', channelId], 'members_by_channel');
      expect((await channelOf(network, channelId)).memberCount).toBe(rows.length);
      expect((await list(creator, channelId)).items).toHaveLength(rows.length);
    }
    sayEffort('racing members', effort);
  });

  test('of many people who join at once puts in every one of them, and the last event tells how many they are', async () => {
    const { owner, workspaceId } = company;
    const crowd = await joinCrowd(network, workspaceId, 'joiner', 20);
    const { id } = await createChannel(owner, workspaceId, 'rush');
    const listener = await owner.listen(id);
    await Promise.all(
      crowd.flatMap((person) => [1, 2].map(() => insist(person, operations.joinChannel, { input: { channelId: id } }))),
    );
    expect((await channelOf(network, id)).memberCount).toBe(21);
    const events = [];
    while (events.length < 20) {
      const event = await listener.next();
      // A join that came second tells its position too, and nobody new.
      if (event.kind === 'MEMBER_ADDED') events.push(event);
      else expect(event).toMatchObject({ kind: 'CHANNEL_UPDATED', member: null });
    }
    expect(new Set(events.map(({ member }) => member?.userId)).size).toBe(20);
    expect(Math.max(...events.map(({ channel }) => channel?.memberCount ?? 0))).toBe(21);
    listener.close();
  });
});
