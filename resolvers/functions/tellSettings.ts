import type { Context } from '@aws-appsync/utils';
import { audienceOf } from '../lib/audience.ts';
import { callerId } from '../lib/caller.ts';
import { channelOf } from '../lib/channel.ts';
import { tell } from '../lib/events.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Has `publish` tell that the channel changed, unless nothing did. Calls nothing. Where it became private the event is the last one
 * of those who read it until now, and says nothing of what it is called from now on; who is in it begins anew.
 */
export function request() {
  return { payload: null };
}

export function response(ctx: Context<object, ChannelStash>) {
  const { channel, workspace, isSettled, taking, knownAs } = ctx.stash;
  if (isSettled) return ctx.prev.result;
  const what = { kind: 'CHANNEL_UPDATED' as const, channel: { ...channelOf(channel), ...knownAs } };
  if (taking.endsAudience) {
    const audience = audienceOf({ id: channel.id, audienceEpoch: channel.audienceEpoch - 1 }, workspace);
    tell(ctx.stash, callerId(ctx), { ...what, audience, endsAudience: true });
  } else {
    tell(ctx.stash, callerId(ctx), what);
  }
  return ctx.prev.result;
}
