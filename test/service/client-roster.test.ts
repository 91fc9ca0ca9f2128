import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  createParley,
  openRoster,
  openWorkspaces,
  type Parley,
  type Roster,
  type RosterState,
} from '../../client/src/index.ts';
import * as operations from '../../generated/operations.ts';
import type { CreateChannelMutation } from '../../generated/operations.ts';
import { anyAct, Conversation } from '../support/conversation.ts';
import { addChannel, channelMember, channelRow, workspaceMember, workspaceRow, write } from '../support/crowd.ts';
import { insistOn } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { seeded } from '../support/seed.ts';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;
let houses = 0;
let opened: Parley[] = [];
let sockets: CountedSocket[] = [];
let isDown = false;

/** A socket that a test can cut, and that knows which subscriptions were started on it and not stopped. */
class CountedSocket extends WebSocket {
  /** What each subscription is for, by its id: a channel, or a person. */
  readonly started = new Map<string, string>();
  most = 0;

  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    sockets.push(this);
    if (isDown) this.terminate();
  }

  override send(data: string): void {
    const { id, type, payload } = JSON.parse(data) as { id: string; type: string; payload: { data: string } };
    if (type === 'start') {
      const { variables } = JSON.parse(payload.data) as { variables: { channelId?: string; userId?: string } };
      this.started.set(id, variables.channelId ?? `inbox of ${variables.userId}`);
    }
    if (type === 'stop') this.started.delete(id);
    this.most = Math.max(this.most, this.started.size);
    super.send(data);
  }
}

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, carol } = await network.everyone());
});
afterEach(() => {
  for (const parley of opened) parley.close();
  [opened, sockets, isDown] = [[], [], false];
});
afterAll(() => network?.close());

function enter(person: Person, mostSubscriptions = 98): Parley {
  const parley = createParley({
    endpoint: network.url,
    getToken: () => person.token,
    mostSubscriptions,
    // The one of `ws` is near enough to the browser's, though not in its types.
    webSocket: CountedSocket as unknown as typeof globalThis.WebSocket,
    // Each is a device of its own.
    readNotes: null,
  });
  opened.push(parley);
  return parley;
}

/** A workspace of alice, bob and carol, with so many channels that bob is in. The first had its last message a day ago, each later. */
async function house(channels: number): Promise<{ workspaceId: string; ids: string[] }> {
  const workspaceId = `roster-${(houses += 1)}`;
  const dayAgo = Date.now() - 86_400_000;
  const rows = Array.from({ length: channels }, (_, index) => {
    const lastMessageAt = dayAgo + index * 120_000;
    return channelRow(workspaceId, `room-${String(index).padStart(3, '0')}`, { memberCount: 2, lastMessageAt });
  });
  const people = [alice, bob, carol];
  await write(network, {
    Workspace: [workspaceRow(workspaceId, 'alice')],
    WorkspaceMember: people.map(({ userId }) =>
      workspaceMember(workspaceId, userId, userId === 'alice' ? 'OWNER' : 'MEMBER'),
    ),
    Channel: rows,
    ChannelMember: rows.flatMap(({ id }) => ['alice', 'bob'].map((userId) => channelMember(id, userId))),
  });
  return { workspaceId, ids: rows.map(({ id }) => id) };
}

/** Waits until the roster's state is as wanted. Rejects where it never will be. */
function until(roster: Roster, isWanted: (state: RosterState) => boolean): Promise<void> {
  return new Promise((done, fail) => {
    const look = () => {
      const state = roster.state();
      if (isWanted(state)) done();
      else if (state.error) fail(state.error);
      else return;
      stop();
    };
    const stop = roster.onChange(look);
    look();
  });
}

const live = (roster: Roster) => until(roster, ({ status, isLoaded }) => isLoaded && status === 'live');

function unread(roster: Roster, channelId: string): number | undefined {
  return roster.state().channels.find(({ channel }) => channel.id === channelId)?.unreadCount;
}

/** What the service says now, as the roster shows it. */
async function told(person: Person, workspaceId: string): Promise<unknown> {
  const parley = createParley({ endpoint: network.url, getToken: () => person.token });
  const mine = await parley.myChannels(workspaceId);
  parley.close();
  return mine.sort((a, b) => (a.channel.id < b.channel.id ? -1 : 1));
}

