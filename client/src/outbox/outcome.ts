import type { OutboxEntry } from './entry.ts';
import type { OutboxFailure } from './outbox-state.ts';

/**
 * What a failed try means.
 *
 * - `lost`: nobody knows what it did. It is tried again, for ever.
 * - `limited`: the service wrote nothing, because it was too much. It is tried again when the service says.
 * - `no-session`: nothing was written, and nothing is taken from this person for now: nobody is signed in, or somebody else is. Everything waits.
 * - `refused`: the service wrote nothing, and will not.
 * - `puzzling`: an answer that this version has no word for. A few more tries; it may be a gateway's.
 * - `done`: what was to be deleted, or taken off, is not there.
 */
export type Outcome = 'lost' | 'limited' | 'no-session' | 'refused' | 'puzzling' | 'done';

/** Decides by code, and what is retryable is tried again whatever its code. */
export function outcomeOf({ kind, reaction }: OutboxEntry, { code, retryable }: OutboxFailure): Outcome {
  if (code === 'SEND_LIMIT') return 'limited';
  if (code === 'SESSION_REQUIRED' || code === 'PERSON_CHANGED') return 'no-session';
  if (code === 'MESSAGE_NOT_FOUND' && kind === 'delete') return 'done';
  if (code === 'MESSAGE_DELETED' && reaction?.isOn === false) return 'done';
  // Such as `NETWORK`, `TIMEOUT` and `SERVICE_UNAVAILABLE`.
  if (retryable) return 'lost';
  return code === 'UNKNOWN' ? 'puzzling' : 'refused';
}
