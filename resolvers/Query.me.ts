import type { Context } from '@aws-appsync/utils';
import { callerId } from './lib/caller.ts';

export function request(ctx: Context) {
  callerId(ctx);
  return {};
}

export function response(ctx: Context) {
  return ctx.prev.result;
}
