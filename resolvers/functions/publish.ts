import type { Context } from '@aws-appsync/utils';
import { publishDocument } from '../lib/publish-document.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Tells the channel's subscribers, by calling the API as the service itself: the data source signs with its own role.
 *
 * Needs `stash.event`. A failure does not fail the write, which has happened: it is logged, and the next event or the client's
 * own look at the channel's head shows the gap.
 */
export function request(ctx: Context<object, ChannelStash>) {
  return {
    method: 'POST',
    resourcePath: '/graphql',
    params: {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: publishDocument, variables: { input: ctx.stash.event } }),
    },
  };
}

/** The answer is searched, not parsed: whatever stands in it must not fail a write that has happened. */
export function response(ctx: Context<object, ChannelStash>) {
  const { channelId, seq } = ctx.stash.event;
  if (ctx.error) {
    console.error('not published', channelId, seq, ctx.error.type);
  } else if (ctx.result.statusCode !== 200 || ctx.result.body.indexOf('"errors"') !== -1) {
    console.error('not published', channelId, seq, ctx.result.statusCode);
  }
  return ctx.prev.result;
}
