import { ulid } from 'ulid';
import * as operations from '../../generated/operations.ts';
import { attachments, bystanders, idOf, outsider, text } from './house.ts';

/** All that a call may name. Ids of nothing are put in their place to see what is said of those. */
export interface Scene {
  callerId: string;
  workspaceId: string;
  channelId: string;
  messageId: string;
  /** Whom it is done to. */
  personId: string;
}

export interface Call {
  query: string;
  variables: object;
}

const publishChannelEvent = 'mutation ($input: ChannelEventInput!) { publishChannelEvent(input: $input) { seq } }';
const publishInboxEvents = 'mutation ($input: [InboxEventInput!]!) { publishInboxEvents(input: $input) }';
const publishInboxEvent = 'mutation ($input: InboxEventInput!) { publishInboxEvent(input: $input) { kind } }';
const at = '2026-01-01T00:00:00.000Z';

/** By `Type.field`: how it is called, for each variant that the rules have of it. */
export const calls: Readonly<Record<string, (scene: Scene, variant: string) => Call>> = {
  'Query.me': () => ({ query: operations.me, variables: {} }),
  'Query.listWorkspaces': () => ({ query: operations.listWorkspaces, variables: {} }),
  'Query.getWorkspace': ({ workspaceId: id }) => ({ query: operations.getWorkspace, variables: { id } }),
  'Query.listWorkspaceMembers': ({ workspaceId }) => ({
    query: operations.listWorkspaceMembers,
    variables: { workspaceId },
  }),
  'Query.listChannels': ({ workspaceId }) => ({ query: operations.listChannels, variables: { workspaceId } }),
  'Query.listMyChannels': ({ workspaceId }) => ({ query: operations.listMyChannels, variables: { workspaceId } }),
  'Query.getChannel': ({ channelId: id }) => ({ query: operations.getChannel, variables: { id } }),
  'Query.messagesByChannel': ({ channelId }) => ({ query: operations.messagesByChannel, variables: { channelId } }),
  'Query.syncChannel': ({ channelId }) => ({ query: operations.syncChannel, variables: { channelId, afterSeq: 0 } }),
  'Query.listChannelMembers': ({ channelId }) => ({ query: operations.listChannelMembers, variables: { channelId } }),
  'Query.getMessage': ({ messageId: id }) => ({ query: operations.getMessage, variables: { id } }),
  'Query.listReactions': ({ channelId, messageId }) => ({
    query: operations.listReactions,
    variables: { channelId, messageId },
  }),
  'Mutation.createWorkspace': () => withInput(operations.createWorkspace, { name: 'One more' }),
  'Mutation.addWorkspaceMember': ({ workspaceId, personId: userId }, variant) => {
    const role =
      variant === 'guest' ? 'GUEST' : variant === 'admin' ? 'ADMIN' : variant === 'owner' ? 'OWNER' : 'MEMBER';
    return withInput(operations.addWorkspaceMember, { workspaceId, userId, role });
  },
  'Mutation.updateWorkspaceMember': ({ workspaceId, personId: userId }, variant) => {
    const role = variant === 'toOwner' || variant === 'selfOwner' ? 'OWNER' : variant === 'toAdmin' ? 'ADMIN' : 'GUEST';
    return withInput(operations.updateWorkspaceMember, { workspaceId, userId, role });
  },
  'Mutation.removeWorkspaceMember': ({ workspaceId, personId: userId }) =>
    withInput(operations.removeWorkspaceMember, { workspaceId, userId }),
  'Mutation.createChannel': ({ workspaceId, personId }, variant) =>
    withInput(operations.createChannel, {
      workspaceId,
      name: 'one more',
      ...(variant === 'private' ? { isPrivate: true } : {}),
      ...(variant === 'member' || variant === 'outsider' || variant === 'left' ? { members: [personId] } : {}),
    }),
  'Mutation.openDm': ({ workspaceId, personId }) => withInput(operations.openDm, { workspaceId, members: [personId] }),
  'Mutation.updateChannel': ({ channelId }, variant) => {
    switch (variant) {
      case 'topic':
        return withInput(operations.updateChannel, { channelId, topic: 'something else' });
      case 'close':
        return withInput(operations.updateChannel, { channelId, isPrivate: true });
      case 'open':
        return withInput(operations.updateChannel, { channelId, isPrivate: false });
      default:
        return withInput(operations.updateChannel, { channelId, name: 'renamed' });
    }
  },
  'Mutation.archiveChannel': ({ channelId }, variant) =>
    withInput(operations.archiveChannel, { channelId, isArchived: variant !== 'reopen' }),
  'Mutation.joinChannel': ({ channelId }) => withInput(operations.joinChannel, { channelId }),
  'Mutation.leaveChannel': ({ channelId }) => withInput(operations.leaveChannel, { channelId }),
  'Mutation.addChannelMember': ({ channelId, personId: userId }) =>
    withInput(operations.addChannelMember, { channelId, userId }),
  'Mutation.removeChannelMember': ({ channelId, personId: userId }) =>
    withInput(operations.removeChannelMember, { channelId, userId }),
  'Mutation.sendMessage': ({ channelId, messageId }, variant) => {
    const input = { channelId, content: text, attachments };
    switch (variant) {
      case 'again':
      case 'taken':
      case 'takenElsewhere':
        return withInput(operations.sendMessage, { ...input, id: messageId });
      case 'retry':
      case 'takenRetry':
        return withInput(operations.sendMessage, { ...input, id: messageId, isRetry: true });
      case 'reply':
      case 'replyElsewhere':
      case 'replyHidden':
        return withInput(operations.sendMessage, { ...input, id: ulid(), replyToId: messageId });
      default:
        return withInput(operations.sendMessage, { ...input, id: ulid() });
    }
  },
  'Mutation.editMessage': ({ channelId, messageId: id }) =>
    withInput(operations.editMessage, { id, channelId, content: 'as it was edited' }),
  'Mutation.deleteMessage': ({ channelId, messageId: id }) => withInput(operations.deleteMessage, { id, channelId }),
  'Mutation.addReaction': ({ channelId, messageId }) =>
    withInput(operations.addReaction, { messageId, channelId, emoji: '👍' }),
  'Mutation.removeReaction': ({ channelId, messageId }) =>
    withInput(operations.removeReaction, { messageId, channelId, emoji: '👍' }),
  'Mutation.markRead': ({ channelId }) => withInput(operations.markRead, { channelId, seq: 1 }),
  'Query.attachmentLinks': ({ channelId, messageId }) => ({
    query: operations.attachmentLinks,
    variables: { channelId, messageId },
  }),
  'Mutation.requestUpload': ({ channelId }) => withInput(operations.requestUpload, uploadTo(channelId)),
  'Mutation.finishUpload': ({ channelId }) => withInput(operations.finishUpload, uploadTo(channelId)),
  'Mutation.sendTyping': ({ channelId }) => ({ query: operations.sendTyping, variables: { channelId } }),
  'Mutation.updateProfile': ({ callerId }) => withInput(operations.updateProfile, { name: callerId }),
  'Mutation.reportMetrics': () =>
    withInput(operations.reportMetrics, {
      platform: 'NODE',
      version: '0.1.0',
      metrics: [{ name: 'POLL', count: 1 }],
    }),
  'Mutation.publishChannelEvent': ({ callerId }) =>
    withInput(publishChannelEvent, {
      channelId: 'a_b',
      seq: 1,
      kind: 'TYPING',
      actorId: callerId,
      at,
      audience: 'a_b:1.1',
      endsAudience: false,
    }),
  'Mutation.publishInboxEvent': ({ callerId }) =>
    withInput(publishInboxEvent, { userId: callerId, kind: 'READ', actorId: callerId, at, workspaceId: 'a' }),
  'Mutation.publishInboxEvents': ({ callerId }) =>
    withInput(publishInboxEvents, [{ userId: callerId, kind: 'READ', actorId: callerId, at, workspaceId: 'a' }]),
  'Subscription.onChannelEvent': ({ channelId }) => ({ query: operations.onChannelEvent, variables: { channelId } }),
  'Subscription.onInboxEvent': ({ personId: userId }) => ({ query: operations.onInboxEvent, variables: { userId } }),
};

