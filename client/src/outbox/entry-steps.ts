import type { OutboxEntry, OutboxReason } from './entry.ts';

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
  // Sent twice is sent once. An edit that lands late would undo the one that follows, which therefore waits.
  return anew(entry.kind === 'send' ? { ...entry, mayLandUntil: undefined } : entry, entry.wish);
}

/** A try ended, or its tab did, and nobody knows what it did. */
export function lost(entry: OutboxEntry): OutboxEntry {
  const mayLandUntil = (entry.triedAt ?? 0) + landingMs;
  return withdrawn({ ...entry, state: 'queued', mayLandUntil });
}

/** A try ended, and certainly wrote nothing. Null = the person did not want it any more. */
export function unwritten(entry: OutboxEntry): OutboxEntry | null {
  if (entry.mayLandUntil !== undefined) return withdrawn({ ...entry, state: 'queued' });
  return granted({ ...entry, state: 'queued' });
}

/** Refused for good. `isCertain`: no try can have stored it. Null = the person did not want it any more. */
export function refused(entry: OutboxEntry, reason: OutboxReason, isCertain: boolean): OutboxEntry | null {
  if (isCertain) return granted({ ...entry, state: 'refused', reason, mayLandUntil: undefined });
  return withdrawn({ ...lost(entry), state: 'refused', reason });
}

/** The person wants another text. Undefined = it can not have one any more. */
export function edited(entry: OutboxEntry, content: string): OutboxEntry | undefined {
  if (entry.kind === 'delete' || entry.wish?.kind === 'delete') return undefined;
  return isOpen(entry) ? { ...entry, content } : { ...entry, wish: { kind: 'edit', content } };
}

/**
 * The person does not want it any more. `isEditAlone`: what they saw was a stored message whose edit waits, and of that the edit alone is
 * given up. Null = nothing is left to do.
 */
export function discarded(entry: OutboxEntry, isEditAlone: boolean): OutboxEntry | null {
  const { kind, state, wish } = entry;
  if (wish?.kind === 'delete') return entry;
  if (kind === 'delete') return state === 'refused' ? null : entry;
  if (kind === 'edit' ? isEditAlone : isOpen(entry)) return null;
  const wished: OutboxEntry = { ...entry, wish: { kind: 'delete' } };
  return state === 'sending' ? wished : withdrawn(wished);
}

/** The person wants it sent after all. Undefined = it was not refused. */
export function retried(entry: OutboxEntry): OutboxEntry | undefined {
  return entry.reason && { ...entry, state: 'queued', reason: undefined };
}

/** True = no try is on its way, or was lost: nothing can be stored under this id, so that all of it may still change. */
function isOpen(entry: OutboxEntry): boolean {
  return entry.state !== 'sending' && entry.mayLandUntil === undefined;
}

/** What was wished for, now that nothing stands in its way. */
function granted(entry: OutboxEntry): OutboxEntry | null {
  const { wish, kind } = entry;
  if (wish?.kind === 'delete') return kind === 'send' ? null : withdrawn(entry);
  return wish ? { ...entry, content: wish.content, wish: undefined } : entry;
}

/** One that may be stored and is not wanted is not tried again, but deleted. An edit waits on. */
function withdrawn(entry: OutboxEntry): OutboxEntry {
  return entry.wish?.kind === 'delete' ? anew(entry, entry.wish) : entry;
}

function anew(entry: OutboxEntry, wish: NonNullable<OutboxEntry['wish']>): OutboxEntry {
  return { ...entry, ...wish, state: 'queued', attempts: 0, wish: undefined, reason: undefined };
}
