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
  /** Stored by the service, and no longer kept on this device; shown until the channel's timeline has it. */
  | 'sent'
  /** The service will not take it as it is. `reason` says why. It holds up nobody, and waits for the person. */
  | 'refused';

/**
 * What is to be done. `send`: a new message. `edit` and `delete`: of a message of ours that was stored, or may have been, before the
 * person changed their mind. A reaction would be one more kind, with a lane of its own (`laneOf`).
 */
export type OutboxKind = 'send' | 'edit' | 'delete';

/** One thing to be done, as it is stored. */
export interface OutboxEntry {
  /** The message's ULID, and what makes repeating a send harmless. */
  readonly id: string;
  readonly kind: OutboxKind;
  readonly channelId: string;
  readonly content: string;
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
  /** What the person wished while the outcome was not known. */
  readonly wish?: { readonly kind: 'edit'; readonly content: string } | { readonly kind: 'delete' } | undefined;
  /** Why the service refused, where it did. */
  readonly reason?: OutboxReason | undefined;
  /** The position that it was stored at. In the state `sent` alone. */
  readonly seq?: number;
}

export interface OutboxReason {
  readonly code: MessagingErrorCode;
  /** For people. */
  readonly message: string;
  /** True = the same may be taken at another time. */
  readonly retryable: boolean;
}

/** What a person writes. */
export type OutboxDraft = Pick<OutboxEntry, 'id' | 'channelId' | 'content' | 'attachments' | 'replyToId'>;

/** Entries of one lane go one after the other; lanes go side by side. New messages of a channel share one. */
export function laneOf({ kind, channelId, id }: OutboxEntry): string {
  return kind === 'send' ? channelId : id;
}