/** Waits until the roster shows exactly that. */
async function converge(roster: Roster, person: Person, workspaceId: string): Promise<void> {
  await vi.waitFor(async () => expect(roster.state().channels).toEqual(await told(person, workspaceId)), {
    timeout: 20_000,
    interval: 200,
  });
}

const waitFor = (claim: () => unknown) => vi.waitFor(claim, { timeout: 15_000 });
const walks = () => network.requests.filter(({ operation }) => operation.includes('listMyChannels')).length;
const subscriptions = () => [...(sockets.at(-1)?.started.values() ?? [])];

describe('130 channels', () => {
  test('take at most 98 subscriptions, those of the most recent, and a few walks for all of them', async () => {
    const { workspaceId, ids } = await house(130);
    const before = walks();
    const roster = openRoster(enter(bob), workspaceId);
    await live(roster);
    expect(roster.state().channels).toEqual(await told(bob, workspaceId));
    expect(new Set(subscriptions())).toEqual(new Set(['inbox of bob', ...ids.slice(-97)]));
    expect(sockets.at(-1)?.most).toBeLessThanOrEqual(98);
    // Starts go in five batches. A slow machine has a walk for each, and one 2 s later, besides the first: all of two pages, as has `told`.
    expect(walks() - before - 2).toBeLessThanOrEqual(22);

    const [quiet, other] = ids as [string, string];
    const last = ids.at(-1) as string;
    await alice.send(last, 'Hello.');
    await until(roster, () => unread(roster, last) === 1);
    // A mention in one that is not is seen at once, and makes it the most recent: it takes the place of the least recent.
    await alice.send(quiet, 'Hello, <@bob>.');
    await until(roster, ({ channels }) => channels.find(({ channel }) => channel.id === quiet)?.isMentioned === true);
    await waitFor(() => expect(subscriptions()).toContain(quiet));
    expect(subscriptions()).not.toContain(ids[33]);
    expect(subscriptions()).not.toContain(other);
    expect(sockets.at(-1)?.most).toBeLessThanOrEqual(98);
    await converge(roster, bob, workspaceId);
  });
});

