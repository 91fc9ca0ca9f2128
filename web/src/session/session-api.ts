import { MessagingError } from '@parley/client';

/** An account that the server lets anyone be. */
export interface Account {
  user: string;
  name: string;
}

export interface Session {
  /** The account that it was made for. */
  user: string;
  userId: string;
  token: string;
  /** ISO 8601. */
  expiresAt: string;
}

export async function readAccounts(): Promise<Account[]> {
  const response = await ask('GET');
  const { accounts } = (await response.json()) as { accounts: Account[] };
  return accounts;
}

export async function openSession(user: string): Promise<Session> {
  const response = await ask('POST', { user });
  const { token, userId, expiresAt } = (await response.json()) as Omit<Session, 'user'>;
  return { user, userId, token, expiresAt };
}

async function ask(method: 'GET' | 'POST', body?: object): Promise<Response> {
  const response = await fetch('/session', {
    method,
    headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch((cause: unknown) => {
    throw new MessagingError({
      code: 'NETWORK',
      type: 'Unreachable',
      message: 'The server can not be reached.',
      cause,
    });
  });
  if (response.status >= 500) {
    const message = 'The server can not make a session right now.';
    throw new MessagingError({ code: 'SERVICE_UNAVAILABLE', type: 'Unavailable', message });
  }
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
    const message = 'This server makes no session for that account.';
    throw new MessagingError({ code: 'SESSION_REQUIRED', type: 'Unauthenticated', message });
  }
  return response;
}
