import type {
  AddWorkspaceMemberMutation,
  CreateChannelMutation,
  CreateWorkspaceMutation,
  OnInboxEventSubscription,
} from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import type { CreateChannelInput } from '../../generated/schema.ts';
import { people } from './crowd.ts';
import type { Network } from './network.ts';
import type { Person } from './person.ts';
import { type Heard, type Socket, openSocket } from './socket.ts';

/** A workspace that was made by calling the API, with one person of each kind, and one who is in none. */
export interface Company {
  workspaceId: string;
  owner: Person;
  admin: Person;
  member: Person;
  /** Another member. */
  other: Person;
  guest: Person;
  outsider: Person;
}

export async function foundCompany(network: Network, name: string): Promise<Company> {
  const [owner, admin, member, other, guest, outsider] = (await people(network, name, 6)) as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  const { createWorkspace } = await owner.get<CreateWorkspaceMutation>(operations.createWorkspace, { input: { name } });
  const workspaceId = createWorkspace.id;
  const roles = [
    [admin, 'ADMIN'],
    [member, 'MEMBER'],
    [other, 'MEMBER'],
    [guest, 'GUEST'],
  ] as const;
  for (const [person, role] of roles) {
    await owner.get<AddWorkspaceMemberMutation>(operations.addWorkspaceMember, {
      input: { workspaceId, userId: person.userId, role },
    });
  }
  return { workspaceId, owner, admin, member, other, guest, outsider };
}

export async function createChannel(
  person: Person,
  workspaceId: string,
  name: string,
  more: Partial<CreateChannelInput> = {},
): Promise<CreateChannelMutation['createChannel']> {
  const input = { workspaceId, name, ...more };
  return (await person.get<CreateChannelMutation>(operations.createChannel, { input })).createChannel;
}

/** What somebody is refused with: `Forbidden ROLE_REQUIRED`, and the field where one is named. Throws where they are let. */
export async function refusalOf(person: Person, query: string, variables: object): Promise<string> {
  const { errors, data } = await person.ask(query, variables);
  const error = errors[0];
  if (!error || errors.length > 1) throw new Error(`not refused: ${JSON.stringify({ data, errors })}`);
  return [error.errorType, error.errorInfo?.code, error.errorInfo?.field].filter(Boolean).join(' ');
}

export type InboxEvent = NonNullable<OnInboxEventSubscription['onInboxEvent']>;

export interface Inbox {
  heard: Heard<InboxEvent>;
  socket: Socket;
}

export async function openInbox(network: Network, person: Person): Promise<Inbox> {
  const socket = await openSocket(network.realtimeUrl, person.token);
  return { heard: await socket.subscribe(operations.onInboxEvent, { userId: person.userId }), socket };
}
