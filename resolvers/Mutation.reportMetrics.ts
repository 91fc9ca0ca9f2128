import { type Context, util } from '@aws-appsync/utils';
import type { MutationReportMetricsArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { requireAnswer } from './lib/errors.ts';
import { requireMetrics } from './lib/metrics.ts';

/**
 * Hands the report to the function that writes it down, and nothing of who sent it. `Event`: AppSync does not wait, so that a function
 * which starts cold, or fails, shows neither in the caller's time nor in that of the API.
 */
export function request(ctx: Context<MutationReportMetricsArgs>) {
  callerId(ctx);
  const { input } = ctx.args;
  requireMetrics(input);
  return { operation: 'Invoke', invocationType: 'Event', payload: input };
}

export function response(ctx: Context<MutationReportMetricsArgs>) {
  requireAnswer(ctx);
  return util.time.nowISO8601();
}
