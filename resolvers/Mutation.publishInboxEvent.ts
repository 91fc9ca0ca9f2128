import type { Context } from '@aws-appsync/utils';
import type { MutationPublishInboxEventArgs } from '#generated/schema';

/** Nothing is stored: the event is its own answer, and AppSync hands that to the subscribers. */
export function request(ctx: Context<MutationPublishInboxEventArgs>) {
  return { payload: ctx.args.input };
}

export function response(ctx: Context<MutationPublishInboxEventArgs>) {
  return ctx.result;
}
