import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  AddWorkspaceMemberMutation,
  ListWorkspaceMembersQuery,
  RemoveWorkspaceMemberMutation,
  UpdateWorkspaceMemberMutation,
} from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import type { WorkspaceRole } from '../../generated/models.ts';
import { type Company, createChannel, foundCompany, openInbox, refusalOf } from '../support/company.ts';
import { people, rowOf, rowsOf } from '../support/crowd.ts';
import { insist } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let company: Company;

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'company');
});
afterAll(() => network?.close());

const add = (by: Person, person: Person, role?: WorkspaceRole, { workspaceId } = company) =>
  by.ask<AddWorkspaceMemberMutation>(operations.addWorkspaceMember, {
    input: { workspaceId, userId: person.userId, ...(role ? { role } : {}) },
  });
const change = (person: Person, role: WorkspaceRole, { workspaceId } = company) => ({
  input: { workspaceId, userId: person.userId, role },
});
const one = (person: Person, { workspaceId } = company) => ({ input: { workspaceId, userId: person.userId } });
const newcomers = (name: string, count: number) => people(network, name, count);
const ownersOf = async ({ workspaceId }: Company) => {
  const row = (await rowOf(network, 'Workspace', { id: workspaceId })) as { ownerCount: { N: string } };
  const members = await rowsOf(network, 'WorkspaceMember', ['workspaceId', workspaceId], 'members_by_workspace');
  return { counted: Number(row.ownerCount.N), stored: members.filter(({ role }) => role?.S === 'OWNER').length };
};

describe('taking somebody in', () => {
  test('makes them a member unless the caller says more, tells them, and opens the workspace to them', async () => {
    const [newcomer] = (await newcomers('newcomer', 1)) as [Person];
    const inbox = await openInbox(network, newcomer);
    const { data } = await add(company.admin, newcomer);
    expect(data?.addWorkspaceMember).toMatchObject({ userId: newcomer.userId, role: 'MEMBER', user: null });
    expect(await inbox.heard.until(() => true)).toMatchObject({
      kind: 'WORKSPACE_JOINED',
      actorId: company.admin.userId,
      workspaceId: company.workspaceId,
    });
    inbox.socket.close();
    await newcomer.get(operations.listChannels, { workspaceId: company.workspaceId });
  });

  test('twice leaves them what they are, whatever the second one says, and tells nothing', async () => {
    const { owner, admin } = company;
    const [newcomer] = (await newcomers('twice', 1)) as [Person];
    const first = (await add(owner, newcomer, 'ADMIN')).data?.addWorkspaceMember;
    const inbox = await openInbox(network, newcomer);
    for (const [by, role] of [
      [owner, 'GUEST'],
      [owner, 'OWNER'],
      [admin, 'MEMBER'],
    ] as const) {
      expect((await add(by, newcomer, role)).data?.addWorkspaceMember).toEqual(first);
    }
    await createChannel(owner, company.workspaceId, 'fence', { members: [newcomer.userId] });
    await inbox.heard.until(({ kind }) => kind === 'CHANNEL_JOINED');
    expect(inbox.heard.events).toHaveLength(1);
    inbox.socket.close();
    expect(await ownersOf(company)).toEqual({ counted: 1, stored: 1 });
  });

  test('by several at once makes one membership', async () => {
    const [newcomer] = (await newcomers('raced', 1)) as [Person];
    const { owner, admin, workspaceId } = company;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        insist<AddWorkspaceMemberMutation>(index % 2 ? owner : admin, operations.addWorkspaceMember, {
          input: { workspaceId, userId: newcomer.userId, role: index % 3 ? 'GUEST' : 'MEMBER' },
        }),
      ),
    );
    const members = answers.map(({ data }) => data?.addWorkspaceMember);
    for (const member of members) expect(member).toEqual(members[0]);
  });

  test('is refused to members and guests, of owners to admins, and of a workspace that is not theirs to all', async () => {
    const { admin, member, guest, outsider, workspaceId } = company;
    const input = { workspaceId, userId: 'somebody' };
    for (const person of [member, guest]) {
      expect(await refusalOf(person, operations.addWorkspaceMember, { input })).toBe('Forbidden ROLE_REQUIRED');
    }
    const asOwner = { input: { ...input, role: 'OWNER' } };
    expect(await refusalOf(admin, operations.addWorkspaceMember, asOwner)).toBe('Forbidden ROLE_REQUIRED');
    expect(await refusalOf(outsider, operations.addWorkspaceMember, { input })).toBe('NotFound WORKSPACE_NOT_FOUND');
    const nonsense = { input: { workspaceId, userId: 'so me' } };
    expect(await refusalOf(admin, operations.addWorkspaceMember, nonsense)).toBe('InvalidInput ID_INVALID userId');
    expect(await rowOf(network, 'WorkspaceMember', { userId: 'somebody', workspaceId })).toBeNull();
  });
});

