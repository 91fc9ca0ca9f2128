import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { UserPoolClientDefinition } from '../assembly/model.ts';
import type { StoredSignIn, StoredUser } from './store.ts';

/** Who is signed in to a pool, by refresh token. */
export interface SignIns {
  /** Begins one. The refresh token is told once and not kept. */
  begin(user: StoredUser, client: UserPoolClientDefinition): { readonly signIn: StoredSignIn; readonly token: string };
  /** null = no such token, or one that has expired or was revoked. */
  find(refreshToken: string): StoredSignIn | null;
  isLive(originJti: string): boolean;
  end(signIn: StoredSignIn): void;
  endAll(sub: string): void;
}

/** Who signed in longest ago is forgotten first: scripts that sign in at every run must not fill the disk. */
const MAX_SIGN_INS = 10_000;

export function createSignIns(stored: StoredSignIn[]): SignIns {
  const keep = (isKept: (signIn: StoredSignIn) => boolean): void => {
    const kept = stored.filter(isKept);
    stored.splice(0, stored.length, ...kept);
  };
  const isCurrent = ({ expiresAt }: StoredSignIn): boolean => Date.now() < expiresAt;
  return {
    begin(user, client) {
      keep(isCurrent);
      if (stored.length >= MAX_SIGN_INS) stored.shift();
      const token = randomBytes(96).toString('base64url');
      const signIn: StoredSignIn = {
        tokenHash: hashOf(token),
        sub: user.sub,
        clientId: client.id,
        originJti: randomUUID(),
        authTime: Math.floor(Date.now() / 1000),
        expiresAt: Date.now() + client.refreshTokenMs,
      };
      stored.push(signIn);
      return { signIn, token };
    },
    // Looked up by hash, so the time it takes tells nothing about the tokens themselves.
    find: (token) => stored.find((signIn) => signIn.tokenHash === hashOf(token) && isCurrent(signIn)) ?? null,
    isLive: (originJti) => stored.some((signIn) => signIn.originJti === originJti && isCurrent(signIn)),
    end: (ended) => keep((signIn) => signIn !== ended),
    endAll: (sub) => keep((signIn) => signIn.sub !== sub),
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
