import type { MessagingErrorCode } from '../errors.ts';
import type { OutboxDraft, OutboxEntry, OutboxReaction } from './entry.ts';

/** What one tab knows of a person's outbox. `rows` and `landing` are the store's, which is the truth for all tabs. */
export interface OutboxState {
  /** By id, in order. */
  readonly rows: ReadonlyMap<string, OutboxEntry>;
  /** Done by the service, and not seen in the channel by this tab yet. By id, oldest first. */
  readonly sent: ReadonlyMap<string, OutboxEntry>;
  /**
   * What another tab took from the store, until that tab has told what became of it: shown as sent till then. By id, apart from `sent`, as
   * it may be an edit of what is there.
   */
  readonly leaving: ReadonlyMap<string, OutboxEntry>;
  /** True = this tab is the one that sends. */
  readonly isFlushing: boolean;
  /** Nothing is tried before: there is no session, or no network. 0 = no pause. */
  readonly pausedUntil: number;
  /** Why a lane waits. Absent = it does not. */
  readonly waits: ReadonlyMap<string, LaneWait>;
  /** This tab's tries on their way, by the entry's id. */
  readonly tries: ReadonlyMap<string, TryUnderWay>;
  /** Entries of the store that are over but for their tries, by id. None of them is in `rows`. */
  readonly landing: ReadonlyMap<string, OutboxEntry>;
  /** How many tries this tab has begun. */
  readonly tried: number;
}

export interface TryUnderWay {
  /** Its number among this tab's: an entry's own count begins anew with each change of mind. */
  readonly number: number;
  /** The entry's `attempts` with it. */
  readonly attempts: number;
  /** The position of its message with what it was to change, where that was seen before the answer. */
  readonly seenRev?: number;
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
  | ({ readonly type: 'edited'; readonly content: string } & MessagePlace)
  | ({ readonly type: 'removed' } & MessagePlace)
  /** `isStored`: whether the reaction is there as far as the channel's timeline knows. Null = it does not. */
  | {
      readonly type: 'reacted';
      readonly channelId: string;
      readonly reaction: OutboxReaction;
      readonly isStored: boolean | null;
    }
  /** `isChangeAlone`: the person saw an `edit`, not a message that is still to be sent. */
  | { readonly type: 'discarded'; readonly id: string; readonly isChangeAlone: boolean }
  | { readonly type: 'retried'; readonly id: string }
  /** This tab is the one that sends from now on. What is `sending` was another's, which is no more. */
  | { readonly type: 'flush-started' }
  /** The try of this `number` was answered: it is done. */
  | { readonly type: 'acknowledged'; readonly id: string; readonly number: number; readonly answer: OutboxAnswer }
  | { readonly type: 'failed'; readonly id: string; readonly number: number; readonly failure: OutboxFailure }
  /** The channel's timeline has these. */
  | { readonly type: 'seen'; readonly seen: readonly SeenEntry[] }
  /** Another tab changed rows: took out those that are `gone`, and found those that are `sent` to be done by the service. */
  | { readonly type: 'told'; readonly sent: readonly OutboxEntry[]; readonly gone: readonly string[] }
  /** The person leaves this device: nothing of theirs is kept. */
  | { readonly type: 'forgotten' }
  /** There is reason to hope again: a network, a session, somebody who looks. */
  | { readonly type: 'resumed' }
  | { readonly type: 'went-offline' | 'timer-fired' };

export interface MessagePlace {
  readonly id: string;
  readonly channelId: string;
}

/** What the service says of what was done. */
export interface OutboxAnswer {
  /** The position of a message that was sent, or that an edit or a deletion has taken. 0 = the answer does not tell. */
  readonly seq: number;
  /** When a reaction that was put there, or taken off, came to be there. Absent = the answer does not tell. */
  readonly at?: string | undefined;
}

/** That a timeline has what an entry did. `seq`: where a message is that was sent, or which position a change took. */
export interface SeenEntry {
  readonly entry: OutboxEntry;
  readonly seq?: number | undefined;
}

/** What is to be done after a step. `changes`, by id, belong in the transaction that read the rows; the rest follows once that is on disk. */
export interface OutboxEffects {
  readonly changes: Map<string, OutboxEntry | null>;
  readonly tries: OutboxTry[];
  /** Tries, by the entry's id, whose answers matter no more. */
  readonly aborts: string[];
  /** Other tabs have to know that these are done by the service. */
  readonly announced: OutboxEntry[];
  /** `timer-fired` is to be told at this time, and at no earlier one. Infinity = at none. */
  wakeAt: number;
  /** The event asked for what can not be. `full`: there are too many rows. `gone`: there is no such row, or not any more. */
  denied: 'full' | 'gone' | null;
}

export interface OutboxTry {
  readonly entry: OutboxEntry;
  readonly number: number;
  readonly isRetry: boolean;
  /** No answer for so long is a failure. */
  readonly deadlineMs: number;
}

export const emptyOutbox: OutboxState = {
  rows: new Map(),
  sent: new Map(),
  leaving: new Map(),
  isFlushing: false,
  pausedUntil: 0,
  waits: new Map(),
  tries: new Map(),
  landing: new Map(),
  tried: 0,
};