describe('a roster', () => {
  test('shares the subscription of an open timeline, which takes one where there is none left', async () => {
    const { workspaceId, ids } = await house(6);
    const parley = enter(bob, 4);
    const roster = openRoster(parley, workspaceId);
    await live(roster);
    await waitFor(() => expect(subscriptions().toSorted()).toEqual(['inbox of bob', ...ids.slice(-3)]));
    const [quiet] = ids as [string];
    const timeline = parley.openTimeline(quiet);
    await waitFor(() => expect(timeline.state().status).toBe('live'));
    expect(subscriptions().toSorted()).toEqual(['inbox of bob', quiet, ...ids.slice(-2)]);
    await alice.send(quiet, 'Hello.');
    await until(roster, () => unread(roster, quiet) === 1);
    await waitFor(() => expect(timeline.state().messages).toHaveLength(1));

    const popular = ids.at(-1) as string;
    const second = parley.openTimeline(popular);
    await waitFor(() => expect(second.state().status).toBe('live'));
    expect(subscriptions().filter((one) => one === popular)).toEqual([popular]);
    await alice.send(popular, 'Hello.');
    await waitFor(() => expect(second.state().messages).toHaveLength(1));
    await until(roster, () => unread(roster, popular) === 1);
    expect(sockets.at(-1)?.most).toBeLessThanOrEqual(4);
  });

  test('hears of channels that are joined, opened, renamed and left, and of one’s own removal', async () => {
    const { workspaceId, ids } = await house(2);
    const roster = openRoster(enter(bob), workspaceId);
    await live(roster);
    const input = { workspaceId, name: 'late', members: ['bob'] };
    const { createChannel } = await alice.get<CreateChannelMutation>(operations.createChannel, { input });
    await until(roster, ({ channels }) => channels.length === 3);
    await alice.get(operations.updateChannel, {
      input: { channelId: createChannel.id, name: 'later', topic: 'Tides' },
    });
    await until(roster, ({ channels }) => channels.some(({ channel }) => channel.name === 'later'));
    await carol.get(operations.openDm, { input: { workspaceId, members: ['bob'] } });
    await until(roster, ({ channels }) => channels.some(({ channel }) => channel.isDm));
    await bob.get(operations.leaveChannel, { input: { channelId: ids[0] } });
    await until(roster, ({ channels }) => channels.every(({ channel }) => channel.id !== ids[0]));
    await converge(roster, bob, workspaceId);
    await alice.get(operations.removeWorkspaceMember, { input: { workspaceId, userId: 'bob' } });
    await until(roster, ({ error }) => error?.code === 'WORKSPACE_NOT_FOUND');
    expect(roster.state()).toMatchObject({ channels: [], status: 'offline' });
  });

  test('leaves nothing of one’s own unread, and of others’ all', async () => {
    const { workspaceId, ids } = await house(1);
    const [channelId] = ids as [string];
    const rosters = [openRoster(enter(bob), workspaceId), openRoster(enter(bob), workspaceId)];
    await Promise.all(rosters.map(live));
    const before = network.requests.length;
    const startedAt = performance.now();
    for (let index = 0; index < 5; index += 1) await bob.send(channelId, `mine ${index}`);
    for (const roster of rosters) {
      await until(roster, ({ channels }) => channels[0]?.channel.headSeq === 5);
      expect(unread(roster, channelId)).toBe(0);
    }
    const heardInMs = performance.now() - startedAt;
    await vi.waitFor(
      async () => expect(await told(bob, workspaceId)).toMatchObject([{ lastReadSeq: 5, unreadCount: 0 }]),
      {
        timeout: 10_000,
      },
    );
    // What comes within the moment that a device waits, half a second at least, is one call of it, unless the other was first.
    const marks = network.requests.slice(before).filter(({ operation }) => operation.includes('markRead'));
    expect(marks.length).toBeLessThanOrEqual(2 * Math.max(2, Math.ceil(heardInMs / 500)));

    await alice.send(channelId, 'hers');
    await bob.send(channelId, 'mine again');
    for (const roster of rosters) await until(roster, () => unread(roster, channelId) === 2);
    await Promise.all(rosters.map((roster) => converge(roster, bob, workspaceId)));
  });

  test('shows what is read at once, tells the service of the last of it, and the other devices by that', async () => {
    const { workspaceId, ids } = await house(1);
    const [channelId] = ids as [string];
    for (let index = 0; index < 30; index += 1) await alice.send(channelId, `message ${index}`);
    const here = enter(bob);
    const there = openRoster(enter(bob), workspaceId);
    const roster = openRoster(here, workspaceId);
    await Promise.all([live(roster), live(there)]);
    const before = network.requests.length;
    for (let seq = 1; seq <= 30; seq += 1) here.markRead(channelId, seq);
    expect(unread(roster, channelId)).toBe(0);
    await until(there, () => unread(there, channelId) === 0);
    here.markRead(channelId, 7);
    expect(roster.state().channels[0]?.lastReadSeq).toBe(30);
    const marks = network.requests.slice(before).filter(({ operation }) => operation.includes('markRead'));
    expect(marks).toHaveLength(1);
    // Where the service refuses it, it was not read.
    here.markRead(channelId, 1_000);
    expect(roster.state().channels[0]?.lastReadSeq).toBe(1_000);
    await until(roster, ({ channels }) => channels[0]?.lastReadSeq === 30);
    await converge(roster, bob, workspaceId);
  });

  test('is as the service has it after an outage in which everything changed', async () => {
    const { workspaceId, ids } = await house(8);
    const roster = openRoster(enter(bob), workspaceId);
    await live(roster);
    isDown = true;
    sockets.at(-1)?.terminate();
    await until(roster, ({ status }) => status !== 'live');
    for (const channelId of ids.slice(0, 4)) await alice.send(channelId, 'Hello <@bob>.');
    await alice.get(operations.updateChannel, { input: { channelId: ids[4], name: 'renamed' } }).catch(() => {});
    await bob.get(operations.leaveChannel, { input: { channelId: ids[5] } });
    await bob.get(operations.markRead, { input: { channelId: ids[0], seq: 1 } });
    const late = await addChannel(network, workspaceId, 'late', [alice, bob]);
    isDown = false;
    await live(roster);
    expect(roster.state().channels).toEqual(await told(bob, workspaceId));
    expect(unread(roster, late)).toBe(0);
  });
});

