import { type Context, runtime } from '@aws-appsync/utils';
import { endingsOf } from './events.ts';
import { publishDocument } from './publish-document.ts';
import type { ChannelStash } from './stash.ts';

/** The call to the API that tells `stash.events` and `stash.inbox`. Skips the step where there is nothing to tell. */
export function callToPublish(ctx: Context<object, ChannelStash>) {
  // A position that came to nothing may be the one that ended an audience all the same.
  const events = ctx.stash.events ?? endingsOf(ctx.stash);
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
export function published(ctx: Context<object, ChannelStash>) {
  const channelId = ctx.stash.channel?.id;
  if (ctx.error) {
    console.error('not published', channelId, ctx.error.type);
  } else if (ctx.result.statusCode !== 200 || ctx.result.body.indexOf('"errors"') !== -1) {
    console.error('not published', channelId, ctx.result.statusCode);
  }
  return ctx.prev.result;
}
