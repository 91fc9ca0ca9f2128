import { type GetToken, MessagingError } from '@parley/client';
import { type AccountSession, endOf, parseSession, type Session } from './session.ts';
import { openAccount } from './session-api.ts';
import { hasPresence, keepPresence, onAbsence } from './presence.ts';
import { openUserPool } from './user-pool.ts';

const key = 'parley.session';
const renewBeforeMs = 60_000;

/**
 * The session of this window. It lives in `sessionStorage`, so that two windows of one browser can be two people, and survives a
 * reload. Who signs out in one window has signed out in all.
 */
export interface SessionStore {
  /** The same object until it changes. Null = signed out. */
  current(): Session | null;
  onChange(listener: () => void): () => void;
  signIn(session: Session): void;
  /** The session is over in this window. */
  end(): void;
  /** Calls `listener` when the person has signed out in another window. */
  onSignOutElsewhere(listener: () => void): () => void;
  /**
   * Calls `listener` when somebody asked for a token and there is none any more. What waits to be sent asks and tells nobody: without this the
   * page would look as if all were well.
   */
  onLapse(listener: () => void): () => void;
  /** A token of `userId`. Empty = `userId` is not signed in (any more). */
  tokenOf(userId: string, request: Parameters<GetToken>[0]): Promise<string>;
}

/** `storage` throws where the browser keeps nothing for this site: then the session lasts as long as the page. */
export function createSessionStore(storage: () => Storage): SessionStore {
  const listeners = new Set<() => void>();
  const lapseListeners = new Set<() => void>();
  let session = readSession(storage);
  let renewal: { of: AccountSession; next: Promise<AccountSession> } | null = null;

  function become(next: Session | null): void {
    session = next;
    try {
      if (next) storage().setItem(key, JSON.stringify(next));
      else storage().removeItem(key);
    } catch {
      // Full or forbidden storage.
    }
    for (const listener of [...listeners]) listener();
  }

  async function renewed(old: AccountSession): Promise<AccountSession> {
    const next = await openAccount(old.user);
    // Whoever signed out, or in as another, meanwhile stays so.
    if (session === old) become(next);
    return next;
  }

  return {
    current: () => session,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn(next) {
      keepPresence(next.userId);
      become(next);
    },
    end: () => become(null),
    onSignOutElsewhere: (listener) =>
      onAbsence((userId) => {
        if (userId === session?.userId) listener();
      }),
    onLapse(listener) {
      lapseListeners.add(listener);
      return () => lapseListeners.delete(listener);
    },
    async tokenOf(userId, { forceRefresh = false }) {
      const current = session;
      if (current?.userId !== userId) return '';
      const token = await tokenIn(current, forceRefresh);
      // Whoever signed in anew meanwhile has lost nothing.
      if (token === '' && session === current) for (const listener of [...lapseListeners]) listener();
      return token;
    },
  };

  /** Empty = the session has ended. */
  async function tokenIn(current: Session, forceRefresh: boolean): Promise<string> {
    // There is no other: once it has ended, nobody is signed in.
    if (current.kind === 'token') return endOf(current.token) > Date.now() ? current.token : '';
    if (current.kind === 'user-pool') return tokenOfPool(forceRefresh);
    const isFresh = Date.parse(current.expiresAt) - Date.now() > renewBeforeMs;
    if (isFresh && !forceRefresh) return current.token;
    if (renewal?.of !== current) {
      const next = renewed(current).finally(() => (renewal = null));
      renewal = { of: current, next };
    }
    return (await renewal.next).token;
  }
}

async function tokenOfPool(forceRefresh: boolean): Promise<string> {
  const pool = await openUserPool().catch((cause: unknown) => {
    const message = 'What signs people in could not be loaded.';
    throw new MessagingError({ code: 'NETWORK', type: 'Unreachable', message, cause });
  });
  return pool.token({ forceRefresh });
}

/** A window that comes back after the person has signed out in another does not bring them back. */
function readSession(storage: () => Storage): Session | null {
  try {
    const session = parseSession(JSON.parse(storage().getItem(key) ?? 'null'));
    if (session && hasPresence(session.userId)) return session;
    storage().removeItem(key);
    return null;
  } catch {
    return null;
  }
}
