import type { JWK } from 'jose';
import type { Log } from '../log.ts';
import type { KeySet, KeysOf } from './key-set.ts';
import { isRecord, readKeys } from './key-set.ts';
import { isTrustworthy } from './trustworthy-url.ts';

/** Rotated keys are seen after this time at the latest. */
const MAX_AGE_MS = 15 * 60_000;
/** Anybody can send tokens with made-up key ids: they must not make this server hammer the issuer. */
const MIN_INTERVAL_MS = 10_000;
const RETRY_AFTER_FAILURE_MS = 1_000;
const FETCH_TIMEOUT_MS = 5_000;
const MAX_DOCUMENT_BYTES = 1024 * 1024;

/** One key set for each issuer, shared by all who ask. */
export function createRemoteKeySets(log: Log): KeysOf {
  const sets = new Map<string, KeySet>();
  return (issuer) => {
    const known = sets.get(issuer) ?? createRemoteKeySet(issuer, log);
    sets.set(issuer, known);
    return known;
  };
}

/**
 * The keys that an issuer publishes, found by its discovery document (OpenID Connect Discovery 1.0). They are kept, and
 * fetched again when they are old or when a token names one that is not among them.
 */
export function createRemoteKeySet(issuer: string, log: Log): KeySet {
  let keys: ReadonlyMap<string, JWK> | null = null;
  let loadedAt = 0;
  let nextAttemptAt = 0;
  let loading: Promise<void> | null = null;

  const load = async (): Promise<void> => {
    try {
      keys = await fetchKeys(issuer);
      loadedAt = Date.now();
      nextAttemptAt = loadedAt + MIN_INTERVAL_MS;
    } catch (error) {
      nextAttemptAt = Date.now() + RETRY_AFTER_FAILURE_MS;
      log.warn(`The keys of ${issuer} cannot be had: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      loading = null;
    }
  };

  return {
    async find(kid) {
      const isFresh = keys !== null && Date.now() < loadedAt + MAX_AGE_MS;
      if (!isFresh || !keys?.has(kid)) {
        if (loading === null && Date.now() >= nextAttemptAt) loading = load();
        await loading;
      }
      if (keys === null) throw new Error(`the keys of ${issuer} are not known`);
      return keys.get(kid) ?? null;
    },
  };
}

async function fetchKeys(issuer: string): Promise<ReadonlyMap<string, JWK>> {
  const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const address = isRecord(discovery) ? discovery['jwks_uri'] : undefined;
  if (typeof address !== 'string') throw new TypeError('its discovery document has no jwks_uri');
  return readKeys(await fetchJson(address));
}

async function fetchJson(address: string): Promise<unknown> {
  if (!URL.canParse(address) || !isTrustworthy(new URL(address))) {
    throw new Error(`${address} is neither an https address nor an http one of this machine`);
  }
  // A redirect could lead away from TLS.
  const response = await fetch(address, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${address} answered ${response.status}`);
  }
  return JSON.parse(await readText(response, address));
}

async function readText(response: Response, address: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_DOCUMENT_BYTES) throw new Error(`${address} answered more than ${MAX_DOCUMENT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
