import type { ChannelRow } from '#generated/models';
import type { InboxEventInput, InboxEventKind } from '#generated/schema';
import { timeOf } from './time.ts';

/** How many people are told of a new channel: eleven documents of the service's own. */
export const toldOfNewChannel = 40;

/** What tells one person of a channel, at the channel's time. */
export function inboxEventOf(
  channel: ChannelRow,
  actorId: string,
  userId: string,
  kind: InboxEventKind,
): InboxEventInput {
  return { userId, kind, actorId, at: timeOf(channel.clock), workspaceId: channel.workspaceId, channelId: channel.id };
}
