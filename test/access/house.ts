import * as operations from '../../generated/operations.ts';
import type { Channel, WorkspaceRole } from '../../generated/schema.ts';
import type { Network } from '../support/network.ts';
import { Person } from '../support/person.ts';
import type { Actor } from './notation.ts';

/** The ids of the people of the rules. */
export const idOf: Record<Actor, string> = {
  O: 'owner-in',
  o: 'owner-out',
  A: 'admin-in',
  a: 'admin-out',
  C: 'creator',
  k: 'creator-who-left',
  g: 'creator-now-guest',
  M: 'member-in',
  m: 'member-out',
  G: 'guest-in',
  h: 'guest-out',
  x: 'ex-member',
  w: 'ex-colleague',
  r: 'returned',
  s: 'stranger',
};

/** People whom things are done to: in every channel, in a direct message with him, in no channel, and one of the other workspace. */
export const bystanders = { pete: 'pete', nina: 'nina', newcomer: 'newcomer', neighbour: 'neighbour' } as const;

/** Who is in no workspace at all. */
export const outsider = 'outsider';

/** Who made the channel: matters to those who did. */
export type Maker = 'C' | 'k' | 'g';
export type ChannelKind = 'public' | 'private' | 'ownDm' | 'foreignDm' | 'archivedPublic' | 'archivedPrivate';

export interface Place {
  channelId: string;
  /** Pete's messages: one that stands, with two reactions of his own, and one that he deleted. */
  messageId: string;
  deletedId: string;
}

/** A workspace in which everyone of the rules has become what they are, and the one of the stranger. */
export interface House {
  workspaceId: string;
  foreignId: string;
  people: Record<Actor | keyof typeof bystanders, Person>;
  place(kind: ChannelKind, maker: Maker): Place;
  /** A public channel that none of the rules is about, with the guest who is in no other. */
  lobby: Place;
}

/** What Pete's messages say and bring. */
export const text = 'as it was sent';
export const attachments = [
  { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: 'chart.png', contentType: 'image/png', size: 1024 },
];

const roles: [keyof House['people'], WorkspaceRole][] = [
  ['o', 'OWNER'],
  ['A', 'ADMIN'],
  ['a', 'ADMIN'],
  ...(['C', 'k', 'g', 'M', 'm', 'x', 'w', 'r', 'pete', 'nina', 'newcomer'] as const).map(
    (one): [keyof House['people'], WorkspaceRole] => [one, 'MEMBER'],
  ),
  ['G', 'GUEST'],
  ['h', 'GUEST'],
];

/** Does by the API what made the people what they are: comings and goings, in the order in which they must have been. */
export async function buildHouse(network: Network): Promise<House> {
  const signedIn = await Promise.all(
    Object.entries({ ...idOf, ...bystanders }).map(async ([name, user]) => {
      const { token } = await network.signInAs({ user, name: user });
      return [name, new Person(user, token, network)] as const;
    }),
  );
  // Of each there is one, which `fromEntries` can not know.
  const people = Object.fromEntries(signedIn) as House['people'];
  await Promise.all(Object.values(people).map((one) => one.get(operations.me)));

  const { O, C, g, pete, nina, s } = people;
  const workspaceId = await foundWorkspace(O, 'House');
  const foreignId = await foundWorkspace(s, 'Elsewhere');
  const addToHouse = (name: keyof House['people'], role: WorkspaceRole) =>
    O.get(operations.addWorkspaceMember, { input: { workspaceId, userId: people[name].userId, role } });
  for (const [name, role] of roles) await addToHouse(name, role);
  const neighbour = { workspaceId: foreignId, userId: people.neighbour.userId, role: 'MEMBER' };
  await s.get(operations.addWorkspaceMember, { input: neighbour });

  const within = [O, people.A, C, g, people.M, people.G, people.x, people.w, people.r, pete].map((one) => one.userId);
  const places = new Map<string, Place>();
  for (const maker of ['C', 'k', 'g'] as const) {
    for (const kind of ['public', 'private', 'archivedPublic', 'archivedPrivate'] as const) {
      const isPrivate = kind === 'private' || kind === 'archivedPrivate';
      const members = within.filter((id) => id !== people[maker].userId);
      const input = { workspaceId, name: `${kind} of ${maker}`, isPrivate, members };
      const place = await furnish(pete, await open(people[maker], operations.createChannel, input));
      const { channelId } = place;
      await people[maker].get(operations.removeChannelMember, { input: { channelId, userId: people.x.userId } });
      if (maker === 'k') await people.k.get(operations.leaveChannel, { input: { channelId } });
      if (kind.startsWith('archived')) await O.get(operations.archiveChannel, { input: { channelId } });
      places.set(`${kind} ${maker}`, place);
    }
  }
  const dm = within.filter((id) => id !== people.x.userId && id !== C.userId);
  const ownDm = await furnish(pete, await open(C, operations.openDm, { workspaceId, members: dm }));
  const foreignDm = await furnish(pete, await open(pete, operations.openDm, { workspaceId, members: [nina.userId] }));
  const members = [people.h.userId];
  const lobby = await furnish(
    pete,
    await open(pete, operations.createChannel, { workspaceId, name: 'lobby', members }),
  );

  for (const gone of [people.w, people.r]) {
    await O.get(operations.removeWorkspaceMember, { input: { workspaceId, userId: gone.userId } });
  }
  await addToHouse('r', 'MEMBER');
  await O.get(operations.updateWorkspaceMember, { input: { workspaceId, userId: g.userId, role: 'GUEST' } });

  return {
    workspaceId,
    foreignId,
    people,
    lobby,
    place(kind, maker) {
      const place = kind === 'ownDm' ? ownDm : kind === 'foreignDm' ? foreignDm : places.get(`${kind} ${maker}`);
      if (!place) throw new Error(`there is no ${kind} channel of ${maker}`);
      return place;
    },
  };
}

async function foundWorkspace(owner: Person, name: string): Promise<string> {
  const data = await owner.get<{ createWorkspace: { id: string } }>(operations.createWorkspace, { input: { name } });
  return data.createWorkspace.id;
}

async function open(maker: Person, query: string, input: object): Promise<string> {
  const data = await maker.get<Record<string, Channel>>(query, { input });
  const [channel] = Object.values(data);
  if (!channel) throw new Error('nothing was opened');
  return channel.id;
}

async function furnish(pete: Person, channelId: string): Promise<Place> {
  const stands = await pete.send(channelId, text, { attachments });
  for (const emoji of ['👀', '👋']) {
    await pete.get(operations.addReaction, { input: { channelId, messageId: stands.id, emoji } });
  }
  const deleted = await pete.send(channelId, 'to be deleted');
  await pete.get(operations.deleteMessage, { input: { id: deleted.id, channelId } });
  return { channelId, messageId: stands.id, deletedId: deleted.id };
}
