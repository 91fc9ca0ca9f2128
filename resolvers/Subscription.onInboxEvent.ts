import { type Context, extensions } from '@aws-appsync/utils';
import type { SubscriptionOnInboxEventArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { fail } from './lib/errors.ts';

/** Nothing is read: a session says whose it is. */
export function request(ctx: Context<SubscriptionOnInboxEventArgs>) {
  if (ctx.args.userId !== callerId(ctx)) {
    fail({ type: 'Forbidden', code: 'ROLE_REQUIRED', field: 'userId', message: 'An inbox is its person’s alone.' });
  }
  return { payload: null };
}

/** What arrives is decided by the session, not by the argument. */
export function response(ctx: Context<SubscriptionOnInboxEventArgs>) {
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'userId', operator: 'eq', value: callerId(ctx) }] }],
  });
  return null;
}
