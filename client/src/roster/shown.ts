import { type RosterEntry, shownOf } from './entry.ts';
import type { RosterChannel } from './roster.ts';

/** What is shown of a channel, and what it was made of. */
export interface Shown {
  readonly entry: RosterEntry;
  readonly readSeq: number;
  readonly channel: RosterChannel;
}

/** The same object where it says the same: most walks find what was known. */
export function shownAs(entry: RosterEntry, readSeq: number, known: Shown | undefined): Shown {
  if (known && known.entry === entry && known.readSeq === readSeq) return known;
  const channel = shownOf(entry, readSeq);
  const isSame = JSON.stringify(channel) === JSON.stringify(known?.channel);
  return { entry, readSeq, channel: isSame && known ? known.channel : channel };
}