function uploadTo(channelId: string): object {
  return { channelId, messageId: ulid(), file: { ...attachments[0], id: ulid() } };
}

function withInput(query: string, input: object): Call {
  return { query, variables: { input } };
}

/** Whom a variant of an operation is about. `soleOwner` = the one owner that the workspace has. */
export function personOf(
  operation: string,
  kind: string,
  variant: string,
  callerId: string,
  soleOwner: string,
): string {
  switch (variant) {
    case 'self':
    case 'selfOwner':
      return callerId;
    case 'left':
      // Themselves, to whoever left: a direct message with nobody else is none in any workspace.
      return callerId === idOf.w ? outsider : idOf.w;
    case 'back':
      return idOf.r;
    case 'outsider':
      return outsider;
    case 'absent':
      return operation.startsWith('Subscription.') ? absentId() : bystanders.newcomer;
    case 'others':
    case 'member':
      return bystanders.pete;
    case 'again':
      return operation === 'Mutation.addWorkspaceMember' ? bystanders.newcomer : bystanders.pete;
    case 'lastOwner':
      return soleOwner;
  }
  switch (operation) {
    case 'Subscription.onInboxEvent':
      return callerId;
    case 'Mutation.addWorkspaceMember':
      return absentId();
    case 'Mutation.openDm':
      if (variant === 'guest') return callerId === idOf.h ? idOf.G : idOf.h;
      return kind === 'foreign' ? bystanders.neighbour : bystanders.newcomer;
    case 'Mutation.updateWorkspaceMember':
    case 'Mutation.removeWorkspaceMember':
      if (variant === 'owner') return callerId === idOf.O ? idOf.o : idOf.O;
      return kind === 'foreign' ? bystanders.neighbour : bystanders.newcomer;
    case 'Mutation.removeChannelMember':
      return bystanders.pete;
    default:
      return bystanders.newcomer;
  }
}

let absent = 0;

/** An id that nothing has. */
export function absentId(): string {
  return `absent${(absent += 1)}`;
}
