import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AddWorkspaceMemberMutation, CreateWorkspaceMutation } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { createChannel } from '../support/company.ts';
import { joinCrowd, people } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let owner: Person;
let crowd: Person[];
let workspaceId: string;

beforeAll(async () => {
  network = await startNetwork();
  [owner] = (await people(network, 'owner', 1)) as [Person];
  const input = { name: 'Costs' };
  workspaceId = (await owner.get<CreateWorkspaceMutation>(operations.createWorkspace, { input })).createWorkspace.id;
  crowd = await joinCrowd(network, workspaceId, 'crowd', 110);
  await Promise.all(crowd.map((person) => person.get(operations.me)));
});
afterAll(() => network?.close());

/** Calls, read units and write units of one request of ours, and the requests that it caused with itself. */
type Cost = readonly [calls: number, readUnits: number, writeUnits: number, requests: number];

/** The service's own publishing is a call of the request that caused it, and a request that calls and stores nothing. */
async function costOf(query: string, variables: object, person = owner): Promise<Cost> {
  const before = network.requests.length;
  await person.get(query, variables);
  const caused = network.requests.slice(before);
  const own = caused.find(({ operation }) => !operation.startsWith('mutation Publish'));
  return [own?.calls ?? 0, own?.readUnits ?? 0, own?.writeUnits ?? 0, caused.length];
}

const named = (count: number) => crowd.slice(0, count).map(({ userId }) => userId);

describe('what a workspace costs', () => {
  test('making one, and looking at it', async () => {
    expect(await costOf(operations.createWorkspace, { input: { name: 'Another' } })).toEqual([2, 0, 5, 2]);
    expect(await costOf(operations.getWorkspace, { id: workspaceId })).toEqual([1, 2, 0, 1]);
  });

  test('taking somebody in, changing what they are, taking them out; and what changes nothing', async () => {
    const [person] = (await people(network, 'passing', 1)) as [Person];
    const input = { workspaceId, userId: person.userId };
    expect(await costOf(operations.addWorkspaceMember, { input })).toEqual([3, 4, 5, 2]);
    expect(await costOf(operations.addWorkspaceMember, { input })).toEqual([1, 4, 0, 1]);
    const asAdmin = { input: { ...input, role: 'ADMIN' } };
    expect(await costOf(operations.updateWorkspaceMember, asAdmin)).toEqual([3, 4, 5, 2]);
    expect(await costOf(operations.updateWorkspaceMember, asAdmin)).toEqual([1, 4, 0, 1]);
    expect(await costOf(operations.removeWorkspaceMember, { input })).toEqual([3, 4, 7, 2]);
  });
});

describe('what a channel costs', () => {
  test('making one: a call more where others are in it, and none for each of them', async () => {
    const make = (count: number) =>
      costOf(operations.createChannel, { input: { workspaceId, name: 'costs', members: named(count) } });
    expect(await make(0)).toEqual([4, 2, 8, 2]);
    expect(await make(1)).toEqual([5, 3, 11, 2]);
    expect(await make(19)).toEqual([5, 21, 65, 6]);
    // So many are read in two calls; forty of them are told, five by each request.
    expect(await make(100)).toEqual([6, 102, 308, 12]);
  });

  test('opening a direct message of nine: four calls for the first, two for all who follow', async () => {
    const dm = { input: { workspaceId, members: named(8) } };
    expect(await costOf(operations.openDm, dm)).toEqual([4, 11, 33, 4]);
    expect(await costOf(operations.openDm, dm)).toEqual([2, 12, 0, 1]);
  });

  test('joining, adding, leaving and removing: five calls; what changes nothing: one', async () => {
    const { id: channelId } = await createChannel(owner, workspaceId, 'costs');
    const [joiner] = crowd as [Person];
    const own = { input: { channelId } };
    const person = { input: { channelId, userId: joiner.userId } };
    expect(await costOf(operations.joinChannel, own, joiner)).toEqual([5, 6, 6, 2]);
    expect(await costOf(operations.joinChannel, own, joiner)).toEqual([1, 5, 0, 1]);
    expect(await costOf(operations.leaveChannel, own, joiner)).toEqual([5, 6, 6, 2]);
    expect(await costOf(operations.addChannelMember, person)).toEqual([5, 8, 6, 2]);
    expect(await costOf(operations.addChannelMember, person)).toEqual([1, 7, 0, 1]);
    expect(await costOf(operations.removeChannelMember, person)).toEqual([5, 8, 6, 2]);
  });

  test('changing and archiving: three calls; what changes nothing: one', async () => {
    const { id: channelId } = await createChannel(owner, workspaceId, 'costs');
    const retold = { input: { channelId, topic: 'Money' } };
    expect(await costOf(operations.updateChannel, retold)).toEqual([3, 4, 1, 2]);
    expect(await costOf(operations.updateChannel, retold)).toEqual([1, 4, 0, 1]);
    // The index is sorted by name: one row of it goes, another comes.
    expect(await costOf(operations.updateChannel, { input: { channelId, name: 'renamed' } })).toEqual([3, 4, 3, 2]);
    expect(await costOf(operations.archiveChannel, { input: { channelId } })).toEqual([3, 4, 1, 2]);
    expect(await costOf(operations.archiveChannel, { input: { channelId } })).toEqual([1, 4, 0, 1]);
  });
});

describe('what a profile costs', () => {
  test('two calls where the name changes, one where it does not', async () => {
    const name = { input: { name: 'Costly' } };
    expect(await costOf(operations.updateProfile, name)).toEqual([2, 1, 1, 1]);
    expect(await costOf(operations.updateProfile, name)).toEqual([1, 1, 0, 1]);
  });
});

describe('a list makes as many calls for a hundred as for one', () => {
  test('of a workspace’s people: three', async () => {
    const list = (limit: number) => costOf(operations.listWorkspaceMembers, { workspaceId, limit });
    expect(await list(1)).toEqual([3, 3, 0, 1]);
    expect((await list(100)).slice(0, 1)).toEqual([3]);
    // A right, an index of 101 rows, and half a unit for each name.
    expect((await list(100))[1]).toBeLessThan(60);
  });

  test('of a channel’s people: four', async () => {
    const { id: channelId } = await createChannel(owner, workspaceId, 'people', { members: named(100) });
    const list = (limit: number) => costOf(operations.listChannelMembers, { channelId, limit });
    expect(await list(1)).toEqual([4, 6, 0, 1]);
    expect((await list(100)).slice(0, 1)).toEqual([4]);
    expect((await list(100))[1]).toBeLessThan(162);
  });

  test('of channels: three, or four where public ones fill the page; of my channels: three', async () => {
    const [reader] = (await people(network, 'reader', 1)) as [Person];
    const input = { workspaceId, userId: reader.userId };
    await owner.get<AddWorkspaceMemberMutation>(operations.addWorkspaceMember, { input });
    for (let index = 0; index < 60; index += 1) {
      const isPrivate = index % 2 === 0;
      await createChannel(owner, workspaceId, `list ${index}`, { isPrivate, members: [reader.userId] });
    }
    const list = (limit: number) => costOf(operations.listChannels, { workspaceId, limit }, reader);
    const mine = (limit: number) => costOf(operations.listMyChannels, { workspaceId, limit }, reader);
    expect(await list(1)).toEqual([3, 4, 0, 1]);
    expect((await list(100)).slice(0, 1)).toEqual([4]);
    expect(await mine(1)).toEqual([3, 4, 0, 1]);
    expect((await mine(100)).slice(0, 1)).toEqual([3]);
  });
});
