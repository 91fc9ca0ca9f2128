import type { Context } from '@aws-appsync/utils';
import type { MutationReportMetricsArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';

/**
 * Hands the report to the function that writes it down, and nothing of who sent it. `Event`: AppSync does not wait, so that a function
 * which starts cold, or fails, shows neither in the caller's time nor in that of the API.
 */
export function request(ctx: Context<MutationReportMetricsArgs>) {
  return { operation: 'Invoke', invocationType: 'Event', payload: ctx.args.input };
}

export function response(ctx: Context<MutationReportMetricsArgs>) {
  requireAnswer(ctx);
  return null;
}
