import { type Context, util } from '@aws-appsync/utils';
import type { MutationCreateChannelArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { channelOf } from './lib/channel.ts';
import { requireId } from './lib/ids.ts';
import { readName, readTopic } from './lib/names.ts';
import { readOthers } from './lib/people.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

/** With their creator at most 101 people: those who are put in first are one transaction, which takes 100 rows. */
const mostOthers = 100;

export function request(ctx: Context<MutationCreateChannelArgs, WorkspaceStash>) {
  const { workspaceId, name, topic, isPrivate, members } = ctx.args.input;
  requireId(workspaceId, 'workspaceId');
  ctx.stash.newChannel = {
    id: `${workspaceId}_${util.autoUlid()}`,
    at: util.time.nowEpochMilliSeconds(),
    name: readName(name, 'name'),
    topic: readTopic(topic ?? ''),
    isPrivate: isPrivate ?? false,
  };
  const others = readOthers(members, callerId(ctx), mostOthers);
  ctx.stash.access = { workspaceId, action: 'createChannel', others };
  return {};
}

export function response(ctx: Context<MutationCreateChannelArgs, WorkspaceStash>) {
  return channelOf(ctx.stash.channel);
}
