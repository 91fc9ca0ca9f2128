import { audienceOf } from './audience.ts';
import { timeOf } from './time.ts';
import type { ChannelEventInput } from '#generated/schema';
import type { ChannelStash } from './stash.ts';

type What = Pick<ChannelEventInput, 'kind'> & Partial<ChannelEventInput>;

/**
 * Has `publish` tell what took the channel's position in `stash.channel`. Where that was the first one with a new audience of the
 * workspace's, those who still listen with an old one are told that it ended, and no more.
 */
export function tell(stash: ChannelStash, actorId: string, what: What): void {
  stash.events = [eventAt(stash, actorId, what), ...endingsOf(stash)];
}

/**
 * What tells the audiences that the position ended. Whoever lost the workspace may hear it too: it says nothing of what happened
 * since, nor who did it.
 */
export function endingsOf(stash: ChannelStash): ChannelEventInput[] {
  return (stash.ended ?? []).map((audience) => ({
    ...eventAt(stash, '', { kind: 'AUDIENCE_ENDED', endsAudience: true }),
    ...audience,
  }));
}

/** An event of the channel as `stash.channel` has it. */
export function eventAt({ channel, workspace }: ChannelStash, actorId: string, what: What): ChannelEventInput {
  return {
    channelId: channel.id,
    seq: channel.headSeq,
    actorId,
    at: timeOf(channel.clock),
    audience: audienceOf(channel, workspace),
    endsAudience: false,
    ...what,
  };
}
