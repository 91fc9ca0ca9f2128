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
    case 'ID_TAKEN':
    case 'ID_INVALID':
    case 'LIMIT_INVALID':
    case 'CURSOR_INVALID':
    case 'UNKNOWN':
      return error.message;
    default:
      error.code satisfies never;
      return error.message;
  }
}
