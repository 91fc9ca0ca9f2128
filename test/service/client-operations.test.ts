import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  createParley,
  newMessageId,
  type Operations,
  openRoster,
  operationsOf,
  type Page,
  type Parley,
} from '../../client/src/index.ts';
import { type Network, startNetwork } from '../support/network.ts';

let network: Network;
let alice: Parley & Operations;
let bob: Parley & Operations;

beforeAll(async () => {
  network = await startNetwork();
  [alice, bob] = (await Promise.all(['alice', 'bob'].map(enter))) as [typeof alice, typeof bob];
});
afterAll(async () => {
  alice?.close();
  bob?.close();
  await network?.close();
});

async function enter(user: string): Promise<Parley & Operations> {
  const { token } = await network.as(user);
  // The one of `ws` is near enough to the browser's, though not in its types.
  const webSocket = WebSocket as unknown as typeof globalThis.WebSocket;
  const parley = createParley({ endpoint: network.url, getToken: () => token, webSocket, readNotes: null });
  return Object.assign(parley, operationsOf(parley));
}

async function everyPage<Item>(page: (after?: string) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null | undefined; next !== null;) {
    const one: Page<Item> = await page(next);
    items.push(...one.items);
    next = one.next;
  }
  return items;
}

test('a workspace, its people and one’s own name are made and changed', async () => {
  const workspace = await alice.createWorkspace({ name: 'Quay' });
  expect(await alice.workspace(workspace.id)).toEqual(workspace);
  await expect(bob.workspace(workspace.id)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND', type: 'NotFound' });
  const at = { workspaceId: workspace.id, userId: 'bob' };
  expect(await alice.addWorkspaceMember(at)).toMatchObject({ ...at, role: 'MEMBER' });
  expect(await alice.updateWorkspaceMember({ ...at, role: 'ADMIN' })).toMatchObject({ role: 'ADMIN' });
  const page = (after?: string) => bob.workspaceMembers(workspace.id, { limit: 1, ...(after && { after }) });
  expect((await everyPage(page)).map(({ userId, role }) => [userId, role])).toEqual([
    ['alice', 'OWNER'],
    ['bob', 'ADMIN'],
  ]);
  expect(await bob.updateProfile({ name: 'Bobby' })).toMatchObject({ id: 'bob', name: 'Bobby' });
  expect(await bob.removeWorkspaceMember(at)).toMatchObject(at);
  await expect(bob.workspaceMembers(workspace.id)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
});

test('a channel is made, changed, found, joined, left and archived', async () => {
  const workspaceId = 'harbor';
  const made = await alice.createChannel({ workspaceId, name: 'slipway', topic: 'Boats' });
  const channelId = made.id;
  expect(await alice.updateChannel({ channelId, name: 'slipways' })).toMatchObject({
    name: 'slipways',
    topic: 'Boats',
  });
  const found = await everyPage((after) => bob.browseChannels(workspaceId, { limit: 2, ...(after && { after }) }));
  expect(found.map(({ id }) => id)).toContain(channelId);
  expect(await bob.joinChannel(channelId)).toMatchObject({ channelId, userId: 'bob', unreadCount: 0 });
  expect(await bob.addChannelMember({ channelId, userId: 'carol' })).toMatchObject({ userId: 'carol', addedBy: 'bob' });
  const people = await everyPage((after) => bob.channelMembers(channelId, { limit: 2, ...(after && { after }) }));
  expect(people.map(({ userId }) => userId)).toEqual(['alice', 'bob', 'carol']);
  await alice.removeChannelMember({ channelId, userId: 'carol' });
  await bob.leaveChannel(channelId);
  await expect(bob.leaveChannel(channelId)).rejects.toMatchObject({ code: 'MEMBERS_ONLY' });
  expect((await alice.archiveChannel({ channelId })).archivedAt).not.toBeNull();
  expect((await alice.archiveChannel({ channelId, isArchived: false })).archivedAt).toBeNull();
  const dm = await alice.openDm({ workspaceId, members: ['bob'] });
  expect(await bob.openDm({ workspaceId, members: ['alice'] })).toEqual(dm);
});

test('a message is read, changed, reacted to and deleted', async () => {
  const channelId = 'harbor_general';
  const { id } = await alice.send({ channelId, content: 'Hello.', id: newMessageId() });
  expect(await bob.message(id)).toMatchObject({ content: 'Hello.', userId: 'alice' });
  expect(await alice.editMessage({ id, channelId, content: 'Hello all.' })).toMatchObject({ content: 'Hello all.' });
  const reaction = { messageId: id, channelId, emoji: '👍' };
  expect(await bob.addReaction(reaction)).toMatchObject({ ...reaction, userId: 'bob' });
  await alice.addReaction(reaction);
  await alice.addReaction({ ...reaction, emoji: '🎉' });
  const who = (emoji?: string) =>
    everyPage((after) =>
      bob.reactions({ channelId, messageId: id, ...(emoji && { emoji }) }, { limit: 1, ...(after && { after }) }),
    );
  expect((await who()).map(({ userId, emoji }) => `${userId} ${emoji}`).toSorted()).toEqual([
    'alice 🎉',
    'alice 👍',
    'bob 👍',
  ]);
  expect((await who('🎉')).map(({ userId }) => userId)).toEqual(['alice']);
  expect((await bob.removeReaction(reaction)).createdAt).not.toBeNull();
  expect(await alice.deleteMessage({ id, channelId })).toMatchObject({ id, content: null });
  await expect(bob.message('01ARZ3NDEKTSV4RRFFQ69G5FAV')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
});

test('an open timeline marks as read what it shows, and tells that one is typing', async () => {
  const { id: channelId } = await alice.createChannel({ workspaceId: 'harbor', name: 'pilots', members: ['bob'] });
  for (let index = 0; index < 3; index += 1) await alice.send({ channelId, content: `message ${index}` });
  await alice.addReaction({
    messageId: (await alice.messages(channelId)).messages[0]?.id ?? '',
    channelId,
    emoji: '👍',
  });
  const roster = openRoster(bob, 'harbor');
  const [his, hers] = [bob.openTimeline(channelId), alice.openTimeline(channelId)];
  const waitFor = (claim: () => unknown) => vi.waitFor(claim, { timeout: 15_000 });
  await waitFor(() =>
    expect([roster.state().status, his.state().status, hers.state().status]).toEqual(['live', 'live', 'live']),
  );
  const shown = () => roster.state().channels.find(({ channel }) => channel.id === channelId);
  expect(shown()).toMatchObject({ unreadCount: 3 });
  his.markRead();
  expect(shown()).toMatchObject({ unreadCount: 0, lastReadSeq: shown()?.channel.headSeq });
  his.typing();
  his.typing();
  await waitFor(() => expect(hers.state().typing).toEqual(['bob']));
  const told = network.requests.filter(({ operation }) => operation.includes('sendTyping'));
  expect(told).toHaveLength(1);
  await waitFor(async () => {
    const mine = (await bob.myChannels('harbor')).find(({ channel }) => channel.id === channelId);
    expect(mine).toMatchObject({ unreadCount: 0 });
  });
  for (const one of [roster, his, hers]) one.close();
});
