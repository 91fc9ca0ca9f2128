import { type Context, runtime } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow, WorkspaceMemberRow } from '#generated/models';
import type { MutationSendMessageArgs } from '#generated/schema';
import { judge } from '../lib/access.ts';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { standingOf } from '../lib/membership.ts';
import { requireMentions } from '../lib/mentions.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Finds out which of the people whom a message mentions may read it: one call, for as many as there may be. Its author is not one
 * of them. It comes before the message is written, so that a failure leaves nothing half done. Skipped, at no cost, where nobody
 * is mentioned.
 *
 * Needs `stash.channel` and `caller`; sets `stash.mentioned`.
 */
export function request(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const people = peopleOf(ctx);
  if (people.length === 0) runtime.earlyReturn(ctx.prev.result);
  const { id: channelId, workspaceId } = ctx.stash.channel;
  return batchGet({
    tables: {
      [ctx.env.WORKSPACE_MEMBER_TABLE ?? '']: {
        keys: people.map((userId) => ({ userId, workspaceId })),
        consistentRead: true,
      },
      [ctx.env.CHANNEL_MEMBER_TABLE ?? '']: {
        keys: people.map((userId) => ({ userId, channelId })),
        consistentRead: true,
      },
    },
  });
}

export function response(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  requireAnswer(ctx);
  for (const table of Object.keys(ctx.result.unprocessedKeys ?? {})) {
    if ((ctx.result.unprocessedKeys[table] ?? []).length > 0) failUnavailable();
  }
  const { channel } = ctx.stash;
  const workspaceMembers = ctx.result.data[ctx.env.WORKSPACE_MEMBER_TABLE ?? ''] as (WorkspaceMemberRow | null)[];
  const memberships = ctx.result.data[ctx.env.CHANNEL_MEMBER_TABLE ?? ''] as (ChannelMemberRow | null)[];
  const standings = peopleOf(ctx).map((userId, index) =>
    standingOf(userId, channel, memberships[index] ?? null, workspaceMembers[index] ?? null),
  );
  ctx.stash.mentioned = standings.filter(({ userId, workspaceMember, isInChannel: isMember }) => {
    const role = workspaceMember?.role ?? null;
    return judge('read', { userId, channel, role, isMember }) === 'allowed';
  });
  return ctx.prev.result;
}

function peopleOf(ctx: Context<MutationSendMessageArgs, ChannelStash>): string[] {
  const { caller } = ctx.stash;
  return requireMentions(ctx.args.input.content).filter((userId) => userId !== caller.userId);
}
