import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenDmMutation } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { addChannel, joinCrowd, rowOf, rowsOf } from '../support/crowd.ts';
import { type Effort, insist, insistOn, sayEffort } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { expectSettled, stateOf, times } from '../support/settled.ts';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
let dave: Person;
let channels = 0;
const effort: Effort = { calls: 0, unavailable: 0 };

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, carol, dave } = await network.everyone());
});
afterAll(async () => {
  sayEffort('membership', effort);
  await network?.close();
});

/** A public channel of its own, with these people in it. */
const newChannel = (...members: Person[]) => addChannel(network, 'harbor', `members-${(channels += 1)}`, members);

describe('membership that is given again', () => {
  test('joining: twenty at once are one membership, and one more of the count', async () => {
    const channelId = await newChannel(alice);
    const join = () => insistOn(carol, operations.joinChannel, { input: { channelId } }, effort);
    const answers = await times(20, join);
    for (const answer of answers) expect(answer).toMatchObject({ joinChannel: { channelId, userId: 'carol' } });
    expect(await stateOf(network, channelId)).toMatchObject({ memberCount: 2 });
    const rows = () => rowsOf(network, 'ChannelMember', ['channelId', channelId], 'members_by_channel');
    expect(await rows()).toHaveLength(2);
    await expectSettled(network, channelId, join, rows);
  });

  test('adding: three people who each add the same twenty at once make twenty members', async () => {
    const channelId = await newChannel(alice, bob, carol);
    const crowd = await joinCrowd(network, 'harbor', 'added', 20);
    const add = (by: Person, userId: string) =>
      insistOn(by, operations.addChannelMember, { input: { channelId, userId } }, effort);
    await Promise.all(crowd.flatMap(({ userId }) => [alice, bob, carol].map((by) => add(by, userId))));
    expect(await stateOf(network, channelId)).toMatchObject({ memberCount: 23 });
    const rows = () => rowsOf(network, 'ChannelMember', ['channelId', channelId], 'members_by_channel');
    expect(await rows()).toHaveLength(23);
    await expectSettled(network, channelId, () => add(bob, 'added-7'), rows);
  });

  test('joining, leaving, adding and removing at once: the count is that of the rows', async () => {
    const channelId = await newChannel(alice);
    const crowd = await joinCrowd(network, 'harbor', 'fickle', 12);
    const input = { channelId };
    const answers = await Promise.all(
      crowd.flatMap((person) => [
        insist(person, operations.joinChannel, { input }, effort),
        insist(alice, operations.addChannelMember, { input: { ...input, userId: person.userId } }, effort),
        insist(person, operations.leaveChannel, { input }, effort),
        insist(alice, operations.removeChannelMember, { input: { ...input, userId: person.userId } }, effort),
      ]),
    );
    // Who leaves before they are in is told so; nothing else may be refused.
    const codes = new Set(answers.flatMap(({ errors }) => errors.map(({ errorInfo }) => errorInfo?.code)));
    for (const code of codes) expect(['MEMBERS_ONLY', 'MEMBER_NOT_FOUND']).toContain(code);
    expect(answers.filter(({ errors }) => errors.length === 0).length).toBeGreaterThanOrEqual(2 * crowd.length);
    const rows = await rowsOf(network, 'ChannelMember', ['channelId', channelId], 'members_by_channel');
    expect(await stateOf(network, channelId)).toMatchObject({ memberCount: rows.length });
  });

  test('leaving: twenty at once leave once', async () => {
    const channelId = await newChannel(alice, bob, carol);
    const answers = await times(20, (index) =>
      index % 2 === 0
        ? insist(carol, operations.leaveChannel, { input: { channelId } }, effort)
        : insist(bob, operations.removeChannelMember, { input: { channelId, userId: 'carol' } }, effort),
    );
    const codes = answers.flatMap(({ errors }) => errors.map(({ errorInfo }) => errorInfo?.code));
    expect(codes).toHaveLength(19);
    for (const code of codes) expect(['MEMBERS_ONLY', 'MEMBER_NOT_FOUND']).toContain(code);
    expect(await stateOf(network, channelId)).toMatchObject({ memberCount: 2 });
    expect(await rowOf(network, 'ChannelMember', { userId: 'carol', channelId })).toBeNull();
  });

  test('adding who left the workspace and came back: twenty at once put them in once, and they count as before', async () => {
    const [person] = (await joinCrowd(network, 'harbor', 'returner', 1)) as [Person];
    const channelId = await addChannel(network, 'harbor', 'returned', [alice, bob, person], { isPrivate: true });
    const { userId } = person;
    const stay = { workspaceId: 'harbor', userId };
    await insistOn(alice, operations.removeWorkspaceMember, { input: stay }, effort);
    await insistOn(alice, operations.addWorkspaceMember, { input: stay }, effort);
    // A row of the earlier stay is worth nothing, though it is there.
    expect((await person.ask(operations.getChannel, { id: channelId })).errors).toMatchObject([
      { errorType: 'NotFound' },
    ]);
    expect(await rowOf(network, 'ChannelMember', { userId, channelId })).not.toBeNull();

    const add = (by: Person) => () =>
      insistOn(by, operations.addChannelMember, { input: { channelId, userId } }, effort);
    await times(20, (index) => add(index % 2 === 0 ? alice : bob)());
    expect(await stateOf(network, channelId)).toMatchObject({ memberCount: 3 });
    const rows = () => rowsOf(network, 'ChannelMember', ['channelId', channelId], 'members_by_channel');
    expect(await rows()).toHaveLength(3);
    expect((await person.ask(operations.getChannel, { id: channelId })).errors).toEqual([]);
    await expectSettled(network, channelId, add(bob), rows);
  });

  test('taken into a workspace twice at once, the first time counts', async () => {
    const add = (userId: string, role: string) => () =>
      insistOn(alice, operations.addWorkspaceMember, { input: { workspaceId: 'harbor', userId, role } }, effort);
    await times(10, (index) => add('twice-taken', index % 2 === 0 ? 'MEMBER' : 'ADMIN')());
    const row = () => rowOf(network, 'WorkspaceMember', { userId: 'twice-taken', workspaceId: 'harbor' });
    const stored = await row();
    await add('twice-taken', 'GUEST')();
    expect(await row()).toEqual(stored);
  });
});

