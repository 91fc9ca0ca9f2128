import * as operations from '../../generated/operations.ts';
import type { Person } from '../support/person.ts';
import type { Found } from './paths.ts';

/** `same`: what stands there is as it is now, so that it has to be what the direct way gives. `told`: it may be older. */
export type Freshness = 'same' | 'told';

/** What is wrong with that the caller was given this; null = the direct way gives it too. */
type Guard = (caller: Person, found: Found, freshness: Freshness) => Promise<string | null>;

/** By type: the direct way to it, and what of it is for somebody's eyes alone. */
export const guards: Readonly<Record<string, Guard>> = {
  Workspace: (caller, found, freshness) => direct(caller, operations.getWorkspace, { id: found.id }, found, freshness),
  Channel: (caller, found, freshness) => direct(caller, operations.getChannel, { id: found.id }, found, freshness),
  Message: (caller, found, freshness) => direct(caller, operations.getMessage, { id: found.id }, found, freshness),
  Reaction: (caller, found) => direct(caller, operations.getMessage, { id: found.messageId }, found, 'told'),
  ChannelEvent: (caller, found) => direct(caller, operations.getChannel, { id: found.channelId }, found, 'told'),
  async InboxEvent(caller, found) {
    return found.userId === caller.userId ? null : `the inbox of ${String(found.userId)}`;
  },
  async WorkspaceMember(caller, found) {
    const stranger = otherUser(found);
    if (stranger) return stranger;
    // What one is, one may always be told.
    if (found.userId === caller.userId) return null;
    return direct(caller, operations.listWorkspaceMembers, { workspaceId: found.workspaceId }, found, 'told');
  },
  async ChannelMember(caller, found) {
    const stranger = otherUser(found);
    if (stranger) return stranger;
    if (found.userId === caller.userId) return null;
    if (found.lastReadSeq !== null || found.unreadCount !== null) return 'how far somebody else has read';
    return direct(caller, operations.listChannelMembers, { channelId: found.channelId }, found, 'told');
  },
  // Beneath a member, whose guard has looked whether it is the member's.
  async User(caller, found) {
    const { me } = await caller.get<{ me: Found }>(operations.me);
    if (found.id === caller.userId) return JSON.stringify(found) === JSON.stringify(me) ? null : 'not as `me` has it';
    return Object.keys(found).sort().join() === Object.keys(me).sort().join() ? null : 'more than a profile holds';
  },
};

/** What has no way of its own: it is part of what holds it, which is looked at. */
export const parts: ReadonlySet<string> = new Set([
  'Attachment',
  'AttachmentLink',
  'UploadTicket',
  'UploadField',
  'ReactionCount',
  'SeqRange',
  'MyChannel',
  'ChannelSync',
  'WorkspaceConnection',
  'WorkspaceMemberConnection',
  'ChannelConnection',
  'MyChannelConnection',
  'ChannelMemberConnection',
  'MessageConnection',
  'ReactionConnection',
]);

async function direct(
  caller: Person,
  query: string,
  variables: object,
  found: Found,
  freshness: Freshness,
): Promise<string | null> {
  const { data, errors } = await caller.ask<Record<string, Found>>(query, variables);
  const [given] = Object.values(data ?? {});
  if (errors.length > 0 || !given) return `refused directly: ${JSON.stringify(errors)}`;
  if (freshness === 'told') return null;
  for (const [field, value] of Object.entries(found)) {
    if (JSON.stringify(value) !== JSON.stringify(given[field])) {
      return `${field} is ${JSON.stringify(value)}, directly ${JSON.stringify(given[field])}`;
    }
  }
  return null;
}

function otherUser({ user, userId }: Found): string | null {
  const id = (user as { id?: string } | null)?.id ?? userId;
  return id === userId ? null : `the profile of ${String(id)} as that of ${String(userId)}`;
}
