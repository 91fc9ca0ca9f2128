import type { ChannelRow, WorkspaceRow } from '#generated/models';

/**
 * Names those who may hear a channel today. A subscription keeps the audience that it began with, and an event carries the one
 * of its moment, so whoever lost the channel or its workspace in between hears nothing, whatever else fails.
 */
export function audienceOf(
  channel: Pick<ChannelRow, 'id' | 'audienceEpoch'>,
  workspace: Pick<WorkspaceRow, 'audienceEpoch'>,
): string {
  return `${channel.id}:${workspace.audienceEpoch}.${channel.audienceEpoch}`;
}
