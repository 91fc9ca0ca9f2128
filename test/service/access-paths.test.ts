import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { type Scene, calls } from '../access/calls.ts';
import { type Freshness, guards, parts } from '../access/guards.ts';
import { type ChannelKind, bystanders, idOf } from '../access/house.ts';
import { type Actor, type Cell, allActors, cellsOf, objectOf } from '../access/notation.ts';
import { type Found, addresses, objectsOf, pathsOf, wholeSelection } from '../access/paths.ts';
import { rules } from '../access/rules.ts';
import { type World, copyFor, openWorld, prepare, sceneOf } from '../access/scenes.ts';
import { letTimePass } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { openSocket } from '../support/socket.ts';

const cells = cellsOf(rules);
const channelKinds: ChannelKind[] = ['public', 'private', 'ownDm', 'foreignDm', 'archivedPublic', 'archivedPrivate'];

/** One of each sort of people; the cells go over all of them. */
const askers: readonly Actor[] = ['O', 'M', 'm', 'G', 'r', 's'];

/** Ways that lead to nothing, each for its reason. */
const neverReached: Readonly<Record<string, string>> = {
  'Mutation.deleteMessage.attachments': 'they are gone with the text',
  'Mutation.deleteMessage.reactions': 'so are they',
};

let network: Network;
let world: World;
const reached = new Set<string>();
let looked = 0;

beforeAll(async () => {
  network = await startNetwork({ seed: false });
  world = await openWorld(network);
  for (const kind of ['public', 'private'] as const) {
    // A position at which nothing stands is named once it is too old to be still under way.
    await letTimePass(network, world.house.place(kind, 'C').channelId, 120_000);
  }
});
afterAll(async () => {
  console.log(`paths: ${reached.size} reached, ${looked} objects held against the direct way`);
  await world?.close();
  await network?.close();
});

/** Holds all that a caller was given against what the direct way gives them. */
async function look(caller: Person, address: string, value: unknown, freshness: Freshness): Promise<string[]> {
  const wrong: string[] = [];
  const known = new Map<string, Promise<string | null>>();
  for (const { path, type, object } of objectsOf(address, value)) {
    reached.add(path);
    const guard = guards[type];
    if (!guard) {
      if (!parts.has(type)) wrong.push(`${path}: nothing guards ${type}`);
      continue;
    }
    looked += 1;
    const key = `${type} ${JSON.stringify(object)}`;
    const answer = known.get(key) ?? guard(caller, object, freshness);
    known.set(key, answer);
    const reason = await answer;
    if (reason) wrong.push(`${path}, to ${caller.userId}: ${reason}`);
  }
  return wrong;
}

function expectedOf(operation: string, object: string, actor: Actor): string {
  const cell = cells.find((one) => one.operation === operation && objectOf(one) === object && one.actor === actor);
  if (!cell) throw new Error(`the rules have no ${operation}, ${object}`);
  return cell.expected;
}

describe('a list holds what its reader may read, all of it and nothing else', () => {
  const makers = ['C', 'k', 'g'] as const;
  /** Every channel of the house with its kind; there are no others yet. */
  const channels = () =>
    channelKinds.flatMap((kind) =>
      (kind.endsWith('Dm') ? (['C'] as const) : makers).map((maker) => ({
        kind,
        channelId: world.house.place(kind, maker).channelId,
      })),
    );

  for (const actor of allActors) {
    test(`of channels, to ${idOf[actor]}`, async () => {
      const { house } = world;
      const { workspaceId, lobby } = house;
      const person = house.people[actor];
      if (expectedOf('Query.listChannels', 'house', actor) !== '+') {
        for (const query of [operations.listChannels, operations.listMyChannels]) {
          expect((await person.ask(query, { workspaceId })).errors).toMatchObject([{ errorType: 'NotFound' }]);
        }
        return;
      }
      const isGuest = ['g', 'G', 'h'].includes(actor);
      const readable = channels().filter(
        ({ kind }) => !kind.endsWith('Dm') && expectedOf('Query.getChannel', kind, actor) === '+',
      );
      const joined = channels().filter(({ kind }) => expectedOf('Mutation.markRead', kind, actor) === '+');
      const all: string[] = [];
      let nextToken: string | null = null;
      do {
        const page: { listChannels: { items: { id: string }[]; nextToken: string | null } } = await person.get(
          operations.listChannels,
          { workspaceId, limit: 2, nextToken },
        );
        all.push(...page.listChannels.items.map(({ id }) => id));
        nextToken = page.listChannels.nextToken;
      } while (nextToken);
      const seesLobby = !isGuest || actor === 'h';
      expect([...all].sort()).toEqual(
        [...readable.map(({ channelId }) => channelId), ...(seesLobby ? [lobby.channelId] : [])].sort(),
      );
      const mine = await person.channels(workspaceId);
      expect(mine.map(({ channel }) => channel.id).sort()).toEqual(
        [...joined.map(({ channelId }) => channelId), ...(actor === 'h' ? [lobby.channelId] : [])].sort(),
      );
    });

    test(`of workspaces, to ${idOf[actor]}`, async () => {
      const { house } = world;
      const data = await house.people[actor].get<{ listWorkspaces: { items: { id: string }[] } }>(
        operations.listWorkspaces,
      );
      const expected = [
        ...(expectedOf('Query.getWorkspace', 'house', actor) === '+' ? [house.workspaceId] : []),
        ...(expectedOf('Query.getWorkspace', 'foreign', actor) === '+' ? [house.foreignId] : []),
      ];
      expect(data.listWorkspaces.items.map(({ id }) => id)).toEqual(expected);
    });
  }
});

