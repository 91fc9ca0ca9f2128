import type { OutboxEntry, OutboxReason, OutboxWish } from './entry.ts';

/**
 * So long after it began, an unanswered try can no longer do its work: it is given up after `deadlineMs`, and AppSync ends a request after
 * 30 s at the latest (https://docs.aws.amazon.com/general/latest/gr/appsync.html).
 */
const landingMs = 40_000;

/** A try begins. */
export function begun(entry: OutboxEntry, at: number): OutboxEntry {
  return { ...entry, state: 'sending', attempts: entry.attempts + 1, triedAt: at };
}

/** The message is stored, or the change made. Null = there is nothing more to do. */
export function done(entry: OutboxEntry): OutboxEntry | null {
  if (!entry.wish) return null;
  // Sent twice is sent once. A change that lands late would undo the one that follows, which therefore waits.
  return anew(entry.kind === 'send' ? { ...entry, mayLandUntil: undefined } : entry, entry.wish);
}

/** A try ended, or its tab did, and nobody knows what it did. */
export function lost(entry: OutboxEntry): OutboxEntry {
  return withdrawn({ ...mayLand(entry), state: 'queued' });
}

/** Nobody waits any more for its last try, which may do its work yet. */
export function mayLand(entry: OutboxEntry): OutboxEntry {
  return { ...entry, mayLandUntil: (entry.triedAt ?? 0) + landingMs };
}

/** A try ended, and certainly wrote nothing. Null = the person did not want it any more. */
export function unwritten(entry: OutboxEntry): OutboxEntry | null {
  if (entry.mayLandUntil !== undefined) return withdrawn({ ...entry, state: 'queued' });
  return granted({ ...entry, state: 'queued' });
}

/** Refused for good. `isCertain`: no try can have stored it. Null = the person did not want it any more. */
export function refused(entry: OutboxEntry, reason: OutboxReason, isCertain: boolean): OutboxEntry | null {
  if (!isCertain) return withdrawn({ ...lost(entry), state: 'refused', reason });
  // What could not be put there need not be taken off.
  if (entry.wish?.kind === 'react') return entry.wish.isOn ? anew(entry, entry.wish) : null;
  return granted({ ...entry, state: 'refused', reason, mayLandUntil: undefined });
}

/** The person wants another text. Undefined = it can not have one any more. */
export function edited(entry: OutboxEntry, content: string): OutboxEntry | undefined {
  const wish: OutboxWish = { kind: 'edit', content };
  if (entry.wish?.kind === 'delete') return undefined;
  if (entry.kind === 'delete') return entry.reason && anew(entry, wish);
  if (!isOpen(entry)) return { ...entry, wish };
  return entry.kind === 'edit' ? again({ ...entry, content }) : { ...entry, content };
}

/** The person does not want the message any more. Null = nothing is left to do. */
export function removed(entry: OutboxEntry): OutboxEntry | null {
  return entry.kind === 'delete' ? again(entry) : discarded(entry, false);
}

/** The person wants the reaction to be there, or not. Null = it is as it `was` before this entry, of which nothing was sent. */
export function reacted(entry: OutboxEntry, isOn: boolean, was: boolean | null): OutboxEntry | null {
  const isSame = entry.reaction?.isOn === isOn;
  if (entry.state === 'sending') {
    const isWished = isSame === (entry.wish === undefined);
    return isWished ? entry : { ...entry, wish: isSame ? undefined : { kind: 'react', isOn } };
  }
  if (isOn === was && entry.mayLandUntil === undefined) return null;
  return isSame ? again(entry) : anew(entry, { kind: 'react', isOn });
}

/**
 * The person gives it up. `isChangeAlone`: what they saw was a stored message whose edit waits, and of that the edit alone is given up.
 * Null = nothing is left to do.
 */
export function discarded(entry: OutboxEntry, isChangeAlone: boolean): OutboxEntry | null {
  const { kind, state, wish } = entry;
  if (kind === 'react') return null;
  if (wish?.kind === 'delete') return entry;
  if (kind === 'delete') return state === 'refused' ? null : entry;
  if (kind === 'edit' ? isChangeAlone : isOpen(entry)) return null;
  const wished: OutboxEntry = { ...entry, wish: { kind: 'delete' } };
  return state === 'sending' ? wished : withdrawn(wished);
}

/** The person wants it sent after all. Undefined = it was not refused. */
export function retried(entry: OutboxEntry): OutboxEntry | undefined {
  return entry.reason && again(entry);
}

/** True = nothing of it was sent, or all that was certainly had no effect: so that all of it may still change. */
export function isOpen({ kind, state, attempts, mayLandUntil }: OutboxEntry): boolean {
  if (state === 'sending') return false;
  // What may land is of a try before this change, which waits for it.
  return mayLandUntil === undefined || (kind !== 'send' && attempts === 0);
}

/** What was wished for, now that nothing stands in its way. */
function granted(entry: OutboxEntry): OutboxEntry | null {
  const { wish, kind } = entry;
  if (!wish) return entry;
  if (wish.kind !== 'edit') return kind === 'send' ? null : withdrawn(entry);
  // Another text of a stored message is worth a try of its own.
  return kind === 'edit' ? anew(entry, wish) : { ...entry, content: wish.content, wish: undefined };
}

/** One that may be done and is not wanted is not tried again, but undone. An edit waits on. */
function withdrawn(entry: OutboxEntry): OutboxEntry {
  return entry.wish && entry.wish.kind !== 'edit' ? anew(entry, entry.wish) : entry;
}

function again(entry: OutboxEntry): OutboxEntry {
  return entry.reason ? { ...entry, state: 'queued', reason: undefined } : entry;
}

function anew(entry: OutboxEntry, wish: OutboxWish): OutboxEntry {
  const next = { ...entry, state: 'queued', attempts: 0, wish: undefined, reason: undefined } as const;
  if (wish.kind !== 'react') return { ...next, ...wish };
  return entry.reaction ? { ...next, reaction: { ...entry.reaction, isOn: wish.isOn } } : next;
}
