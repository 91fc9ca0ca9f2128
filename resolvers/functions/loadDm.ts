import { type Context, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/** Reads the direct message that was there already; skipped where `writeDm` made it. Sets `stash.channel`. */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { dmChannelId } = ctx.stash;
  if (!dmChannelId) return runtime.earlyReturn(ctx.prev.result);
  return get({ key: { id: dmChannelId }, consistentRead: true });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireAnswer(ctx);
  // Both are written at once, so one without the other is a read that went wrong.
  if (!ctx.result) failUnavailable();
  ctx.stash.channel = ctx.result;
  return ctx.result;
}
