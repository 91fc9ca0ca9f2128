import type { Context } from '@aws-appsync/utils';
import type { Attachment, MutationFinishUploadArgs } from '#generated/schema';
import type { ChannelStash } from './lib/stash.ts';
import { requireUpload } from './lib/upload.ts';

/** An hour less than a day, as what is due is looked for each hour. */
const keptUnusedMs = 23 * 3_600_000;

export function request(ctx: Context<MutationFinishUploadArgs, ChannelStash>) {
  const { messageId, file } = ctx.args.input;
  requireUpload(ctx.stash, ctx.args.input);
  ctx.stash.fileCheck = { messageId, fileId: file.id, dueInMs: keptUnusedMs };
  return {};
}

export function response(ctx: Context<MutationFinishUploadArgs, ChannelStash>): Attachment {
  return ctx.args.input.file;
}
