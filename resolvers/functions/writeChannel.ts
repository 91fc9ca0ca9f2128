import type { Context } from '@aws-appsync/utils';
import { transactWrite } from '@aws-appsync/utils/dynamodb';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { inboxEventOf, toldOfNewChannel } from '../lib/inbox.ts';
import { publicNameOf } from '../lib/names.ts';
import { firstMembership, newChannelOf } from '../lib/new-channel.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Makes the channel of `stash.newChannel`, with the caller in it. Both are there or neither. Sets `stash.channel`, and tells the
 * first 40 of its people; the others of a larger one find it when they next look at their channels.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { newChannel, others, caller } = ctx.stash;
  const { name, topic, isPrivate } = newChannel;
  const { id, ...item } = newChannelOf(ctx, {
    name,
    ...(topic ? { topic } : {}),
    ...(isPrivate ? {} : { publicName: publicNameOf(name, newChannel.id) }),
    isPrivate,
    isDm: false,
    memberCount: others.length + 1,
  });
  ctx.stash.channel = { id, ...item };
  return transactWrite({
    items: [{ putItem: { table: ctx.env.CHANNEL_TABLE ?? '', key: { id }, item } }, firstMembership(ctx, caller)],
  });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireAnswer(ctx);
  const { channel, others, caller } = ctx.stash;
  const inbox = [caller]
    .concat(others)
    .map(({ userId }) => inboxEventOf(channel, callerId(ctx), userId, 'CHANNEL_JOINED'));
  ctx.stash.inbox = inbox.slice(0, toldOfNewChannel);
  return channel;
}
