import type { MessagingErrorCode } from '../errors.ts';
import type { OutboxDraft, OutboxEntry } from './entry.ts';

/** What one tab knows of a person's outbox. The rows are those of the store, which is the truth for all tabs. */
export interface OutboxState {
  /** By id, in order. */
  readonly rows: ReadonlyMap<string, OutboxEntry>;
  /** Stored by the service, and not seen in the channel by this tab yet. By id. */
  readonly sent: ReadonlyMap<string, OutboxEntry>;
  /** True = this tab is the one that sends. */
  readonly isFlushing: boolean;
  /** Nothing is tried before: there is no session, or no network. 0 = no pause. */
  readonly pausedUntil: number;
  /** Why a lane waits. Absent = it does not. */
  readonly waits: ReadonlyMap<string, LaneWait>;
  /** This tab's tries on their way: which attempt, by the entry's id. */
  readonly tries: ReadonlyMap<string, number>;
}

export interface LaneWait {
  readonly dueAt: number;
  /** When the tries began that failed in a row: the last few of them. */
  readonly triedAt: readonly number[];
}

/** What a failed try says of itself: of a `MessagingError`, what a decision hangs on. */
export interface OutboxFailure {
  readonly code: MessagingErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
}

export type OutboxEvent =
  | { readonly type: 'enqueued'; readonly draft: OutboxDraft }
  | { readonly type: 'edited'; readonly id: string; readonly content: string }
  /** `isEditAlone`: the person saw an `edit`, not a message that is still to be sent. */
  | { readonly type: 'discarded'; readonly id: string; readonly isEditAlone: boolean }
  | { readonly type: 'retried'; readonly id: string }
  /** This tab is the one that sends from now on. What is `sending` was another's, which is no more. */
  | { readonly type: 'flush-started' }
  /** `attempt` was answered: the message is stored at `seq`, or changed. */
  | { readonly type: 'acknowledged'; readonly id: string; readonly attempt: number; readonly seq: number }
  | { readonly type: 'failed'; readonly id: string; readonly attempt: number; readonly failure: OutboxFailure }
  /** The channel's timeline shows these messages. */
  | { readonly type: 'seen'; readonly ids: readonly string[] }
  /** Another tab changed rows, and found these to be stored by the service. */
  | { readonly type: 'told'; readonly sent: readonly OutboxEntry[] }
  /** There is reason to hope again: a network, a session, somebody who looks. */
  | { readonly type: 'resumed' }
  | { readonly type: 'went-offline' | 'timer-fired' };

/** What is to be done after a step. `changes`, by id, belong in the transaction that read the rows; the rest follows once that is on disk. */
export interface OutboxEffects {
  readonly changes: Map<string, OutboxEntry | null>;
  readonly tries: OutboxTry[];
  /** Tries, by the entry's id, whose answers matter no more. */
  readonly aborts: string[];
  /** Other tabs have to know that these are stored by the service. */
  readonly announced: OutboxEntry[];
  /** `timer-fired` is to be told at this time, and at no earlier one. Infinity = at none. */
  wakeAt: number;
  /** The event asked for what can not be. `full`: there are too many rows. `gone`: there is no such row, or not any more. */
  denied: 'full' | 'gone' | null;
}

export interface OutboxTry {
  readonly entry: OutboxEntry;
  readonly isRetry: boolean;
  /** No answer for so long is a failure. */
  readonly deadlineMs: number;
}

export const emptyOutbox: OutboxState = {
  rows: new Map(),
  sent: new Map(),
  isFlushing: false,
  pausedUntil: 0,
  waits: new Map(),
  tries: new Map(),
};
