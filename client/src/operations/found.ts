import { MessagingError, type MessagingErrorCode } from '../errors.ts';

/** What is there. The service says with an error that something is not; this is for an answer that says so by null alone. */
export function found<Thing>(thing: Thing | null | undefined, code: MessagingErrorCode): Thing {
  if (thing) return thing;
  throw new MessagingError({ code, type: 'NotFound', message: 'There is no such thing that the caller may know of.' });
}
