import { type Context, util } from '@aws-appsync/utils';
import type { MutationReportMetricsArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { requireMetrics } from './lib/metrics.ts';

export function request(ctx: Context<MutationReportMetricsArgs>) {
  callerId(ctx);
  requireMetrics(ctx.args.input);
  return {};
}

export function response(_: Context<MutationReportMetricsArgs>) {
  return util.time.nowISO8601();
}
