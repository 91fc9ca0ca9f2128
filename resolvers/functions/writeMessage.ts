import { type Context, runtime } from '@aws-appsync/utils';
import { put } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { MutationSendMessageArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { tell } from '../lib/events.ts';
import { requireMentions } from '../lib/mentions.ts';
import { messageOf } from '../lib/message.ts';
import { requireSameMessage } from '../lib/same-message.ts';
import { markEvery } from '../lib/reading.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { timeOf } from '../lib/time.ts';

/**
 * Writes the message, unless one of its id is there already: then the stored one is the answer, if it is the same message.
 * Skipped where there is nothing to do.
 *
 * Needs `stash.channel` with the position just taken and `stash.workspace`; sets `stash.message`, `messages` and `events`.
 */
export function request(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  if (ctx.stash.isSettled) runtime.earlyReturn(ctx.prev.result);
  const { id, channelId, content, attachments, replyToId } = ctx.args.input;
  const { headSeq, messageCount, clock } = ctx.stash.channel;
  const createdAt = timeOf(clock);
  const item: Omit<MessageRow, 'id'> = {
    channelId,
    userId: callerId(ctx),
    content,
    reactions: {},
    seq: headSeq,
    ordinal: messageCount,
    createdAt,
    updatedAt: createdAt,
  };
  if (replyToId) item.replyToId = replyToId;
  const mentions = requireMentions(content);
  if (mentions.length > 0) item.mentions = mentions;
  if (attachments && attachments.length > 0) item.attachments = attachments;
  if (messageCount % markEvery === 0) item.mark = headSeq;
  return put<MessageRow>({ key: { id }, item, condition: { id: { attributeExists: false } } });
}

export function response(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const stored = ctx.result as MessageRow | null;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException' && stored) {
    requireSameMessage(stored, ctx.args.input, callerId(ctx));
  } else {
    requireAnswer(ctx);
  }
  ctx.stash.message = ctx.result;
  ctx.stash.messages = [ctx.result];
  // A retry took a position too: its event tells the message again, so that nobody waits for that position, and whoever
  // missed the first event (the service may have died before publishing it) has the message now.
  tell(ctx.stash, callerId(ctx), { kind: 'MESSAGE_SENT', message: messageOf(ctx.result, null) });
  return ctx.result;
}
