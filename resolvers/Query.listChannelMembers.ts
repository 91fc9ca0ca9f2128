import type { Context } from '@aws-appsync/utils';
import type { ChannelMemberConnection, QueryListChannelMembersArgs } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import { type SharedMembership, channelMemberOf, ownChannelMemberOf } from './lib/member.ts';
import { pageSize } from './lib/page.ts';
import type { ChannelStash } from './lib/stash.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

type Stash = ChannelStash & Pick<WorkspaceStash, 'profiles'>;

export function request(ctx: Context<QueryListChannelMembersArgs, Stash>) {
  requireId(ctx.args.channelId, 'channelId');
  pageSize(ctx.args.limit);
  ctx.stash.access = { channelId: ctx.args.channelId, action: 'read' };
  return {};
}

/** The index holds no read markers: the caller's own comes from the row that their right was read from. */
export function response(ctx: Context<QueryListChannelMembersArgs, Stash>): ChannelMemberConnection {
  const { caller, channel, profiles } = ctx.stash;
  const rows: SharedMembership[] = ctx.prev.result.items;
  const items = rows.map((row, index) => {
    const profile = profiles[index] ?? null;
    const isOwn = row.userId === caller.userId && caller.membership;
    return isOwn ? ownChannelMemberOf(isOwn, profile, channel) : channelMemberOf(row, profile);
  });
  return { items, nextToken: ctx.prev.result.nextToken };
}