describe('changing what somebody is', () => {
  test('holds from the next call on, and is told to them', async () => {
    const { owner, workspaceId } = company;
    const [person] = (await newcomers('changed', 1)) as [Person];
    await add(owner, person, 'GUEST');
    expect(await refusalOf(person, operations.listWorkspaceMembers, { workspaceId })).toBe('Forbidden ROLE_REQUIRED');
    const inbox = await openInbox(network, person);
    const { updateWorkspaceMember } = await owner.get<UpdateWorkspaceMemberMutation>(
      operations.updateWorkspaceMember,
      change(person, 'MEMBER'),
    );
    expect(updateWorkspaceMember.role).toBe('MEMBER');
    expect((await inbox.heard.until(() => true)).kind).toBe('WORKSPACE_JOINED');
    inbox.socket.close();
    await person.get<ListWorkspaceMembersQuery>(operations.listWorkspaceMembers, { workspaceId });
    const again = await owner.get<UpdateWorkspaceMemberMutation>(
      operations.updateWorkspaceMember,
      change(person, 'MEMBER'),
    );
    expect(again.updateWorkspaceMember).toEqual(updateWorkspaceMember);
  });

  test('is refused to those who may not, and of those who are not there', async () => {
    const { owner, admin, member, guest, outsider } = company;
    const refused = (by: Person, variables: object) => refusalOf(by, operations.updateWorkspaceMember, variables);
    expect(await refused(admin, change(owner, 'MEMBER'))).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(admin, change(member, 'OWNER'))).toBe('Forbidden ROLE_REQUIRED');
    for (const by of [member, guest]) expect(await refused(by, change(by, 'ADMIN'))).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(outsider, change(member, 'GUEST'))).toBe('NotFound WORKSPACE_NOT_FOUND');
    expect(await refused(admin, change(outsider, 'GUEST'))).toBe('NotFound MEMBER_NOT_FOUND userId');
    expect(await refused(owner, change(owner, 'ADMIN'))).toBe('Forbidden LAST_OWNER');
  });

  test('of two owners at once leaves one of them, always', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { owner, admin, ...rest } = await foundCompany(network, `duel${round}`);
      const one = { owner, admin, ...rest };
      await owner.get(operations.updateWorkspaceMember, change(admin, 'OWNER', one));
      // Each the other, or each themselves, or one of each.
      const [first, second] = [
        [admin, owner],
        [owner, admin],
        [owner, owner],
      ][round % 3] as [Person, Person];
      const targets = first === second ? [owner, admin] : [first, second];
      const answers = await Promise.all([
        insist<UpdateWorkspaceMemberMutation>(
          owner,
          operations.updateWorkspaceMember,
          change(targets[0] as Person, 'MEMBER', one),
        ),
        insist<UpdateWorkspaceMemberMutation>(
          admin,
          operations.updateWorkspaceMember,
          change(targets[1] as Person, 'MEMBER', one),
        ),
      ]);
      expect(await ownersOf(one)).toEqual({ counted: 1, stored: 1 });
      const refusals = answers.flatMap(({ errors }) => errors.map(({ errorInfo }) => errorInfo?.code));
      expect(refusals).toHaveLength(1);
      // Whoever was demoted before they could act has no right to any more; otherwise it is the last owner who stays.
      expect(['LAST_OWNER', 'ROLE_REQUIRED']).toContain(refusals[0]);
    }
  });

  test('counts the owners exactly, whoever is made one and is one no more at once', async () => {
    const one = await foundCompany(network, 'throng');
    const crowd = [one.admin, one.member, one.other, one.guest];
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(
        crowd.flatMap((person, index) => [
          insist(one.owner, operations.updateWorkspaceMember, change(person, index % 2 ? 'OWNER' : 'ADMIN', one)),
          insist(one.owner, operations.updateWorkspaceMember, change(person, index % 2 ? 'MEMBER' : 'OWNER', one)),
        ]),
      );
      const { counted, stored } = await ownersOf(one);
      expect(counted).toBe(stored);
    }
  });
});

