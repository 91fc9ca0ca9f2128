import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { absentId } from '../access/calls.ts';
import type { Place } from '../access/house.ts';
import { type World, openWorld } from '../access/scenes.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

/**
 * What a cursor of somebody else's page gives away: nothing. That ids do not either is held with the rules, where each answer of
 * what is hidden is compared with that of what is not there.
 */
let network: Network;
let world: World;
/** In the private channel and the direct message, and in neither. */
let insider: Person;
let stranger: Person;
let within: Place;
let dm: Place;
let lobby: Place;

beforeAll(async () => {
  network = await startNetwork({ seed: false });
  world = await openWorld(network);
  const { house } = world;
  insider = house.people.M;
  stranger = house.people.m;
  within = house.place('private', 'C');
  dm = house.place('ownDm', 'C');
  lobby = house.lobby;
});
afterAll(async () => {
  await world?.close();
  await network?.close();
});

interface List {
  name: string;
  query: string;
  /** What it is a list of. */
  of(place: Place): object;
  more?: object;
}

const ofChannel = ({ channelId }: Place) => ({ channelId });
const ofMessage = ({ channelId, messageId }: Place) => ({ channelId, messageId });
const lists: List[] = [
  { name: 'messages, newest first', query: operations.messagesByChannel, of: ofChannel },
  {
    name: 'messages, oldest first',
    query: operations.messagesByChannel,
    of: ofChannel,
    more: { sortDirection: 'ASC' },
  },
  { name: 'messages after a position', query: operations.messagesByChannel, of: ofChannel, more: { after: 0 } },
  { name: 'messages before a position', query: operations.messagesByChannel, of: ofChannel, more: { before: 1_000 } },
  { name: 'what changed', query: operations.syncChannel, of: ofChannel, more: { afterSeq: 0 } },
  { name: 'members', query: operations.listChannelMembers, of: ofChannel },
  { name: 'reactions', query: operations.listReactions, of: ofMessage },
];

const tell = async (person: Person, query: string, variables: object) =>
  JSON.stringify(await person.ask(query, variables));

async function cursorOf(person: Person, query: string, variables: object): Promise<string> {
  const data = await person.get<Record<string, { nextToken: string | null }>>(query, { ...variables, limit: 1 });
  const [page] = Object.values(data);
  if (!page?.nextToken) throw new Error(`one page was all: ${query.slice(0, 60)}`);
  return page.nextToken;
}

/** The cursor as it would be of a list of nothing: the same but for the ids that it holds. */
function renamed(cursor: string, from: readonly string[], to: readonly string[]): string {
  let text = Buffer.from(cursor, 'base64').toString();
  from.forEach((id, index) => (text = text.replaceAll(id, to[index] ?? '')));
  return Buffer.from(text).toString('base64');
}

/** A place that is not there, of ids as long as those of the other. */
function nowhere({ channelId, messageId }: Place): Place {
  const [workspaceId = ''] = channelId.split('_');
  const slug = channelId.slice(workspaceId.length + 1);
  return {
    channelId: `${workspaceId}_${absentId().padEnd(slug.length, 'x')}`,
    messageId: messageId.slice(0, -6) + 'ZZZZZZ',
    deletedId: messageId.slice(0, -6) + 'YYYYYY',
  };
}

const idsOf = ({ channelId, messageId }: Place) => [channelId, messageId];

describe('a cursor of a list that is hidden', () => {
  for (const { name, query, of, more = {} } of lists) {
    for (const [kind, place] of [
      ['a private channel', () => within],
      ['a direct message', () => dm],
    ] as const) {
      test(`opens nothing: ${name} of ${kind}`, async () => {
        const nextToken = await cursorOf(insider, query, { ...of(place()), ...more });
        const absent = nowhere(place());
        const none = await tell(stranger, query, { ...of(absent), ...more });
        expect(none).toMatch(/NotFound/);
        const made = renamed(nextToken, idsOf(place()), idsOf(absent));
        // Whether a cursor is of the list that it comes with can be read off both, so that may be said first; but it is said of what
        // is hidden as of what is not there.
        const on = (where: Place, token: string) => tell(stranger, query, { ...of(where), ...more, nextToken: token });
        expect(await on(place(), nextToken)).toBe(none);
        expect(await on(absent, made)).toBe(none);
        expect(await on(absent, nextToken)).toBe(await on(place(), made));
        expect(await on(absent, 'garbage')).toBe(await on(place(), 'garbage'));
      });

      test(`is on another list as one of nothing: ${name} of ${kind}`, async () => {
        const nextToken = await cursorOf(insider, query, { ...of(place()), ...more });
        const absent = nowhere(place());
        const given = await tell(stranger, query, { ...of(lobby), ...more, nextToken });
        const made = renamed(nextToken, idsOf(place()), idsOf(absent));
        expect(given).toMatch(/CURSOR_INVALID/);
        expect(await tell(stranger, query, { ...of(lobby), ...more, nextToken: made })).toBe(given);
        expect(await tell(stranger, query, { ...of(lobby), ...more, nextToken: 'garbage' })).toBe(given);
      });
    }
  }
});

