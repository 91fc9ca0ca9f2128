/** A person that the server lets the console be, as `GET /session` lists them. */
export interface Account {
  user: string;
  name: string;
}

/** As `POST /session` answers. */
export interface Session {
  token: string;
  userId: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** The accounts that the server offers. Null = it offers none: the API is called by headers alone. */
export async function readAccounts(): Promise<Account[] | null> {
  const response = await fetch('/session');
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return null;
  const { accounts } = (await response.json()) as { accounts: Account[] };
  return accounts;
}

/** Rejects where the server does not know the account. */
export async function signIn(user: string): Promise<Session> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  if (!response.ok) throw new Error(`The server does not sign in ${user}: ${response.status}`);
  return (await response.json()) as Session;
}
