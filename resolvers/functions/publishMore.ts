import type { Context } from '@aws-appsync/utils';
import { callToPublish, published } from '../lib/publishing.ts';
import type { ChannelStash } from '../lib/stash.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/** `publish`, for those people of `stash.laterInbox` for whom the first call had no room. Skipped where there are none. */
export function request(ctx: Context<object, ChannelStash & WorkspaceStash>) {
  ctx.stash.events = [];
  ctx.stash.inbox = ctx.stash.laterInbox ?? [];
  return callToPublish(ctx);
}

export function response(ctx: Context<object, ChannelStash & WorkspaceStash>) {
  return published(ctx);
}
