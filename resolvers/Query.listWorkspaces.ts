import type { Context } from '@aws-appsync/utils';
import type { QueryListWorkspacesArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { pageSize } from './lib/page.ts';

export function request(ctx: Context<QueryListWorkspacesArgs>) {
  callerId(ctx);
  pageSize(ctx.args.limit);
  return {};
}

export function response(ctx: Context<QueryListWorkspacesArgs>) {
  return ctx.prev.result;
}
