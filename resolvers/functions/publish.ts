import { type Context, runtime } from '@aws-appsync/utils';
import { publishDocument } from '../lib/publish-document.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Tells the channel's subscribers, and the people whom it concerns, by calling the API as the service itself: the data source
 * signs with its own role. All of it is one call. Skipped where there is nothing to tell.
 *
 * Tells `stash.events` and `stash.inbox`. A failure does not fail the write, which has happened: it is logged, and the next event
 * or the client's own look at the channel's head shows the gap.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const events = ctx.stash.events ?? [];
  const inbox = ctx.stash.inbox ?? [];
  if (events.length + inbox.length === 0) runtime.earlyReturn(ctx.prev.result);
  const variables: Record<string, unknown> = {};
  events.forEach((event, index) => {
    variables[`event${index}`] = event;
  });
  inbox.forEach((event, index) => {
    variables[`inbox${index}`] = event;
  });
  return {
    method: 'POST',
    resourcePath: '/graphql',
    params: {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: publishDocument(events.length, inbox.length), variables }),
    },
  };
}

/** The answer is searched, not parsed: whatever stands in it must not fail a write that has happened. */
export function response(ctx: Context<object, ChannelStash>) {
  const channelId = ctx.stash.channel?.id;
  if (ctx.error) {
    console.error('not published', channelId, ctx.error.type);
  } else if (ctx.result.statusCode !== 200 || ctx.result.body.indexOf('"errors"') !== -1) {
    console.error('not published', channelId, ctx.result.statusCode);
  }
  return ctx.prev.result;
}
