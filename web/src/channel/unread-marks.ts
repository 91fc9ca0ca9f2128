import type { MyChannel } from '@parley/client';

/** That the reader marked a channel unread from one message on. */
export interface UnreadMark {
  /** The position of the message. */
  readonly seq: number;
  /** How many messages were read from there on, and count as unread again. */
  readonly count: number;
}

/**
 * What one person marked unread. The service's marker never goes back, so that this is kept by the browser, for all of its tabs, until
 * the channel is read to its end again. Where storage is refused it lasts as long as the page.
 */
export interface UnreadMarks {
  /** By channel. The same object until something changes. */
  state(): ReadonlyMap<string, UnreadMark>;
  set(channelId: string, mark: UnreadMark | null): void;
  onChange(listener: () => void): () => void;
}

const opened = new Map<string, UnreadMarks>();

export function unreadMarksOf(userId: string): UnreadMarks {
  const known = opened.get(userId) ?? createUnreadMarks(keyOf(userId), () => localStorage);
  opened.set(userId, known);
  return known;
}

/** Of one person, as when they sign out. */
export function forgetUnreadMarks(userId: string): void {
  opened.delete(userId);
  attempt(() => localStorage.removeItem(keyOf(userId)));
}

/** A channel of the reader's as they marked it. */
export function asMarked(row: MyChannel, mark: UnreadMark | undefined): MyChannel {
  if (!mark) return row;
  const lastReadSeq = Math.min(row.lastReadSeq, mark.seq - 1);
  return { ...row, lastReadSeq, unreadCount: row.unreadCount + mark.count };
}

/** `storage` may throw. */
export function createUnreadMarks(key: string, storage: () => Storage): UnreadMarks {
  const listeners = new Set<() => void>();
  let marks = read();

  function read(): ReadonlyMap<string, UnreadMark> {
    return parse(attempt(() => storage().getItem(key)) ?? null);
  }

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => {
      if (event.key !== key && event.key !== null) return;
      marks = read();
      tell();
    });
  }

  return {
    state: () => marks,
    set(channelId, mark) {
      if (!mark && !marks.has(channelId)) return;
      const next = new Map(marks);
      if (mark) next.set(channelId, mark);
      else next.delete(channelId);
      marks = next;
      attempt(() => storage().setItem(key, JSON.stringify(Object.fromEntries(next))));
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function keyOf(userId: string): string {
  return `parley.unread.${userId}`;
}

/** What anybody may have written there: only what is a mark counts. */
function parse(stored: string | null): ReadonlyMap<string, UnreadMark> {
  const marks = new Map<string, UnreadMark>();
  const value = attempt((): unknown => JSON.parse(stored ?? '{}'));
  if (typeof value !== 'object' || value === null) return marks;
  for (const [channelId, mark] of Object.entries(value)) if (isMark(mark)) marks.set(channelId, mark);
  return marks;
}

function isMark(value: unknown): value is UnreadMark {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, count } = value as Record<string, unknown>;
  return Number.isSafeInteger(seq) && Number.isSafeInteger(count);
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    // Full or forbidden storage, or nonsense in it.
    return undefined;
  }
}
