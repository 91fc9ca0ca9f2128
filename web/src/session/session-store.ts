import { openSession, type Session } from './session-api.ts';

const key = 'parley.session';
const renewBeforeMs = 60_000;

/**
 * The session of this window. It lives in `sessionStorage`, so that two windows of one browser can be two people, and survives a
 * reload.
 */
export interface SessionStore {
  /** The same object until it changes. Null = signed out. */
  current(): Session | null;
  onChange(listener: () => void): () => void;
  signIn(user: string): Promise<void>;
  signOut(): void;
  /**
   * A token of `userId` that holds for another minute at least; renews the session where it ends sooner. Empty = `userId` is not
   * signed in (any more).
   */
  tokenOf(userId: string): Promise<string>;
}

export function createSessionStore(storage: Storage): SessionStore {
  const listeners = new Set<() => void>();
  let session = readSession(storage);
  let renewal: { of: Session; next: Promise<Session> } | null = null;

  function become(next: Session | null): void {
    session = next;
    if (next) storage.setItem(key, JSON.stringify(next));
    else storage.removeItem(key);
    for (const listener of [...listeners]) listener();
  }

  async function renewed(old: Session): Promise<Session> {
    const next = await openSession(old.user);
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
    async signIn(user) {
      become(await openSession(user));
    },
    signOut() {
      become(null);
    },
    async tokenOf(userId) {
      const current = session;
      if (current?.userId !== userId) return '';
      if (Date.parse(current.expiresAt) - Date.now() > renewBeforeMs) return current.token;
      if (renewal?.of !== current) {
        const next = renewed(current).finally(() => (renewal = null));
        renewal = { of: current, next };
      }
      return (await renewal.next).token;
    },
  };
}

function readSession(storage: Storage): Session | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    return isSession(stored) ? stored : null;
  } catch {
    return null;
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false;
  const { user, userId, token, expiresAt } = value as Record<string, unknown>;
  return [user, userId, token, expiresAt].every((member) => typeof member === 'string');
}
