import { MessagingError } from '@parley/client';

/** What went wrong, in a sentence for people. */
export function sayError(error: unknown): string {
  if (!(error instanceof MessagingError)) return 'Something went wrong.';
  switch (error.code) {
    case 'NETWORK':
      return 'Parley can not be reached. Check your connection.';
    case 'TIMEOUT':
      return 'Parley did not answer in time.';
    case 'SERVICE_UNAVAILABLE':
      return 'Parley can not answer right now.';
    case 'SESSION_REQUIRED':
      return 'There is no valid session. Sign in again.';
    case 'CHANNEL_NOT_FOUND':
    case 'WORKSPACE_NOT_FOUND':
      return 'It does not exist, or you may not see it.';
    case 'CHANNEL_ARCHIVED':
      return 'This channel is archived. Nobody can write here.';
    case 'REPLY_NOT_FOUND':
      return 'The message that you answer is not there.';
    case 'CONTENT_EMPTY':
      return 'A message says something.';
    case 'CONTENT_TOO_LONG':
      return `A message has at most ${(error.limit ?? 4000).toLocaleString()} characters.`;
    case 'CONTENT_INVALID':
      return 'The message holds characters that can not be sent.';
    case 'MESSAGE_NOT_FOUND':
      return 'The message is not there any more.';
    case 'MEMBER_NOT_FOUND':
      return 'There is nobody of that name here.';
    case 'ROLE_REQUIRED':
      return 'Your role does not let you do this.';
    case 'MEMBERS_ONLY':
      return 'Join the channel first.';
    case 'OUTBOX_FULL':
      return 'Too many messages wait to be sent.';
    case 'STORAGE_FULL':
      return 'This device has no room left to keep the message until it is sent.';
    case 'SEND_LIMIT':
      return 'Too many messages at once. Wait a moment.';
    case 'UPLOAD_LIMIT':
      return 'You sent as many files as one day has room for.';
    case 'UPLOAD_NOT_FOUND':
      return 'The file did not arrive. Try again.';
    case 'MENTIONS_TOO_MANY':
      return `A message mentions at most ${(error.limit ?? 15).toLocaleString()} people.`;
    case 'DM_FIXED':
    case 'STAYS_PRIVATE':
    case 'LAST_OWNER':
    case 'NOT_AUTHOR':
    case 'MESSAGE_DELETED':
    case 'ATTACHMENTS_TOO_MANY':
    case 'ATTACHMENT_INVALID':
    case 'NAME_INVALID':
    case 'TOPIC_INVALID':
    case 'EMOJI_INVALID':
    case 'EMOJI_TOO_MANY':
    case 'MEMBERS_INVALID':
    case 'MEMBERS_TOO_MANY':
    case 'SEQ_INVALID':
    case 'JUMP_INVALID':
    case 'ID_TAKEN':
    case 'ID_INVALID':
    case 'LIMIT_INVALID':
    case 'CURSOR_INVALID':
    case 'METRICS_TOO_MANY':
    case 'METRIC_INVALID':
    case 'UNKNOWN':
      return error.message;
    default:
      error.code satisfies never;
      return error.message;
  }
}
