import type { Context } from '@aws-appsync/utils';
import { put } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { MutationSendMessageArgs } from '#generated/schema';
import { audienceOf } from '../lib/audience.ts';
import { callerId } from '../lib/caller.ts';
import { fail, requireAnswer } from '../lib/errors.ts';
import { messageOf } from '../lib/message.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { timeOf } from '../lib/time.ts';

/**
 * Writes the message, unless one of its id is there already: then the stored one is the answer, if it is the same message.
 *
 * Needs `stash.channel` with the position just taken and `stash.workspace`; sets `stash.message` and `stash.event`.
 */
export function request(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const { id, channelId, content, replyToId } = ctx.args.input;
  const { headSeq, messageCount, clock } = ctx.stash.channel;
  const createdAt = timeOf(clock);
  const item: Omit<MessageRow, 'id'> = {
    channelId,
    userId: callerId(ctx),
    content,
    seq: headSeq,
    ordinal: messageCount,
    createdAt,
    updatedAt: createdAt,
  };
  if (replyToId) item.replyToId = replyToId;
  return put<MessageRow>({ key: { id }, item, condition: { id: { attributeExists: false } } });
}

export function response(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const stored = ctx.result as MessageRow | null;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException' && stored) {
    requireSameMessage(stored, ctx.args.input, callerId(ctx));
  } else {
    requireAnswer(ctx);
  }
  const { channel, workspace } = ctx.stash;
  const message = messageOf(ctx.result);
  ctx.stash.message = message;
  // A retry took a position too: its event tells the message again, so that nobody waits for that position, and whoever
  // missed the first event (the service may have died before publishing it) has the message now.
  ctx.stash.event = {
    channelId: channel.id,
    seq: channel.headSeq,
    kind: 'MESSAGE_SENT',
    actorId: message.userId,
    at: timeOf(channel.clock),
    audience: audienceOf(channel, workspace),
    message,
  };
  return message;
}

/**
 * Ends the resolver where the id is taken by another message, and says nothing of that one. Content that was edited or deleted
 * since can no longer be compared; that the author used the id in this channel is then enough.
 */
function requireSameMessage(stored: MessageRow, sent: MutationSendMessageArgs['input'], userId: string): void {
  // Not by `rev`: that also rises where others react, and the content is then still the one that was sent.
  const isUnchanged = !stored.editedAt && !stored.deletedAt;
  const isSame =
    stored.channelId === sent.channelId &&
    stored.userId === userId &&
    (!isUnchanged || (stored.content === sent.content && (stored.replyToId ?? null) === (sent.replyToId ?? null)));
  if (!isSame) {
    fail({ type: 'Conflict', code: 'ID_TAKEN', field: 'id', message: 'This id is taken by another message.' });
  }
}
