import { describe, expect, test } from 'vitest';
import { createSessionStore } from '../../../web/src/session/session-store.ts';
import type { TokenSession } from '../../../web/src/session/session.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);

/** Of alice, with a token that ends in so many seconds. */
const sessionFor = (seconds: number): TokenSession => ({
  kind: 'token',
  userId: 'alice',
  token: `${part({ alg: 'HS256' })}.${part({ exp: now + seconds })}.x`,
});

/** What a browser's storage does that these tests need. */
function memory(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Partial<Storage> as Storage;
}

function storeWith(session: TokenSession) {
  const store = createSessionStore(memory);
  let lapses = 0;
  store.onLapse(() => (lapses += 1));
  store.signIn(session);
  return { store, lapses: () => lapses };
}

describe('a session store', () => {
  test('tells that the session has lapsed as soon as anything asks for its token', async () => {
    const { store, lapses } = storeWith(sessionFor(-1));
    expect(lapses()).toBe(0);
    expect(await store.tokenOf('alice', {})).toBe('');
    expect(lapses()).toBe(1);
  });

  test('tells nothing while there is a token, nor of somebody who is not signed in', async () => {
    const session = sessionFor(60);
    const { store, lapses } = storeWith(session);
    expect(await store.tokenOf('alice', {})).toBe(session.token);
    expect(await store.tokenOf('alice', { forceRefresh: true })).toBe(session.token);
    expect(await store.tokenOf('bob', {})).toBe('');
    store.end();
    expect(await store.tokenOf('alice', {})).toBe('');
    expect(lapses()).toBe(0);
  });

  test('keeps the session over a reload, and without storage for as long as the page', () => {
    const storage = memory();
    createSessionStore(() => storage).signIn(sessionFor(60));
    expect(createSessionStore(() => storage).current()).toEqual(sessionFor(60));
    const refused = createSessionStore(() => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    });
    expect(refused.current()).toBeNull();
    refused.signIn(sessionFor(60));
    expect(refused.current()).toEqual(sessionFor(60));
    refused.end();
    expect(refused.current()).toBeNull();
  });
});
