import { type Context, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Reads how many people are in the channel now, and has its events tell that: others may have come and gone since the position was
 * taken. Nothing else is taken from the row, which may hold by now what those who hear the events may no longer know. Skipped where
 * there is nothing to tell.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (!ctx.stash.events) runtime.earlyReturn(ctx.prev.result);
  return get({ key: { id: ctx.stash.channel.id }, consistentRead: true, projection: ['memberCount'] });
}

/** Without an answer the events tell the count as this change alone made it: the change itself has happened. */
export function response(ctx: Context<object, ChannelStash>) {
  const memberCount = (ctx.result as { memberCount: number } | null)?.memberCount;
  if (ctx.error || memberCount === undefined) {
    console.error('not counted', ctx.stash.channel.id, ctx.error?.type);
    return ctx.prev.result;
  }
  ctx.stash.events = (ctx.stash.events ?? []).map((event) =>
    event.channel ? { ...event, channel: { ...event.channel, memberCount } } : event,
  );
  return ctx.prev.result;
}
