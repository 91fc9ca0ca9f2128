import type { AttachmentInput } from '../../../generated/operations.ts';
import type { OutboxReason } from '../outbox/entry.ts';

/** A message of the person's own that is not among the stored ones yet. It is shown after the newest of them. */
export interface PendingMessage {
  /** The id that it will be stored under, and what `edit`, `remove`, `retry` and `discard` take. */
  readonly id: string;
  readonly channelId: string;
  /** With the last edit, whether that is sent already or not. */
  readonly content: string;
  readonly attachments: readonly AttachmentInput[];
  readonly replyToId: string | null;
  /** When it was written, in milliseconds of this device's clock. */
  readonly createdAt: number;
  /** `sent`: stored, and not shown as stored yet. `refused`: it waits for the person; `reason` says why. */
  readonly state: 'queued' | 'sending' | 'sent' | 'refused';
  /** Null = it was not refused. */
  readonly reason: OutboxReason | null;
}

/** A change of a stored message that is under way, or was refused. */
export interface PendingChange {
  /** What `retry` and `discard` take. */
  readonly id: string;
  readonly kind: 'edit' | 'delete' | 'react';
  readonly state: 'queued' | 'sending' | 'refused';
  /** The text that an `edit` wishes. Null = it is none. */
  readonly content: string | null;
  /** Which emoji a `react` puts there or takes off. Null = it is none. */
  readonly reaction: { readonly emoji: string; readonly isOn: boolean } | null;
  /** Null = it was not refused. */
  readonly reason: OutboxReason | null;
}
