import type { FromTab } from '../messages.ts';

/** The application's session as a tab keeps it: the token in memory, and another where the service refused it. */
export interface TokenSource {
  getToken(request: { forceRefresh?: boolean }): Promise<string>;
  /** The token in memory is this one from now on. */
  spoil(token: string): void;
  hear(answer: { readonly n: number; readonly token: string | null }): void;
}

export function createTokenSource(first: string, ask: (message: FromTab) => void): TokenSource {
  const waiting = new Map<number, (token: string | null) => void>();
  let token = first;
  let count = 0;
  let asking: Promise<string> | null = null;

  async function renew(): Promise<string> {
    const n = (count += 1);
    const fresh = await new Promise<string | null>((resolve) => {
      waiting.set(n, resolve);
      ask({ type: 'ask-token', n });
    });
    // As `fetch` says that whoever gives out tokens does not answer.
    if (fresh === null) throw new TypeError('fetch failed');
    return (token = fresh);
  }

  return {
    async getToken({ forceRefresh = false }) {
      if (!forceRefresh && !isOver(token)) return token;
      asking ??= renew().finally(() => (asking = null));
      return asking;
    },
    spoil(spoilt) {
      token = spoilt;
    },
    hear({ n, token: fresh }) {
      waiting.get(n)?.(fresh);
      waiting.delete(n);
    },
  };
}

/** As an application does it: by what the token says of itself, with half a minute to spare. */
function isOver(token: string): boolean {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as { exp?: number };
  return claims.exp !== undefined && claims.exp * 1000 < Date.now() + 30_000;
}
