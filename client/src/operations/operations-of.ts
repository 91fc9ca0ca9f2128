import type { Parley } from '../parley.ts';
import { partsOf } from '../parts.ts';
import { type ChannelOperations, channelOperations } from './channels.ts';
import { type MessageOperations, messageOperations } from './messages.ts';
import { type WorkspaceOperations, workspaceOperations } from './workspaces.ts';

/**
 * What the API can do besides: one call each, asked once. Every failure is a `MessagingError`. Where it is `retryable`, the same call may
 * be made again, by whoever called: all of them are safe to repeat, but for `createWorkspace` and `createChannel`, which have no key of
 * their own. What changes something is asked in the name of the person that the `Parley` is for, or rejects with `PERSON_CHANGED`. Who may do what, and the limits of each input, are said in the schema.
 */
export interface Operations extends WorkspaceOperations, ChannelOperations, MessageOperations {}

/**
 * The calls that nothing else of the client makes.
 *
 * @example
 * const operations = operationsOf(parley);
 * const channel = await operations.createChannel({ workspaceId: 'harbor', name: 'tides' });
 */
export function operationsOf(parley: Parley): Operations {
  const parts = partsOf(parley);
  return { ...workspaceOperations(parts), ...channelOperations(parts), ...messageOperations(parts) };
}
