import { type Context, extensions } from '@aws-appsync/utils';
import type { SubscriptionOnChannelEventArgs } from '#generated/schema';
import { audienceOf } from './lib/audience.ts';
import { requireId } from './lib/ids.ts';
import { endedBy } from './lib/invalidation.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<SubscriptionOnChannelEventArgs, ChannelStash>) {
  requireId(ctx.args.channelId, 'channelId');
  ctx.stash.access = { channelId: ctx.args.channelId, action: 'read' };
  return {};
}

/** What arrives is decided here, from stored state alone. A filter of the resolver's replaces that of the arguments. */
export function response(ctx: Context<SubscriptionOnChannelEventArgs, ChannelStash>) {
  const { channel, workspace, caller } = ctx.stash;
  const audience = audienceOf(channel, workspace);
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'audience', operator: 'eq', value: audience }] }],
  });
  extensions.setSubscriptionInvalidationFilter(endedBy(channel.id, workspace.id, caller.userId, caller.isInChannel));
  return null;
}
