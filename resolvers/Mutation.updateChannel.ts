import { type Context, extensions } from '@aws-appsync/utils';
import type { MutationUpdateChannelArgs } from '#generated/schema';
import { channelOf } from './lib/channel.ts';
import { requireId } from './lib/ids.ts';
import { lostPublicChannel } from './lib/invalidation.ts';
import { readName, readTopic } from './lib/names.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationUpdateChannelArgs, ChannelStash>) {
  const { channelId, name, topic, isPrivate } = ctx.args.input;
  requireId(channelId, 'channelId');
  ctx.stash.access = { channelId, action: 'configure' };
  ctx.stash.settings = {};
  if (typeof name === 'string') ctx.stash.settings.name = readName(name, 'name');
  if (typeof topic === 'string') ctx.stash.settings.topic = readTopic(topic);
  if (typeof isPrivate === 'boolean') ctx.stash.settings.isPrivate = isPrivate;
  return {};
}

export function response(ctx: Context<MutationUpdateChannelArgs, ChannelStash>) {
  const { channel, isSettled, taking } = ctx.stash;
  if (!isSettled && taking.endsAudience) extensions.invalidateSubscriptions(lostPublicChannel(channel.id));
  return channelOf(channel);
}