test('what is unread is what the service says, after random histories of several channels and devices', async () => {
  const random = seeded('histories of a roster');
  const [histories] = random.draw(
    fc.array(
      fc.record({
        which: fc.nat(3),
        act: anyAct(['send', 'send', 'send', 'resend', 'edit', 'delete', 'react', 'unreact', 'crash']),
        read: fc.oneof(
          { weight: 4, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.double({ min: 0.2, max: 1, noNaN: true }) },
        ),
        isAway: fc.nat(12),
      }),
      { minLength: 150, maxLength: 150, size: 'max' },
    ),
    1,
  ) as [{ which: number; act: Parameters<Conversation['perform']>[0]; read: number | null; isAway: number }[]];
  const { workspaceId, ids } = await house(4);
  const otherDevice = await network.as('bob');
  const talks = ids.map((id) => new Conversation(network, id, [alice, bob, alice]));
  // Two of the four have no subscription.
  const rosters = [openRoster(enter(bob), workspaceId), openRoster(enter(bob, 3), workspaceId)];
  await Promise.all(rosters.map(live));
  const heads = new Map<string, number>();
  for (const { which, act, read, isAway } of histories) {
    const channelId = ids[which] as string;
    if (isAway === 0) {
      await insistOn(otherDevice, operations.leaveChannel, { input: { channelId } });
      await insistOn(otherDevice, operations.joinChannel, { input: { channelId } });
    }
    const message = await talks[which]?.perform(act);
    heads.set(channelId, Math.max(heads.get(channelId) ?? 0, message?.rev ?? 0));
    if (read !== null) {
      const seq = Math.floor(read * (heads.get(channelId) ?? 0));
      await insistOn(otherDevice, operations.markRead, { input: { channelId, seq } });
    }
  }
  // A position that came to nothing is seen by what comes after it. In those without a subscription, a mention makes it be seen.
  for (const channelId of ids) await alice.send(channelId, 'The last one, <@bob>.');
  for (const roster of rosters) await converge(roster, bob, workspaceId);
}, 120_000);

describe('the workspaces that a person is in', () => {
  test('come and go while one looks, and while one was away', async () => {
    const { eve } = await network.everyone();
    const mine = openWorkspaces(enter(eve));
    const ids = () =>
      mine
        .state()
        .workspaces.map(({ id }) => id)
        .sort();
    const show = (...expected: string[]) =>
      vi.waitFor(() => expect([ids(), mine.state().isLoaded, mine.state().status]).toEqual([expected, true, 'live']), {
        timeout: 10_000,
      });
    const taken = { workspaceId: 'harbor', userId: 'eve' };
    await show('orchard');
    await alice.get(operations.addWorkspaceMember, { input: taken });
    await show('harbor', 'orchard');
    isDown = true;
    for (const socket of sockets) socket.terminate();
    await vi.waitFor(() => expect(mine.state().status).toBe('reconnecting'), { timeout: 10_000 });
    await alice.get(operations.removeWorkspaceMember, { input: taken });
    expect(ids()).toEqual(['harbor', 'orchard']);
    isDown = false;
    await show('orchard');
    mine.close();
  });

  test('are the same array while nothing changes, and change no more once closed', async () => {
    const { eve } = await network.everyone();
    const mine = openWorkspaces(enter(eve));
    await vi.waitFor(() => expect(mine.state().status).toBe('live'), { timeout: 10_000 });
    const { workspaces } = mine.state();
    const other = openWorkspaces(enter(eve));
    mine.close();
    await eve.get(operations.createWorkspace, { input: { name: 'Greenhouse' } });
    await vi.waitFor(() => expect(other.state().workspaces).toHaveLength(2), { timeout: 10_000 });
    expect(mine.state().workspaces).toBe(workspaces);
  });
});
