import type { Context } from '@aws-appsync/utils';
import type { MutationFinishUploadArgs } from '#generated/schema';
import { failAttachment } from '../lib/attachments.ts';
import { fail, requireAnswer } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { uploadOf } from '../lib/upload.ts';

/** What the function found: see infra/lambdas/files/keep-upload.ts. */
type Kept = 'kept' | 'missing' | 'other-size' | 'other-type' | 'taken';

/**
 * Has the function look at what the caller uploaded, and keep it if it is what it was said to be.
 *
 * Needs `stash.caller`.
 */
export function request(ctx: Context<MutationFinishUploadArgs, ChannelStash>) {
  const payload = { kind: 'keep-upload', ...uploadOf(ctx.args.input, ctx.stash.caller.userId) };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<MutationFinishUploadArgs, ChannelStash>) {
  requireAnswer(ctx);
  const kept = ctx.result as Kept;
  switch (kept) {
    case 'kept':
      return null;
    case 'missing':
      return fail({ type: 'NotFound', code: 'UPLOAD_NOT_FOUND', message: 'Nothing was uploaded, or not in time.' });
    case 'other-size':
      return failAttachment('file.size', 'What was uploaded has another size.');
    case 'other-type':
      return failAttachment('file.contentType', 'What was uploaded is of another type.');
    case 'taken':
      return fail({
        type: 'Conflict',
        code: 'ID_TAKEN',
        field: 'file.id',
        message: 'This id is taken by another file.',
      });
  }
  kept satisfies never;
  return null;
}
