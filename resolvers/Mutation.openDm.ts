import { type Context, util } from '@aws-appsync/utils';
import type { MutationOpenDmArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { channelOf } from './lib/channel.ts';
import { failInput } from './lib/errors.ts';
import { requireId } from './lib/ids.ts';
import { readOthers } from './lib/people.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

const mostOthers = 8;

export function request(ctx: Context<MutationOpenDmArgs, WorkspaceStash>) {
  const { workspaceId, members } = ctx.args.input;
  requireId(workspaceId, 'workspaceId');
  const others = readOthers(members, callerId(ctx), mostOthers);
  if (others.length === 0) {
    failInput('MEMBERS_INVALID', 'members', 'A direct message is for two people at least.');
  }
  const dmPeople = [callerId(ctx)].concat(others).sort().join(',');
  ctx.stash.access = { workspaceId, action: 'openDm', others, dmPeople };
  ctx.stash.newChannel = {
    id: `${workspaceId}_${util.autoUlid()}`,
    at: util.time.nowEpochMilliSeconds(),
    name: '',
    topic: '',
    isPrivate: true,
  };
  return {};
}

export function response(ctx: Context<MutationOpenDmArgs, WorkspaceStash>) {
  return channelOf(ctx.stash.channel);
}
