import type { Context } from '@aws-appsync/utils';
import type { MutationRequestUploadArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { uploadOf } from '../lib/upload.ts';

/**
 * Has a form signed that lets this file, of this type and size, be put to the one place that is the caller's for it.
 *
 * Needs `stash.caller`.
 */
export function request(ctx: Context<MutationRequestUploadArgs, ChannelStash>) {
  const payload = { kind: 'sign-upload', ...uploadOf(ctx.args.input, ctx.stash.caller.userId) };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<MutationRequestUploadArgs, ChannelStash>) {
  requireAnswer(ctx);
  return ctx.result;
}