describe('no way through the schema gives what the direct one refuses', () => {
  const isOpen = (cell: Cell) => cell.expected === '+' && askers.includes(cell.actor);
  const wanted = cells.filter(isOpen);
  // Answers first, while all is as it was built; then changes, each of a copy.
  const ordered = [...addresses].filter((address) => !address.startsWith('Subscription.'));

  for (const address of ordered) {
    const own = wanted.filter((cell) => cell.operation === address);
    const selection = wholeSelection(address);
    // Closed to everyone, or nothing but a scalar.
    if (own.length === 0 || selection === '') continue;
    test(address, async () => {
      const wrong: string[] = [];
      const isQuery = address.startsWith('Query.');
      for (const cell of own) {
        const caller = world.house.people[cell.actor];
        const scene = isQuery ? builtScene(cell) : sceneOf(world.house, cell, await copyFor(world, cell, [cell.actor]));
        await prepare(world, cell, scene);
        const call = calls[address]?.(scene, cell.variant);
        if (!call) throw new Error(`nothing says how to call ${address}`);
        const data = await caller.get<Record<string, unknown>>(
          documentOf(address, selection, call.query),
          call.variables,
        );
        wrong.push(...(await look(caller, address, Object.values(data)[0], 'same')));
      }
      expect(wrong).toEqual([]);
    });
  }

  /** The house itself, with reactions and members as people made them. */
  function builtScene(cell: Cell): Scene {
    const { house } = world;
    const { kind, actor } = cell;
    if (kind === 'mine' || kind === 'house' || kind === 'foreign') {
      const workspaceId = kind === 'foreign' ? house.foreignId : house.workspaceId;
      return { ...sceneOf(house, cell, null), workspaceId };
    }
    // Any other word of the rules is a kind of channel.
    const place = house.place(kind as ChannelKind, 'C');
    const messageId = cell.variant === 'deleted' ? place.deletedId : place.messageId;
    const { workspaceId } = house;
    return { callerId: idOf[actor], workspaceId, channelId: place.channelId, messageId, personId: '' };
  }

  test('Subscription.onChannelEvent', async () => {
    const wrong: string[] = [];
    const { house, copier } = world;
    const { C, pete } = house.people;
    const query = documentOf(
      'Subscription.onChannelEvent',
      wholeSelection('Subscription.onChannelEvent'),
      operations.onChannelEvent,
    );
    for (const kind of ['public', 'private'] as const) {
      const { channelId, otherId } = await copier.channel(kind, 'C', []);
      const listening = await Promise.all(
        askers
          .filter((actor) => expectedOf('Subscription.onChannelEvent', kind, actor) === '+')
          .map(async (actor) => {
            const socket = await openSocket(network.realtimeUrl, house.people[actor].token);
            const heard = await socket.subscribe<Found>(query, { channelId });
            return { person: house.people[actor], socket, heard };
          }),
      );
      const send = calls['Mutation.sendMessage']?.({ ...emptyScene, channelId, messageId: otherId }, 'reply');
      const steps: [kind: string, caller: Person, query: string, variables: object][] = [
        ['MESSAGE_SENT', pete, operations.sendMessage, send?.variables ?? {}],
        ['REACTION_ADDED', pete, operations.addReaction, { input: { channelId, messageId: otherId, emoji: '👍' } }],
        ['MEMBER_ADDED', C, operations.addChannelMember, { input: { channelId, userId: bystanders.newcomer } }],
        ['CHANNEL_UPDATED', C, operations.updateChannel, { input: { channelId, topic: 'told to all' } }],
        ['MESSAGE_EDITED', pete, operations.editMessage, { input: { channelId, id: otherId, content: 'anew' } }],
        [
          'REACTION_REMOVED',
          pete,
          operations.removeReaction,
          { input: { channelId, messageId: otherId, emoji: '👍' } },
        ],
        ['TYPING', pete, operations.sendTyping, { channelId }],
        ['MESSAGE_DELETED', pete, operations.deleteMessage, { input: { channelId, id: otherId } }],
        // The last: it ends the audience.
        ['MEMBER_REMOVED', C, operations.removeChannelMember, { input: { channelId, userId: bystanders.newcomer } }],
      ];
      for (const [name, caller, document, variables] of steps) {
        await caller.get(document, variables);
        for (const { person, heard } of listening) {
          const event = await heard.until((one) => one.kind === name);
          wrong.push(...(await look(person, 'Subscription.onChannelEvent', event, 'told')));
          const { member } = event as { member: Found | null };
          // Told to many: nobody's own marker is in it, not even to themselves.
          if (member && (member.lastReadSeq !== null || member.unreadCount !== null)) wrong.push(`${name}: a marker`);
          const { message } = event as { message: { reactions: Found[] } | null };
          for (const { reactedByMe } of message?.reactions ?? [])
            if (reactedByMe !== null) wrong.push(`${name}: whose`);
        }
      }
      for (const { socket } of listening) socket.close();
    }
    expect(wrong).toEqual([]);
  });

  test('Subscription.onInboxEvent', async () => {
    const wrong: string[] = [];
    const { house, copier } = world;
    const query = documentOf(
      'Subscription.onInboxEvent',
      wholeSelection('Subscription.onInboxEvent'),
      operations.onInboxEvent,
    );
    const { channelId } = await copier.channel('private', 'C', []);
    const { newcomer, nina, C } = house.people;
    const sockets = await Promise.all([newcomer, nina].map((one) => openSocket(network.realtimeUrl, one.token)));
    const [his, hers] = await Promise.all(
      [newcomer, nina].map((one, index) => sockets[index]?.subscribe<Found>(query, { userId: one.userId })),
    );
    for (const { userId } of [newcomer, nina]) {
      await C.get(operations.addChannelMember, { input: { channelId, userId } });
    }
    for (const [person, heard] of [
      [newcomer, his],
      [nina, hers],
    ] as const) {
      const event = await heard?.until((one) => one.channelId === channelId);
      wrong.push(...(await look(person, 'Subscription.onInboxEvent', event, 'told')));
    }
    for (const one of [...(his?.events ?? []), ...(hers?.events ?? [])]) expect(one.actorId).toBe(C.userId);
    for (const socket of sockets) socket.close();
    expect(wrong).toEqual([]);
  });

  test('has been left out', () => {
    const closed = new Set(
      addresses.filter((address) => cells.every((cell) => cell.operation !== address || cell.expected !== '+')),
    );
    const paths = addresses.filter((address) => !closed.has(address)).flatMap(pathsOf);
    expect(paths.length).toBeGreaterThan(60);
    const left = paths.map(({ path }) => path).filter((path) => !reached.has(path));
    expect(left.sort()).toEqual(Object.keys(neverReached).sort());
    // Nobody is given anything by those.
    expect([...closed].sort()).toEqual([
      'Mutation.finishUpload',
      'Mutation.publishChannelEvent',
      'Mutation.publishInboxEvent',
      'Mutation.publishInboxEvents',
    ]);
  });
});

const emptyScene: Scene = { callerId: '', workspaceId: '', channelId: '', messageId: '', personId: '' };

/** The operation with everything selected that there is. */
function documentOf(address: string, selection: string, operation: string): string {
  const field = address.split('.')[1] ?? '';
  const head = /^[^{]*\{\s*/.exec(operation)?.[0] ?? '';
  const call = new RegExp(`${field}(\\([^)]*\\))?`).exec(operation.slice(head.length))?.[0] ?? field;
  return `${head}${call} ${selection} }`;
}
