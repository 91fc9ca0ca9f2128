import type { Context } from '@aws-appsync/utils';
import type { MutationPublishChannelEventArgs } from '#generated/schema';

/** Nothing is stored: the event is its own answer, and AppSync hands that to the subscribers. */
export function request(ctx: Context<MutationPublishChannelEventArgs>) {
  return { payload: ctx.args.input };
}

export function response(ctx: Context<MutationPublishChannelEventArgs>) {
  return ctx.result;
}
