import type { MessagingError } from '../errors.ts';
import type { ConnectionStatus } from '../following/status.ts';
import type { MyChannel } from '../model.ts';

/** A channel or direct message that the person is in, with what they have not read of it. */
export type RosterChannel = MyChannel;

export interface RosterState {
  /** In the order of their ids. The same objects where nothing changed. */
  readonly channels: readonly RosterChannel[];
  /** False = they have not been loaded yet; an empty list then says nothing. */
  readonly isLoaded: boolean;
  /**
   * `live`: all was loaded since the connection is there, and what happens is heard. Only in channels for which there are no
   * subscriptions left, it is seen up to half a minute later, and a mention at once.
   */
  readonly status: ConnectionStatus;
  /** Why the roster has ended for good. Null = it has not. */
  readonly error: MessagingError | null;
}

/**
 * All channels and direct messages of one workspace that the person is in, kept fresh until `close`. Made for `useSyncExternalStore`
 * and its like.
 *
 * What is unread is what the service says: whatever was sent after the read marker, deleted messages included. The person's own messages
 * are not left unread: where everything before one of them is read, the marker goes on through it. One that they send while others'
 * messages are unread counts with these, until they read the channel: nothing that they have not seen is called read.
 */
export interface Roster {
  /** What is known now: the same object until something changes. */
  state(): RosterState;
  /** Calls `listener` after changes, once a frame at most, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  /** Ends it. The state stays as it is. */
  close(): void;
}
