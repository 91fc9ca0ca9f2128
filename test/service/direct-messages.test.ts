import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenDmMutation } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { type Company, foundCompany, openInbox, refusalOf } from '../support/company.ts';
import { joinCrowd, rowOf, rowsOf } from '../support/crowd.ts';
import { insistOn } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let company: Company;
let crowd: Person[];

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'company');
  crowd = await joinCrowd(network, company.workspaceId, 'crowd', 10);
});
afterAll(() => network?.close());

const inputOf = (others: readonly Person[], workspaceId = company.workspaceId) => ({
  input: { workspaceId, members: others.map(({ userId }) => userId) },
});
const open = async (person: Person, ...others: Person[]) =>
  (await person.get<OpenDmMutation>(operations.openDm, inputOf(others))).openDm;
const refused = (person: Person, others: readonly Person[], workspaceId?: string) =>
  refusalOf(person, operations.openDm, inputOf(others, workspaceId));

describe('opening a direct message', () => {
  test('makes one for its people, who are told, and for nobody else', async () => {
    const { owner, member, guest, workspaceId } = company;
    const inboxes = await Promise.all([member, guest].map((person) => openInbox(network, person)));
    const dm = await open(member, guest);
    expect(dm).toMatchObject({
      workspaceId,
      name: null,
      isDm: true,
      isPrivate: true,
      members: [member.userId, guest.userId].toSorted(),
      memberCount: 2,
      headSeq: 0,
      createdBy: member.userId,
    });
    for (const { heard, socket } of inboxes) {
      expect(await heard.until(() => true)).toMatchObject({
        kind: 'DM_OPENED',
        channelId: dm.id,
        actorId: member.userId,
      });
      socket.close();
    }
    expect((await guest.send(dm.id, 'hello')).seq).toBe(1);
    const mine = (await member.channels(workspaceId)).find(({ channel }) => channel.id === dm.id);
    expect(mine).toMatchObject({ unreadCount: 1, lastReadSeq: 0 });
    expect(await refusalOf(owner, operations.getChannel, { id: dm.id })).toBe('NotFound CHANNEL_NOT_FOUND');
  });

  test('again, by any of them, in any order, with oneself or without, is the same, and tells nothing', async () => {
    const [a, b, c] = crowd as [Person, Person, Person];
    const dm = await open(a, b, c);
    const inbox = await openInbox(network, c);
    for (const again of [open(a, c, b), open(b, a, c), open(c, b, a, c, b), open(b, b, c, a)]) {
      expect(await again).toEqual(dm);
    }
    const other = await open(a, c);
    expect(other.id).not.toBe(dm.id);
    await inbox.heard.until(({ channelId }) => channelId === other.id);
    expect(inbox.heard.events).toHaveLength(1);
    inbox.socket.close();
  });

  test('by everyone at once makes one, with each of them in it once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const people = crowd.slice(0, 4 + (round % 6));
      const opened = await Promise.all(
        [...people, ...people].map((person) =>
          insistOn<OpenDmMutation>(person, operations.openDm, inputOf(people.filter((one) => one !== person))),
        ),
      );
      const ids = new Set(opened.map(({ openDm }) => openDm.id));
      expect(ids.size).toBe(1);
      const [id = ''] = ids;
      const rows = await rowsOf(network, 'ChannelMember', ['channelId', id], 'members_by_channel');
      expect(rows.map(({ userId }) => userId?.S)).toEqual(people.map(({ userId }) => userId).toSorted());
      const key = people
        .map(({ userId }) => userId)
        .toSorted()
        .join(',');
      expect(await rowOf(network, 'DirectMessage', { workspaceId: company.workspaceId, people: key })).toMatchObject({
        channelId: { S: id },
      });
    }
  });

  test('takes nine people with the caller, no more and not one', async () => {
    const [first, ...others] = crowd as [Person, ...Person[]];
    expect((await open(first, ...others.slice(0, 8))).memberCount).toBe(9);
    const { errors } = await first.ask(operations.openDm, inputOf(others.slice(0, 9)));
    expect(errors).toMatchObject([{ errorInfo: { code: 'MEMBERS_TOO_MANY', field: 'members', limit: 8 } }]);
    expect(await refused(first, [])).toBe('InvalidInput MEMBERS_INVALID members');
    expect(await refused(first, [first, first])).toBe('InvalidInput MEMBERS_INVALID members');
  });

  test('is refused to guests, to those of other workspaces, and with them', async () => {
    const { guest, outsider, member, owner } = company;
    expect(await refused(guest, [member])).toBe('Forbidden ROLE_REQUIRED');
    expect(await refused(outsider, [member])).toBe('NotFound WORKSPACE_NOT_FOUND');
    expect(await refused(member, [owner, outsider])).toBe('NotFound MEMBER_NOT_FOUND members');
    const nobody = { input: { workspaceId: company.workspaceId, members: ['some body'] } };
    expect(await refusalOf(member, operations.openDm, nobody)).toBe('InvalidInput MEMBERS_INVALID members');
    expect(await refused(member, [owner], 'harbor')).toBe('NotFound WORKSPACE_NOT_FOUND');
  });
});

describe('a direct message', () => {
  test('keeps its people, its name and its settings', async () => {
    const { owner, admin, member } = company;
    const { id: channelId } = await open(owner, admin);
    for (const [query, input] of [
      [operations.joinChannel, { channelId }],
      [operations.leaveChannel, { channelId }],
      [operations.addChannelMember, { channelId, userId: member.userId }],
      [operations.removeChannelMember, { channelId, userId: admin.userId }],
      [operations.removeChannelMember, { channelId, userId: owner.userId }],
      [operations.updateChannel, { channelId, name: 'ours' }],
      [operations.archiveChannel, { channelId }],
    ] as const) {
      expect(await refusalOf(owner, query, { input })).toBe('Forbidden DM_FIXED');
      expect(await refusalOf(member, query, { input })).toBe('NotFound CHANNEL_NOT_FOUND');
    }
  });

  test('is lost with the workspace, and there again for who comes back', async () => {
    const { owner, workspaceId } = company;
    const [person] = (await joinCrowd(network, workspaceId, 'returner', 1)) as [Person];
    const dm = await open(person, owner);
    await person.get(operations.removeWorkspaceMember, { input: { workspaceId, userId: person.userId } });
    expect(await refusalOf(person, operations.getChannel, { id: dm.id })).toBe('NotFound CHANNEL_NOT_FOUND');
    expect(await refused(owner, [person])).toBe('NotFound MEMBER_NOT_FOUND members');
    await owner.get(operations.addWorkspaceMember, { input: { workspaceId, userId: person.userId } });
    expect((await person.channels(workspaceId)).map(({ channel }) => channel.id)).toEqual([dm.id]);
    expect(await open(owner, person)).toEqual(dm);
  });
});
