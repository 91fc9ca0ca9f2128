import { type Context, runtime } from '@aws-appsync/utils';
import { endingsOf } from './events.ts';
import { fieldsAtOnce, publishDocument } from './publish-document.ts';
import type { InboxEventInput } from '#generated/schema';
import type { ChannelStash } from './stash.ts';

/**
 * The call to the API that tells `stash.events` and `stash.inbox`. Skips the step where there is nothing to tell. What one document has no room for goes
 * on as lists, which the API tells in further documents of its own.
 */
export function callToPublish(ctx: Context<object, ChannelStash>) {
  // A position that came to nothing may be the one that ended an audience all the same.
  const events = ctx.stash.events ?? endingsOf(ctx.stash);
  const inbox = ctx.stash.inbox ?? [];
  if (events.length + inbox.length === 0) runtime.earlyReturn(ctx.prev.result);
  const variables: Record<string, unknown> = {};
  events.forEach((event, index) => {
    variables[`event${index}`] = event;
  });
  const room = fieldsAtOnce - events.length;
  const lists = inbox.length > room ? listsOf(inbox, room) : [];
  const told = lists.length > 0 ? [] : inbox;
  told.forEach((event, index) => {
    variables[`inbox${index}`] = event;
  });
  lists.forEach((list, index) => {
    variables[`list${index}`] = list;
  });
  return {
    method: 'POST',
    resourcePath: '/graphql',
    params: {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: publishDocument(events.length, told.length, lists.length), variables }),
    },
  };
}

/** As few lists as there can be, each of which takes one document, or one for each of its own. 25 for each place there is room for fit in. */
function listsOf(inbox: InboxEventInput[], room: number): InboxEventInput[][] {
  const size = inbox.length > room * fieldsAtOnce ? fieldsAtOnce * fieldsAtOnce : fieldsAtOnce;
  return inbox
    .filter((_, index) => index % size === 0)
    .map((_, index) => inbox.slice(index * size, (index + 1) * size));
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
