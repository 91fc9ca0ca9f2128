import { type Context, runtime } from '@aws-appsync/utils';
import { transactWrite } from '@aws-appsync/utils/dynamodb';
import type { DirectMessageRow } from '#generated/models';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { inboxEventOf } from '../lib/inbox.ts';
import { firstMembership, newChannelOf } from '../lib/new-channel.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Makes the direct message of the caller and `stash.others`, all of it or nothing: its people are a key that is taken once. Skipped
 * where `authorizeWorkspace` found it. Sets `stash.channel`, or `dmChannelId` where somebody else was first a moment ago.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { access, dmChannelId, caller, others, newChannel } = ctx.stash;
  if (dmChannelId) runtime.earlyReturn(ctx.prev.result);
  const people = access.dmPeople ?? '';
  const members = people.split(',');
  const { id, ...item } = newChannelOf(ctx, { isPrivate: true, isDm: true, members, memberCount: members.length });
  ctx.stash.channel = { id, ...item };
  const dm = {
    table: ctx.env.DIRECT_MESSAGE_TABLE ?? '',
    key: { workspaceId: access.workspaceId, people },
    item: { channelId: newChannel.id },
    condition: { people: { attributeExists: false } },
  };
  return transactWrite({
    items: [
      { putItem: dm },
      { putItem: { table: ctx.env.CHANNEL_TABLE ?? '', key: { id }, item } },
      ...[caller].concat(others).map((person) => firstMembership(ctx, person)),
    ],
  });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  const first = ctx.result?.cancellationReasons?.[0]?.item as DirectMessageRow | undefined;
  if (ctx.error && first) {
    ctx.stash.dmChannelId = first.channelId;
    return ctx.prev.result;
  }
  requireAnswer(ctx);
  const { channel } = ctx.stash;
  ctx.stash.inbox = (channel.members ?? []).map((userId) => inboxEventOf(channel, callerId(ctx), userId, 'DM_OPENED'));
  return channel;
}
