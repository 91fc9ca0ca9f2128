import type { AttachmentInput } from '../../../generated/operations.ts';
import type { MessagingErrorCode } from '../errors.ts';

/**
 * The life of one entry. `machine.ts` says what follows from what.
 *
 * ```
 *                          outcome not known, limit, no session
 *                     ┌────────────────────────────────────────────┐
 *                     ▼                 its turn                   │
 *   (enqueued) ─► queued ─────────────────────────────────────► sending ──stored──► sent ──seen──► (gone)
 *                   │  ▲                                         │   │
 *           discarded  └──retried by the person── refused ◄──────┘   └─ seen in the channel meanwhile ─► (gone)
 *                   ▼                                │  refused for good
 *                 (gone) ◄────────discarded──────────┘
 *
 *   A tab dies while `sending`: the next one to send takes it for `queued`, with an outcome that is not known.
 * ```
 *
 * Every entry ends in exactly one of: stored in the channel once, refused with its reason, discarded by the person. Whether a try that was
 * not answered stored its message is not known, so from then on the text of that id stays as it is, and what the person wishes since
 * is held (`wish`): an edit until the message is known to be stored, a discard until nothing can arrive any more.
 */
export type OutboxEntryState =
  /** Waits for its turn, for the end of a pause, or for a session. */
  | 'queued'
  /** A try is on its way, in this tab or another. */
  | 'sending'
  /** Done by the service, and no longer kept on this device; shown until the channel's timeline has it. */
  | 'sent'
  /** The service will not take it as it is. `reason` says why. It holds up nobody, and waits for the person. */
  | 'refused';

/**
 * What is to be done. `send`: a new message. `edit` and `delete`: of a message that is stored, or may be since a try to send it was
 * not answered. `react`: of a stored message, by anybody. A message has one entry for its text, and one for each emoji.
 */
export type OutboxKind = 'send' | 'edit' | 'delete' | 'react';

/** What a person wishes of their reaction to a message. */
export interface OutboxReaction {
  readonly messageId: string;
  readonly emoji: string;
  /** True = it is to be there. */
  readonly isOn: boolean;
}

/** One thing to be done, as it is stored. */
export interface OutboxEntry {
  /** The message's ULID, which is what makes repeating a send harmless; of a reaction its `reactionId`. */
  readonly id: string;
  readonly kind: OutboxKind;
  readonly channelId: string;
  /** The text of a `send` or an `edit`. */
  readonly content: string;
  /** Of a `react` alone. */
  readonly reaction?: OutboxReaction;
  readonly attachments?: readonly AttachmentInput[];
  readonly replyToId?: string;
  /** Milliseconds, by this device's clock, which may be wrong. */
  readonly createdAt: number;
  /** Its place among this person's entries, over all tabs. */
  readonly order: number;
  /** Rises with each change that is stored. */
  readonly version: number;
  readonly state: OutboxEntryState;
  /** Tries begun. Every one after the first tells the service so. */
  readonly attempts: number;
  /** When the last try began. Absent = there was none. */
  readonly triedAt?: number;
  /** A try was never answered: it may have done its work, or may still until then. Absent = no try was lost. */
  readonly mayLandUntil?: number | undefined;
  /**
   * It is over and shown nowhere, and kept for a try that may still land: what is wished of the same next, in whichever tab, waits for
   * that. Absent = it is not over.
   */
  readonly isOver?: true;
  /** What the person wished while the outcome was not known. */
  readonly wish?: OutboxWish | undefined;
  /** Why the service refused, where it did. */
  readonly reason?: OutboxReason | undefined;
  /** The position that a message was stored at. In the state `sent` alone. */
  readonly seq?: number;
  /** The position of the message as the answer to an edit or a deletion told it. In the state `sent` alone. */
  readonly rev?: number;
  /** The service's time at which a reaction was put there, as the last answer of this entry or the one before it said. */
  readonly at?: string | undefined;
}

export type OutboxWish =
  | { readonly kind: 'edit'; readonly content: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'react'; readonly isOn: boolean };

export interface OutboxReason {
  readonly code: MessagingErrorCode;
  /** For people. */
  readonly message: string;
  /** True = the same may be taken at another time. */
  readonly retryable: boolean;
}

/** What a person writes. */
export type OutboxDraft = Pick<OutboxEntry, 'id' | 'channelId' | 'content' | 'attachments' | 'replyToId'>;

/**
 * The id of the entry for an emoji of a message. U+FE0F makes no difference: where it belongs is the service's to say, which keeps each
 * emoji in one form.
 */
export function reactionId(messageId: string, emoji: string): string {
  return `${messageId}/${emoji.replaceAll('\uFE0F', '')}`;
}

/** Entries of one lane go one after the other; lanes go side by side. New messages of a channel share one. */
export function laneOf({ kind, channelId, id }: OutboxEntry): string {
  return kind === 'send' ? channelId : id;
}