describe('a cursor of another person', () => {
  test('leads through channels to those that the caller may read alone', async () => {
    const { workspaceId } = world.house;
    const variables = { workspaceId };
    const seen = await listed(stranger, operations.listChannels, variables);
    const hers = await cursors(insider, operations.listChannels, variables);
    expect(hers.length).toBeGreaterThan(5);
    for (const nextToken of hers) {
      const { data } = await stranger.ask<Record<string, { items: { id: string }[] }>>(operations.listChannels, {
        ...variables,
        nextToken,
      });
      const [page] = Object.values(data ?? {});
      for (const { id } of page?.items ?? []) expect(seen).toContain(id);
    }
  });

  test('that names a hidden channel is as one that names none', async () => {
    const { workspaceId } = world.house;
    const hers = await cursors(insider, operations.listChannels, { workspaceId });
    for (const nextToken of hers) {
      for (const kind of ['private', 'archivedPrivate'] as const) {
        const place = world.house.place(kind, 'C');
        const absent = nowhere(place);
        const text = Buffer.from(nextToken, 'base64').toString();
        if (!text.includes(place.channelId)) continue;
        const made = renamed(nextToken, idsOf(place), idsOf(absent));
        const given = await tell(stranger, operations.listChannels, { workspaceId, nextToken });
        expect(await tell(stranger, operations.listChannels, { workspaceId, nextToken: made })).toBe(given);
      }
    }
  });

  test('leads through one’s own channels to one’s own alone', async () => {
    const { workspaceId } = world.house;
    const hers = await cursors(insider, operations.listMyChannels, { workspaceId });
    expect(hers.length).toBeGreaterThan(5);
    for (const nextToken of hers) {
      const page = await stranger.get<{ listMyChannels: { items: object[] } }>(operations.listMyChannels, {
        workspaceId,
        nextToken,
      });
      expect(page.listMyChannels.items).toEqual([]);
    }
  });

  test('does not open a workspace, its people or its channels', async () => {
    const { workspaceId, foreignId, people } = world.house;
    const absent = absentId().padEnd(workspaceId.length, 'x');
    for (const query of [operations.listWorkspaceMembers, operations.listChannels, operations.listMyChannels]) {
      const nextToken = await cursorOf(people.O, query, { workspaceId });
      for (const outsider of [people.s, people.w]) {
        const none = await tell(outsider, query, { workspaceId: absent });
        expect(none).toMatch(/NotFound/);
        expect(await tell(outsider, query, { workspaceId, nextToken })).toBe(none);
        const garbage = { nextToken: 'garbage' };
        expect(await tell(outsider, query, { workspaceId, ...garbage })).toBe(
          await tell(outsider, query, { workspaceId: absent, ...garbage }),
        );
      }
      const given = await tell(people.s, query, { workspaceId: foreignId, nextToken });
      expect(given).toMatch(/CURSOR_INVALID/);
      const made = renamed(nextToken, [workspaceId], [absent]);
      expect(await tell(people.s, query, { workspaceId: foreignId, nextToken: made })).toBe(given);
      expect(await tell(people.s, query, { workspaceId: foreignId, nextToken: 'garbage' })).toBe(given);
    }
  });
});

async function cursors(person: Person, query: string, variables: object): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | null = null;
  do {
    const data: Record<string, { nextToken: string | null }> = await person.get(query, {
      ...variables,
      limit: 1,
      nextToken,
    });
    nextToken = Object.values(data)[0]?.nextToken ?? null;
    if (nextToken) found.push(nextToken);
  } while (nextToken);
  return found;
}

async function listed(person: Person, query: string, variables: object): Promise<string[]> {
  const data = await person.get<Record<string, { items: { id: string }[] }>>(query, { ...variables, limit: 100 });
  return (Object.values(data)[0]?.items ?? []).map(({ id }) => id);
}
