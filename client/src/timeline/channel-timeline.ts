import type { AttachmentInput } from '../../../generated/operations.ts';
import type { MessagingError } from '../errors.ts';
import type { ConnectionStatus } from '../following/status.ts';
import type { Channel, Message, MessageDraft } from '../model.ts';
import type { PendingChange, PendingMessage } from './pending.ts';

/**
 * One channel's messages, kept fresh until `close`. Made for `useSyncExternalStore` and its like. All that are open for one channel show
 * the same, and share one subscription.
 */
export interface ChannelTimeline extends OwnActions, ReaderActions {
  /** What is known now: the same object until something changes. */
  state(): TimelineState;
  /**
   * Calls `listener` after changes, until the function that it answers with is called: at once where the status or what is being
   * loaded changed, else once a frame at most.
   */
  onChange(listener: () => void): () => void;
  /** Loads the page before the oldest message. Does nothing where there is none, or while one is being loaded. */
  loadOlder(): Promise<void>;
  /** Loads the page after the newest message, where `jumpTo` led into the past. Does nothing otherwise, or while one is being loaded. */
  loadNewer(): Promise<void>;
  /** Shows the messages around a position, such as a permalink's, or the newest again. Loads them where they are not held. */
  jumpTo(seq: number | 'newest'): Promise<void>;
  /** Shows no more. The state stays as it is. What was written is sent all the same. */
  close(): void;
}

/**
 * What a person does themselves. It is kept on this device and shown at once, and sent as soon as that is possible, through reloads and
 * outages, each once. What the service refuses stays, with its reason, until it is tried again or discarded. Each rejects where it can not
 * be kept: with `OUTBOX_FULL` or `STORAGE_FULL`, or, while it is not known yet who the person is, as `me` does.
 */
export interface OwnActions {
  /**
   * Writes a message: resolves with its id as soon as it is kept. The same `id` again changes nothing.
   *
   * @example
   * const id = await timeline.post({ content: 'Hello.' });
   */
  post(draft: PostDraft): Promise<string>;
  /** Gives a message another text, also one of `pending`. Rejects with `MESSAGE_DELETED` where it is to be deleted. */
  edit(messageId: string, content: string): Promise<void>;
  /** Deletes a message, also one of `pending`. */
  remove(messageId: string): Promise<void>;
  /** Puts an emoji on a message, or takes it off. Rejects with `MESSAGE_NOT_FOUND` where the message is not stored yet. */
  react(messageId: string, emoji: string, isOn: boolean): Promise<void>;
  /** Sends what was refused again: the `id` of a pending message or change. Does nothing where it was not refused. */
  retry(id: string): Promise<void>;
  /** Gives up a pending message or change. Does nothing where there is none. */
  discard(id: string): Promise<void>;
}

/** What a person does to a channel by reading and writing. */
export interface ReaderActions {
  /**
   * Everything up to this position is read; by default all that is shown. Seen at once by those who show what is unread. It never goes
   * back.
   */
  markRead(seq?: number): void;
  /** With each stroke: tells the channel that the person is typing, at most each 3 seconds. */
  typing(): void;
}

export interface PostDraft extends Omit<MessageDraft, 'channelId'> {
  /** At most 10. */
  attachments?: readonly AttachmentInput[];
}

export interface TimelineState {
  /**
   * Oldest first, with none missing between them but one of this moment whose change is still under way. The person's own edits,
   * deletions and reactions are in them already, unless they were refused.
   */
  readonly messages: readonly Message[];
  /** The person's own messages that are not among `messages` yet, in order: they follow the newest. */
  readonly pending: readonly PendingMessage[];
  /** By the message's id: the person's own changes that are under way or were refused, in order. */
  readonly changes: ReadonlyMap<string, readonly PendingChange[]>;
  /** False = the newest messages have not been loaded yet; an empty list then says nothing. */
  readonly isLoaded: boolean;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** True = what is shown is of the past, and `loadNewer` or `jumpTo('newest')` lead on. */
  readonly hasNewer: boolean;
  readonly isLoadingNewer: boolean;
  /** The ids of those who are typing, the caller left out as soon as it is known who that is. */
  readonly typing: readonly string[];
  /** The channel as last told. Null = nobody told of it yet. */
  readonly channel: Channel | null;
  readonly status: ConnectionStatus;
  /** Why the timeline has ended for good. Null = it has not. */
  readonly error: MessagingError | null;
}