describe('a direct message that is opened again', () => {
  test('by two people at once, fifty times, is one channel for each set of people', async () => {
    const crowd = await joinCrowd(network, 'harbor', 'pair', 100);
    const open = async (by: Person, members: string[]) => {
      const input = { workspaceId: 'harbor', members };
      return (await insistOn<OpenDmMutation>(by, operations.openDm, { input }, effort)).openDm;
    };
    for (let start = 0; start < 100; start += 10) {
      const pairs = [0, 2, 4, 6, 8].map((at) => [crowd[start + at], crowd[start + at + 1]] as [Person, Person]);
      await Promise.all(
        pairs.map(async ([one, other]) => {
          const [mine, theirs] = await Promise.all([
            open(one, [other.userId]),
            // The same set of people, said in another way.
            open(other, [one.userId, other.userId]),
          ]);
          expect(theirs).toEqual(mine);
          expect(mine).toMatchObject({ isDm: true, isPrivate: true, memberCount: 2, name: null });
          expect(mine.members).toEqual([one.userId, other.userId].toSorted());
          const members = await rowsOf(network, 'ChannelMember', ['channelId', mine.id], 'members_by_channel');
          expect(members.map(({ userId }) => userId?.S)).toEqual(mine.members);
          expect(await open(one, [other.userId])).toEqual(mine);
        }),
      );
    }
    // One name for each pair, besides the two of the demo: and no channel that nobody can find.
    const names = await rowsOf(network, 'DirectMessage', ['workspaceId', 'harbor']);
    expect(names.filter(({ people }) => people?.S?.startsWith('pair-'))).toHaveLength(50);
    const { Items } = (await network.dynamoDb.call('Scan', { TableName: network.tableOf('Channel') })) as {
      Items: { members?: { L: { S: string }[] } }[];
    };
    expect(Items.filter(({ members }) => members?.L[0]?.S.startsWith('pair-'))).toHaveLength(50);
  });

  test('with another set of people is another channel', async () => {
    const open = async (by: Person, members: string[]) =>
      (await insistOn<OpenDmMutation>(by, operations.openDm, { input: { workspaceId: 'harbor', members } })).openDm.id;
    const two = await open(alice, ['carol']);
    const three = await open(alice, ['carol', 'dave']);
    expect(two).not.toBe(three);
    expect(await open(carol, ['alice'])).toBe(two);
    const guest = await insist(dave, operations.openDm, { input: { workspaceId: 'harbor', members: ['alice'] } });
    expect(guest.errors).toMatchObject([{ errorType: 'Forbidden', errorInfo: { code: 'ROLE_REQUIRED' } }]);
  });
});