describe('leaving a workspace', () => {
  test('is everyone’s own right, takes everything of it away, and is told to them', async () => {
    const { owner, workspaceId } = company;
    for (const role of ['ADMIN', 'MEMBER', 'GUEST'] as const) {
      const [person] = (await newcomers(`leaver-${role}`, 1)) as [Person];
      await add(owner, person, role);
      const channel = await createChannel(owner, workspaceId, `of ${role}`, { members: [person.userId] });
      const inbox = await openInbox(network, person);
      const { removeWorkspaceMember } = await person.get<RemoveWorkspaceMemberMutation>(
        operations.removeWorkspaceMember,
        one(person),
      );
      expect(removeWorkspaceMember).toMatchObject({ userId: person.userId, role });
      expect((await inbox.heard.until(() => true)).kind).toBe('WORKSPACE_LEFT');
      inbox.socket.close();
      expect(await refusalOf(person, operations.getWorkspace, { id: workspaceId })).toBe(
        'NotFound WORKSPACE_NOT_FOUND',
      );
      expect(await refusalOf(person, operations.listMyChannels, { workspaceId })).toBe('NotFound WORKSPACE_NOT_FOUND');
      expect(await refusalOf(person, operations.getChannel, { id: channel.id })).toBe('NotFound CHANNEL_NOT_FOUND');
      expect((await person.trySend(channel.id, 'still here?')).errors).toMatchObject([{ errorType: 'NotFound' }]);
    }
  });

  test('and coming back puts nobody back into a channel, until they are put there again', async () => {
    const { owner, workspaceId } = company;
    const [person] = (await newcomers('returner', 1)) as [Person];
    await add(owner, person);
    const open = await createChannel(owner, workspaceId, 'open', { members: [person.userId] });
    const closed = await createChannel(owner, workspaceId, 'closed', { members: [person.userId], isPrivate: true });
    await person.get(operations.removeWorkspaceMember, one(person));
    await add(owner, person);
    expect(await person.channels(workspaceId)).toEqual([]);
    expect(await refusalOf(person, operations.getChannel, { id: closed.id })).toBe('NotFound CHANNEL_NOT_FOUND');
    const namesOf = async (channelId: string) => {
      const answer = await owner.get<{ listChannelMembers: { items: { userId: string }[] } }>(
        operations.listChannelMembers,
        { channelId },
      );
      return answer.listChannelMembers.items.map(({ userId }) => userId);
    };
    expect(await namesOf(closed.id)).toEqual([owner.userId]);

    await owner.get(operations.addChannelMember, { input: { channelId: closed.id, userId: person.userId } });
    await person.get(operations.joinChannel, { input: { channelId: open.id } });
    expect((await person.channels(workspaceId)).map(({ channel }) => [channel.id, channel.memberCount])).toEqual(
      expect.arrayContaining([
        [closed.id, 2],
        [open.id, 2],
      ]),
    );
    expect(await namesOf(closed.id)).toEqual([owner.userId, person.userId].toSorted());
  });

  test('is refused: of the last owner, of an owner by an admin, of others by members, and of whoever is not there', async () => {
    const { owner, admin, member, guest, other, outsider } = company;
    const refused = (by: Person, person: Person) => refusalOf(by, operations.removeWorkspaceMember, one(person));
    expect(await refused(owner, owner)).toBe('Forbidden LAST_OWNER');
    expect(await refused(admin, owner)).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(member, other)).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(guest, outsider)).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(admin, outsider)).toBe('NotFound MEMBER_NOT_FOUND userId');
    expect(await refused(outsider, outsider)).toBe('NotFound WORKSPACE_NOT_FOUND');
  });

  test('of two owners at once leaves one', async () => {
    for (let round = 0; round < 8; round += 1) {
      const duel = await foundCompany(network, `exit${round}`);
      await duel.owner.get(operations.updateWorkspaceMember, change(duel.admin, 'OWNER', duel));
      const answers = await Promise.all(
        [duel.owner, duel.admin].map((person) => insist(person, operations.removeWorkspaceMember, one(person, duel))),
      );
      expect(answers.flatMap(({ errors }) => errors.map(({ errorInfo }) => errorInfo?.code))).toEqual(['LAST_OWNER']);
      expect(await ownersOf(duel)).toEqual({ counted: 1, stored: 1 });
    }
  });
});
