import { createParley, MessagingError, type GetToken } from '@parley/client';
import type { AccountSession } from './session.ts';

/** An account that the server lets anyone be. */
export interface Account {
  user: string;
  name: string;
}

/** Null = this server has no accounts: people bring a session. Rejects where it can not be reached. */
export async function readAccounts(): Promise<Account[] | null> {
  const response = await ask('GET');
  if (!isAnswer(response)) return null;
  const { accounts } = (await response.json()) as { accounts: Account[] };
  return accounts;
}

export async function openAccount(user: string): Promise<AccountSession> {
  const response = await ask('POST', { user });
  if (!isAnswer(response)) {
    const message = 'This server makes no session for that account.';
    throw new MessagingError({ code: 'SESSION_REQUIRED', type: 'Unauthenticated', message });
  }
  const { token, userId, expiresAt } = (await response.json()) as Pick<
    AccountSession,
    'token' | 'userId' | 'expiresAt'
  >;
  return { kind: 'account', user, userId, token, expiresAt };
}

/** Whose session it is, as the service says. */
export async function askWho(endpoint: string, getToken: GetToken): Promise<string> {
  const parley = createParley({ endpoint, getToken, metrics: { report: false } });
  try {
    return (await parley.me()).id;
  } finally {
    parley.close();
  }
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
  return response;
}

function isAnswer(response: Response): boolean {
  return response.ok && response.headers.get('content-type')?.includes('json') === true;
}
