import type { OutboxEntry, TabNote } from '@parley/client';

/** What a tab is told at its start. */
export interface TabStart {
  readonly type: 'start';
  /** The session's name in the history. */
  readonly by: string;
  readonly person: string;
  readonly device: string;
  readonly number: number;
  readonly url: string;
  readonly workspaceId: string;
  /** Channels to follow. */
  readonly channels: readonly string[];
  /** Where the session's history goes. */
  readonly historyFile: string;
  readonly seed: number;
  readonly pace: Pace;
  readonly token: string;
}

export interface Pace {
  /** Own messages under way at once: who has as many waits before writing more. */
  readonly mostWaiting: number;
  /**
   * Entries of all kinds that the device keeps at once. Many are changes behind a lost answer, which wait 40 s for nothing else: were they
   * counted with the messages, a tab would soon do nothing at all.
   */
  readonly mostKept: number;
  /** Between two operations of a tab, at least. */
  readonly pauseMs: number;
}

export type ToTab =
  | TabStart
  /** Begins, or goes on, to write and read; or stops. */
  | { readonly type: 'work'; readonly isOn: boolean }
  /** Follows exactly these from now on. */
  | { readonly type: 'follow'; readonly channels: readonly string[] }
  /** Begins anew with a channel that had ended, or is suspected of it. */
  | { readonly type: 'reopen'; readonly channel: string }
  /** Writes so many messages, faster than they can be sent. */
  | { readonly type: 'burst'; readonly count: number }
  /** The person gives up, or tries again, what was refused. */
  | { readonly type: 'tidy'; readonly how: 'retry' | 'discard' }
  /** The token in the tab's memory is this one from now on. */
  | { readonly type: 'spoil'; readonly token: string }
  | { readonly type: 'report'; readonly n: number }
  /** Measures what the session holds. */
  | { readonly type: 'measure'; readonly when: 'before' | 'after' }
  /** The page is closed in order. */
  | { readonly type: 'close' }
  | StorageAnswer
  | { readonly type: 'token'; readonly n: number; readonly token: string | null };

/** What the device's storage and its locks say: in a browser they are a process of its own too, which outlives its tabs. */
export type StorageAnswer =
  /** The transaction `n` is done, and on disk. */
  | { readonly type: 'committed'; readonly n: number; readonly revision: number }
  /** It will not be: there is no room. */
  | { readonly type: 'full'; readonly n: number }
  /** It was decided on rows that are not the present ones. `rows` and `gone`: what changed since those; or, where `isWhole`, all. */
  | {
      readonly type: 'stale';
      readonly n: number;
      readonly revision: number;
      readonly rows: readonly OutboxEntry[];
      readonly gone: readonly string[];
      readonly isWhole: boolean;
    }
  | { readonly type: 'lead' }
  | { readonly type: 'note'; readonly note: TabNote };

export type StorageRequest =
  /** `changes` were decided on the rows as of `since`. */
  | {
      readonly type: 'change';
      readonly n: number;
      readonly since: number;
      readonly changes: readonly (readonly [string, OutboxEntry | null])[];
    }
  | { readonly type: 'wait-to-lead' }
  | { readonly type: 'tell'; readonly note: TabNote }
  | { readonly type: 'let-go' };

export type FromTab =
  | StorageRequest
  | { readonly type: 'ready' }
  | { readonly type: 'ask-token'; readonly n: number }
  | { readonly type: 'report'; readonly n: number; readonly report: TabReport };

export interface TabReport {
  /** Own entries that are sent without anybody's doing, sooner or later. */
  readonly waiting: number;
  readonly refused: number;
  readonly timelines: readonly {
    readonly channel: string;
    readonly status: string;
    /** The code of the error that ended it. */
    readonly error: string | null;
    /** The highest position shown. */
    readonly shown: number;
    readonly pending: number;
    readonly isNewest: boolean;
  }[];
}
