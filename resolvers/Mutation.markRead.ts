import type { Context } from '@aws-appsync/utils';
import type { ChannelMember, MutationMarkReadArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { failInput } from './lib/errors.ts';
import { requireId } from './lib/ids.ts';
import { ownChannelMemberOf } from './lib/member.ts';
import type { ReadStash } from './lib/read-marker.ts';

export function request(ctx: Context<MutationMarkReadArgs, ReadStash>) {
  const { channelId, seq } = ctx.args.input;
  requireId(channelId, 'channelId');
  if (seq < 0) failInput('SEQ_INVALID', 'seq', 'A position is 0 or more.', 0);
  ctx.stash.access = { channelId, action: 'markRead', personId: callerId(ctx) };
  return {};
}

export function response(ctx: Context<MutationMarkReadArgs, ReadStash>): ChannelMember {
  const { marked, person, channel } = ctx.stash;
  return ownChannelMemberOf(marked, person.user, channel);
}
