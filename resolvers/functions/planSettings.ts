import { type Context, util } from '@aws-appsync/utils';
import type { ChannelRow } from '#generated/models';
import { fail } from '../lib/errors.ts';
import { publicNameOf } from '../lib/names.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Works out what `stash.settings` change of the channel: its next position carries it. Calls nothing. Sets `stash.taking`, or
 * `isSettled` where all is so already.
 *
 * A channel that is closed in between takes no position that was planned while it was public: its audience is another by then.
 */
export function request() {
  return { payload: null };
}

export function response(ctx: Context<object, ChannelStash>) {
  const { channel, settings } = ctx.stash;
  if (settings.isPrivate === false && channel.isPrivate) {
    fail({
      type: 'Forbidden',
      code: 'STAYS_PRIVATE',
      field: 'isPrivate',
      message: 'What is private can not be made public.',
    });
  }
  const set: Partial<ChannelRow> = {};
  const remove: (keyof ChannelRow)[] = [];
  const becomesPrivate = settings.isPrivate === true && !channel.isPrivate;
  if (settings.name && settings.name !== channel.name) {
    set.name = settings.name;
    if (!channel.isPrivate && !becomesPrivate) set.publicName = publicNameOf(settings.name, channel.id);
  }
  if (settings.topic && settings.topic !== channel.topic) set.topic = settings.topic;
  if (settings.topic === '' && channel.topic) remove.push('topic');
  if (becomesPrivate) {
    set.isPrivate = true;
    remove.push('publicName');
    // What is absent would be lost on the way to the next step.
    ctx.stash.knownAs = { name: channel.name ?? null, topic: channel.topic ?? null };
  }
  if (Object.keys(set).length + remove.length === 0) {
    ctx.stash.isSettled = true;
  } else {
    set.updatedAt = util.time.nowISO8601();
    ctx.stash.taking = { by: 'channel', set, remove, endsAudience: becomesPrivate };
  }
  return ctx.prev.result;
}
