import type { Line } from '../history.ts';
import type { Found } from '../history-files.ts';

/**
 * What must hold, by the names under which runs report it. Positions are those of a channel: each message, edit, deletion, reaction,
 * member and setting takes the next one. A message keeps the position that it was born with (`seq`), and tells that of its last change (`rev`).
 */
export const invariants = {
  R1: 'No send that was acknowledged, or was seen by anyone, is lost: it is in the final log exactly once.',
  R2: 'Nothing is in the log that nobody sent, or whose send was refused.',
  R3: 'No message is there twice, in the log or in what a timeline shows at one time.',
  R4: 'One order for all: a position has one message, a message one position, and all readers agree on the order.',
  R5: 'Positions are contiguous: from 1 to the end each one is a birth, a change, or declared to be a hole.',
  R6: 'What a session shows never goes back: not a message’s version, not the newest position.',
  R7: 'A timeline that says `live` leaves out nothing between the messages that it shows.',
  R8: 'Who has sent a message finds it in every read that follows, and what was shown stays shown.',
  R9: 'What one device queued for a channel is stored in that order.',
  R10: 'What was sent after another message was stored comes after it.',
  R11: 'All agree on each version of a message, the newest one stands at the end, and no edit revives what was deleted.',
  R12: 'What was deleted is never told again: not in a page, a delta, an event or a table.',
  R13: 'Reactions are a set: each person’s last word on an emoji counts, and the count is that of the people.',
  R14: 'Nobody reads or hears what they have no right to.',
  R15: 'Whoever is connected hears of a message within moments.',
  R16: 'A read marker never goes back, and what is unread is what was sent after it.',
  R17: 'What is queued ends in exactly one of: stored, refused with a reason, discarded by the person.',
  R18: 'A repeated send answers with the first: the same position, time and text; another’s key is refused.',
  R19: 'A timeline that says `live` is never far behind.',
  R20: 'What is delivered is whole, and belongs to what was subscribed to.',
  R21: 'After the last fault all are equal again within moments, and nothing that was opened is left over.',
  R22: 'The tables agree with each other: counters with rows, rows with their partners.',
} as const;

export type Invariant = keyof typeof invariants;

export interface Violation {
  readonly invariant: Invariant;
  readonly words: string;
  /** Null = it concerns no single channel. */
  readonly channel: string | null;
  /** The few lines that prove it, in the order of time. */
  readonly proof: readonly Found[];
}

export type Report = (invariant: Invariant, channel: string | null, words: string, proof: readonly Proof[]) => void;

/** A line, or nothing where what should be there is not. */
export type Proof = Found<Line> | null | undefined;

/** How long things may take. */
export interface Limits {
  /** A gap below a message that a `live` timeline shows: a second of waiting, and a delta. Default: 5,000. */
  readonly repairMs: number;
  /**
   * A gap whose message was written after the one above it was shown, and not heard: the looks that follow a change under way come
   * at most 16 s after one another. Default: 20,000.
   */
  readonly lateRepairMs: number;
  /** From an acknowledged send to the screens of those who are live, without faults. Default: 5,000, on a machine that holds everything. */
  readonly heardMs: number;
  /** How far behind a timeline may be and still say `live`. Default: 35,000. */
  readonly staleMs: number;
  /** What is committed so long after a revocation is heard by nobody who lost the right. Default: 1,000. */
  readonly revokedMs: number;
  /** From a marker that is shown to one that is stored. Default: 5,000. */
  readonly markerMs: number;
  /**
   * From the last fault to all being equal. Default: 45,000, since the service itself answers for a position that was taken and never
   * written only after 35 s, and then 10.
   */
  readonly settleMs: number;
}

export const defaultLimits: Limits = {
  repairMs: 5_000,
  lateRepairMs: 20_000,
  heardMs: 5_000,
  staleMs: 35_000,
  revokedMs: 1_000,
  markerMs: 5_000,
  settleMs: 45_000,
};
