import { MessagingError, type OutboxReason } from '@parley/client';
import { sayError } from '../shell/say-error.ts';

/** Why the service did not take what the reader did, in a sentence. */
export function sayReason({ code, message, retryable }: OutboxReason): string {
  return sayError(new MessagingError({ code, message, retryable, type: 'Unknown' }));
}
