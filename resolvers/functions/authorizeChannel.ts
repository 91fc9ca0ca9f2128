import type { Context } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type {
  ChannelMemberRow,
  ChannelRow,
  MessageRow,
  ReactionRow,
  UserRow,
  WorkspaceMemberRow,
  WorkspaceRow,
} from '#generated/models';
import { judge } from '../lib/access.ts';
import { callerId } from '../lib/caller.ts';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { reactionKey, workspaceIdOf } from '../lib/ids.ts';
import { standingOf } from '../lib/membership.ts';
import { failHidden, failMessageNotFound, failReplyNotFound, requireAllowed } from '../lib/refusals.ts';
import type { ChannelStash, Standing } from '../lib/stash.ts';

/**
 * The first step of everything that touches one channel. Reads, consistently and in one call, all that the right to it hangs
 * on: a channel's id carries its workspace's, so every key is known beforehand.
 *
 * Needs `stash.access`; sets `stash.channel`, `workspace`, `caller`, and what else `access` asks for.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const { access } = ctx.stash;
  const { channelId } = access;
  const people = peopleOf(ctx);
  const workspaceId = workspaceIdOf(channelId);
  if (!workspaceId) return failHidden(access);
  const tables: Record<string, { keys: Record<string, string>[]; consistentRead: boolean }> = {
    [ctx.env.CHANNEL_TABLE ?? '']: { keys: [{ id: channelId }], consistentRead: true },
    [ctx.env.CHANNEL_MEMBER_TABLE ?? '']: {
      keys: people.map((userId) => ({ userId, channelId })),
      consistentRead: true,
    },
    [ctx.env.WORKSPACE_TABLE ?? '']: { keys: [{ id: workspaceId }], consistentRead: true },
    [ctx.env.WORKSPACE_MEMBER_TABLE ?? '']: {
      keys: people.map((userId) => ({ userId, workspaceId })),
      consistentRead: true,
    },
  };
  const messageIds = messageIdsOf(ctx.stash);
  if (messageIds.length > 0) {
    tables[ctx.env.MESSAGE_TABLE ?? ''] = { keys: messageIds.map((id) => ({ id })), consistentRead: true };
  }
  if (access.messageId && access.emoji) {
    const keys = [{ messageId: access.messageId, emojiByUser: reactionKey(access.emoji, callerId(ctx)) }];
    tables[ctx.env.REACTION_TABLE ?? ''] = { keys, consistentRead: true };
  }
  if (access.personId) {
    tables[ctx.env.USER_TABLE ?? ''] = { keys: [{ id: access.personId }], consistentRead: true };
  }
  return batchGet({ tables });
}

export function response(ctx: Context<object, ChannelStash>) {
  requireAnswer(ctx);
  const { access } = ctx.stash;
  const rows = ctx.result.data;
  for (const table of Object.keys(ctx.result.unprocessedKeys ?? {})) {
    if ((ctx.result.unprocessedKeys[table] ?? []).length > 0) failUnavailable();
  }
  const channel = rows[ctx.env.CHANNEL_TABLE ?? ''][0] as ChannelRow | null;
  const workspace = rows[ctx.env.WORKSPACE_TABLE ?? ''][0] as WorkspaceRow | null;
  const memberships = rows[ctx.env.CHANNEL_MEMBER_TABLE ?? ''] as (ChannelMemberRow | null)[];
  const workspaceMembers = rows[ctx.env.WORKSPACE_MEMBER_TABLE ?? ''] as (WorkspaceMemberRow | null)[];
  const standings = peopleOf(ctx).map((userId, index) =>
    standingOf(userId, channel, memberships[index] ?? null, workspaceMembers[index] ?? null),
  );
  const caller = standings[0] as Standing;
  const role = caller.workspaceMember?.role ?? null;
  const { userId } = caller;
  const verdict = judge(access.action, { userId, channel, role, isMember: caller.isInChannel });
  if (!channel || !workspace) return failHidden(access);
  requireAllowed(verdict, access);

  const messages = rows[ctx.env.MESSAGE_TABLE ?? ''] as (MessageRow | null)[];
  const ids = messageIdsOf(ctx.stash);
  if (access.messageId) {
    const message = messages[ids.indexOf(access.messageId)];
    if (message?.channelId !== access.channelId) return failMessageNotFound();
    ctx.stash.message = message;
  }
  if (access.replyToId && messages[ids.indexOf(access.replyToId)]?.channelId !== access.channelId) failReplyNotFound();
  if (access.retriedId) ctx.stash.retried = messages[ids.indexOf(access.retriedId)] ?? null;
  if (access.emoji) ctx.stash.reaction = (rows[ctx.env.REACTION_TABLE ?? ''] as (ReactionRow | null)[])[0] ?? null;
  if (access.personId) {
    const user = (rows[ctx.env.USER_TABLE ?? ''] as (UserRow | null)[])[0] ?? null;
    ctx.stash.person = { ...(standings[standings.length - 1] as Standing), user };
  }
  ctx.stash.channel = channel;
  ctx.stash.workspace = workspace;
  ctx.stash.caller = caller;
  return channel;
}

/** The caller, and whom it is about where that is another: no key may be asked for twice. */
function peopleOf(ctx: Context<object, ChannelStash>): string[] {
  const userId = callerId(ctx);
  const { personId } = ctx.stash.access;
  return personId && personId !== userId ? [userId, personId] : [userId];
}

function messageIdsOf({ access }: ChannelStash): string[] {
  const ids: string[] = [];
  for (const id of [access.messageId, access.replyToId, access.retriedId]) {
    if (id && ids.indexOf(id) < 0) ids.push(id);
  }
  return ids;
}
