import type { Context } from '@aws-appsync/utils';
import type { MutationRequestUploadArgs, UploadTicket } from '#generated/schema';
import type { ChannelStash } from './lib/stash.ts';
import { requireUpload } from './lib/upload.ts';

export function request(ctx: Context<MutationRequestUploadArgs, ChannelStash>) {
  requireUpload(ctx.stash, ctx.args.input);
  return {};
}

export function response(ctx: Context<MutationRequestUploadArgs, ChannelStash>): UploadTicket {
  return ctx.prev.result;
}
