/**
 * What a run of the chaos proof writes down, and the checker judges: black-box facts alone, one JSON object a line.
 *
 * A history is a directory of `*.jsonl` files. Each process writes files of its own, each file rising by `at`; the reader merges
 * nothing. A process that is killed may leave a torn last line, which is not read. Who writes what:
 *
 * - a session (one `createParley`): `session`, `invoke`, `ok`, `fail`, `info`, `frame`, `outbox`, `roster`, `resources`;
 * - the proxy: `payload`, `heard`;
 * - the runner: `run`, `fault`, `access`, `end`, `healed`, `drained`, `final`, `scan`, and the operations of foreign senders.
 *
 * `history-files.ts` writes and reads it, `frame-difference.ts` makes `frame` lines of states.
 */
export type Line =
  | RunLine
  | SessionLine
  | EndLine
  | InvokeLine
  | OkLine
  | FailLine
  | InfoLine
  | FrameLine
  | OutboxLine
  | RosterLine
  | PayloadLine
  | HeardLine
  | FaultLine
  | AccessLine
  | HealedLine
  | DrainedLine
  | FinalLine
  | ScanLine
  | ResourcesLine;

interface Timed {
  /** Milliseconds of the machine's monotonic clock (`process.hrtime`), the same for all its processes. */
  readonly at: number;
}

/** First line of the runner's file. */
export interface RunLine extends Timed {
  readonly kind: 'run';
  readonly seed: number;
  /** Wall time at `at`, in ms since 1970: what ties the service's times to the monotonic clock. */
  readonly wall: number;
  /** Seconds, sizes and the like, for whoever reads a failure. */
  readonly plan: Readonly<Record<string, number | string | boolean>>;
}

/** A session begins: a page was loaded. A reload is another session of the same tab. First line of its file. */
export interface SessionLine extends Timed {
  readonly kind: 'session';
  /** Unique in the run, such as `alice.phone.0#3`. Other lines name the session by it. */
  readonly by: string;
  readonly person: string;
  /** Tabs of one device share an outbox. */
  readonly device: string;
  readonly number: number;
  readonly wall: number;
}

/** A session is over. One that has none lived to the end of the run. */
export interface EndLine extends Timed {
  readonly kind: 'end';
  readonly by: string;
  readonly how: 'closed' | 'killed';
}

/** Written (and flushed) before the operation begins. */
export interface InvokeLine extends Timed {
  readonly kind: 'invoke';
  /** A session's, or a foreign sender's: then `person` is given, and no `session` line tells of it. */
  readonly by: string;
  readonly person?: string;
  /** Unique in the run. */
  readonly op: string;
  readonly asked: Asked;
}

/** `content` is the text as it was asked. The writer puts `digestOf` it in its place, so that is what a history holds. */
export type Asked =
  /** `ChannelTimeline.post`: `ok` with `kept`. */
  | { readonly do: 'post'; readonly channel: string; readonly id: string; readonly content: string }
  /** `Parley.send` or the raw mutation: `ok` with the stored `row`. The same `id` may be sent again. */
  | { readonly do: 'send'; readonly channel: string; readonly id: string; readonly content: string }
  | { readonly do: 'edit'; readonly channel: string; readonly id: string; readonly content: string }
  | { readonly do: 'delete'; readonly channel: string; readonly id: string }
  | {
      readonly do: 'react';
      readonly channel: string;
      readonly id: string;
      readonly emoji: string;
      readonly isOn: boolean;
    }
  | { readonly do: 'markRead'; readonly channel: string; readonly seq: number }
  /** Reads: `ok` with `rows`, those of one page or of all that the call answered with. */
  | { readonly do: 'read'; readonly channel: string; readonly how: 'newest' | 'older' | 'around' | 'sync' | 'message' }
  /** What moves an open timeline: `ok` tells nothing more. */
  | {
      readonly do: 'jump' | 'loadOlder' | 'loadNewer' | 'open' | 'close';
      readonly channel: string;
      readonly seq?: number;
    }
  /** Something that was queued or refused is tried again, or given up by the person. */
  | { readonly do: 'retry' | 'discard'; readonly channel: string; readonly id: string }
  | { readonly do: 'join' | 'leave' | 'makePrivate'; readonly channel: string }
  | { readonly do: 'addMember' | 'removeMember'; readonly channel: string; readonly person: string };

/** It was answered: the service says that it is so; with `isKept`, the device alone does. */
export interface OkLine extends Timed {
  readonly kind: 'ok';
  readonly op: string;
  readonly isKept?: true;
  /** `send`, `edit`, `delete` that the service answered: the message as it is. */
  readonly row?: StoredRow;
  readonly rows?: readonly StoredRow[];
  /** `markRead`. */
  readonly marker?: { readonly lastReadSeq: number; readonly unreadCount: number };
}

/** It was refused, and certainly not done. */
export interface FailLine extends Timed {
  readonly kind: 'fail';
  readonly op: string;
  readonly code: string;
}

/** Nobody knows: no answer, or one that leaves it open. It may still be done, up to half a minute later. */
export interface InfoLine extends Timed {
  readonly kind: 'info';
  readonly op: string;
  readonly code: string;
}

/** A message as shown or read. `content` is `digestOf` it; `reactions` is `reactionsOf` them. */
export type Row = readonly [
  id: string,
  seq: number,
  rev: number,
  content: string,
  /** Wall time in ms; 0 = still there. */
  deletedAt: number,
  reactions: string,
  /** 1 = a change by this very person is laid over it that the service has not confirmed: what is shown is not what is stored. */
  isOverlaid: 0 | 1,
];

