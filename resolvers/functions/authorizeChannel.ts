import type { Context } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow, ChannelRow, MessageRow, WorkspaceMemberRow, WorkspaceRow } from '#generated/models';
import { judge } from '../lib/access.ts';
import { callerId } from '../lib/caller.ts';
import { requireOpen } from '../lib/channel-state.ts';
import { fail, failUnavailable, requireAnswer } from '../lib/errors.ts';
import { workspaceIdOf } from '../lib/ids.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * The first step of everything that touches one channel. Reads, consistently and in one call, all that the right to it hangs
 * on: a channel's id carries its workspace's, so every key is known beforehand.
 *
 * Needs `stash.access`; sets `stash.channel` and `stash.workspace`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const { channelId, replyToId } = ctx.stash.access;
  const userId = callerId(ctx);
  const workspaceId = workspaceIdOf(channelId);
  if (!workspaceId) return failHidden();
  const tables: Record<string, { keys: Record<string, string>[]; consistentRead: boolean }> = {
    [ctx.env.CHANNEL_TABLE ?? '']: { keys: [{ id: channelId }], consistentRead: true },
    [ctx.env.CHANNEL_MEMBER_TABLE ?? '']: { keys: [{ userId, channelId }], consistentRead: true },
    [ctx.env.WORKSPACE_TABLE ?? '']: { keys: [{ id: workspaceId }], consistentRead: true },
    [ctx.env.WORKSPACE_MEMBER_TABLE ?? '']: { keys: [{ userId, workspaceId }], consistentRead: true },
  };
  if (replyToId) {
    tables[ctx.env.MESSAGE_TABLE ?? ''] = { keys: [{ id: replyToId }], consistentRead: true };
  }
  return batchGet({ tables });
}

export function response(ctx: Context<object, ChannelStash>) {
  requireAnswer(ctx);
  const { channelId, action, replyToId } = ctx.stash.access;
  const rows = ctx.result.data;
  for (const table of Object.keys(ctx.result.unprocessedKeys ?? {})) {
    if ((ctx.result.unprocessedKeys[table] ?? []).length > 0) failUnavailable();
  }
  const channel = rows[ctx.env.CHANNEL_TABLE ?? ''][0] as ChannelRow | null;
  const membership = rows[ctx.env.CHANNEL_MEMBER_TABLE ?? ''][0] as ChannelMemberRow | null;
  const workspace = rows[ctx.env.WORKSPACE_TABLE ?? ''][0] as WorkspaceRow | null;
  const workspaceMember = rows[ctx.env.WORKSPACE_MEMBER_TABLE ?? ''][0] as WorkspaceMemberRow | null;

  const verdict = judge(action, { channel, role: workspaceMember?.role ?? null, isMember: !!membership });
  if (!channel || !workspace || verdict === 'hidden') return failHidden();
  if (verdict === 'archived') requireOpen(channel);
  if (replyToId) {
    const original = rows[ctx.env.MESSAGE_TABLE ?? ''][0] as MessageRow | null;
    if (original?.channelId !== channelId) {
      fail({
        type: 'NotFound',
        code: 'REPLY_NOT_FOUND',
        field: 'replyToId',
        message: 'There is no such message to answer here.',
      });
    }
  }
  ctx.stash.channel = channel;
  ctx.stash.workspace = workspace;
  return channel;
}

/** One answer for what does not exist and for what the caller may not know of. */
function failHidden(): never {
  fail({ type: 'NotFound', code: 'CHANNEL_NOT_FOUND', message: 'There is no such channel.' });
}
