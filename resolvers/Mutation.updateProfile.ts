import type { Context } from '@aws-appsync/utils';
import type { MutationUpdateProfileArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { readName } from './lib/names.ts';

/** It is about nobody but the caller, so there is no right to look for. */
export function request(ctx: Context<MutationUpdateProfileArgs>) {
  callerId(ctx);
  readName(ctx.args.input.name, 'name');
  return {};
}

export function response(ctx: Context<MutationUpdateProfileArgs>) {
  return ctx.prev.result;
}
