import { ulid } from 'ulid';

/** A new message's id. Make one per message, before the first try to send it. */
export function newMessageId(): string {
  return ulid();
}