/** A message as an answer gave it. */
export type StoredRow = readonly [
  id: string,
  seq: number,
  rev: number,
  content: string,
  deletedAt: number,
  reactions: string,
  isOverlaid: 0,
  author: string,
  /** As the service wrote it. */
  createdAt: string,
];

/** One of `TimelineState.pending`. `reason` is there where it was refused. */
export type PendingRow = readonly [id: string, state: 'queued' | 'sending' | 'sent' | 'refused', reason?: string];

/** What a timeline showed after a change, as the difference from the frame before. An absent field did not change. */
export interface FrameLine extends Timed {
  readonly kind: 'frame';
  readonly by: string;
  readonly channel: string;
  /** The timeline was opened just now: nothing was shown before. */
  readonly isFirst?: true;
  readonly status?: string;
  /** The code of the error that ended it. */
  readonly error?: string;
  readonly hasNewer?: boolean;
  readonly hasOlder?: boolean;
  /** Those that are new or changed. */
  readonly rows?: readonly Row[];
  readonly gone?: readonly string[];
  /** Ids that the frame shows more than once, in `messages` and `pending` together. Absent = none (not: as before). */
  readonly doubled?: readonly string[];
  /** Ids that stand after one with a higher `seq`. Absent = none. */
  readonly misplaced?: readonly string[];
  readonly pending?: readonly PendingRow[];
  readonly pendingGone?: readonly string[];
  /** Own changes of messages: under way, or refused. By message: all of them. An empty list = none any more. */
  readonly changes?: readonly (readonly [id: string, changes: readonly string[]])[];
}

/** What waits to be sent, over all channels, as `Parley.outbox` sums it up. */
export interface OutboxLine extends Timed {
  readonly kind: 'outbox';
  readonly by: string;
  readonly waiting: number;
  readonly refused: number;
}

/** What a roster showed after a change: the channels that are new or changed. */
export interface RosterLine extends Timed {
  readonly kind: 'roster';
  readonly by: string;
  readonly person: string;
  readonly channels: readonly RosterRow[];
  readonly gone?: readonly string[];
  readonly status?: string;
  /** Read once by a fresh client after the run, not followed. */
  readonly isFinal?: true;
}

export type RosterRow = readonly [channel: string, lastReadSeq: number, unreadCount: number, isMentioned: 0 | 1];

/** An event's whole payload, written once for all who hear it, before the first `heard` of it. */
export interface PayloadLine extends Timed {
  readonly kind: 'payload';
  /** Unique within the file. */
  readonly n: number;
  /** The `data.onChannelEvent` or `data.onInboxEvent` of the frame, as it is. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** The proxy passed an event on to a client. */
export interface HeardLine extends Timed {
  readonly kind: 'heard';
  /** Who the connection belongs to. */
  readonly person: string;
  /** Where the proxy can tell. */
  readonly by?: string;
  /** What was subscribed to: the channel, or absent for the inbox. */
  readonly channel?: string;
  /** `PayloadLine.n` of the same file. */
  readonly n: number;
}

export interface FaultLine extends Timed {
  readonly kind: 'fault';
  readonly n: number;
  readonly phase: 'begin' | 'end';
  /** `kill-api`, `stop-engine`, `stop-client`, `cut`, `half-open`, … */
  readonly what: string;
  /** `api`, `engine`, a device or a session; absent = everybody. */
  readonly on?: string;
  readonly words?: string;
}

/** From when on a person may, or may not, read a channel. Without one, a person was never allowed to. */
export interface AccessLine extends Timed {
  readonly kind: 'access';
  readonly person: string;
  readonly channel: string;
  readonly mayRead: boolean;
  /** The change was asked for at `from`, and answered at `by`: it took place in between. `by` null = never answered. */
  readonly from: number;
  readonly by: number | null;
}

/** The last fault has ended. */
export interface HealedLine extends Timed {
  readonly kind: 'healed';
}

/** Nobody asks for anything any more, outboxes are empty, and what is shown has settled, or the runner gave up waiting. */
export interface DrainedLine extends Timed {
  readonly kind: 'drained';
  readonly isComplete: boolean;
}

/** All of a channel, read by a fresh client after the run. */
export interface FinalLine extends Timed {
  readonly kind: 'final';
  readonly person: string;
  readonly channel: string;
  readonly how: 'down' | 'up' | 'sync';
  readonly headSeq: number;
  /** In the order of reading; of `sync`, newest change first. */
  readonly rows: readonly StoredRow[];
  /** Of `sync`, which began at 0. */
  readonly holes?: readonly (readonly [from: number, through: number])[];
  readonly completeThrough?: number;
}

/** Rows of a table, as plain values. A table may take several lines. */
export interface ScanLine extends Timed {
  readonly kind: 'scan';
  /** `Message`, `Channel`, `ChannelMember`, `Reaction`, …, without the prefix of the stack. */
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** What a process holds, before its first and after its last operation. Absent = not measured. */
export interface ResourcesLine extends Timed {
  readonly kind: 'resources';
  /** `api`, or a session. */
  readonly by: string;
  readonly when: 'before' | 'after';
  readonly sockets?: number;
  readonly timers?: number;
  readonly heapBytes?: number;
}
