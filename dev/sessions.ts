import type { IncomingMessage, ServerResponse } from 'node:http';
import { accounts } from './accounts.ts';

const lifetimeMs = 8 * 60 * 60_000;
const maxBodyBytes = 10_000;

export interface Session {
  token: string;
  userId: string;
  /** ISO 8601. */
  expiresAt: string;
}

/**
 * Signs a seeded person in, as an application would: with the secret that the session authorizer verifies by. The session ends
 * after `lifetime` milliseconds, eight hours unless said.
 */
export async function createSession(user: string, secret: string, lifetime = lifetimeMs): Promise<Session> {
  const account = accounts.find((one) => one.user === user);
  if (!account) throw new UnknownAccountError(user);
  return signSession(account, secret, lifetime);
}

/** The session of anyone, whether seeded or not. */
export async function signSession(
  account: { readonly user: string; readonly name: string },
  secret: string,
  lifetime = lifetimeMs,
): Promise<Session> {
  const expiresAt = new Date(Math.floor((Date.now() + lifetime) / 1000) * 1000);
  // Loaded with the first sign-in, as every start would wait for it.
  const { SignJWT } = await import('jose');
  const token = await new SignJWT({ name: account.name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(account.user)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret));
  return { token, userId: account.user, expiresAt: expiresAt.toISOString() };
}

class UnknownAccountError extends Error {
  override readonly name = 'UnknownAccountError';

  constructor(user: string) {
    super(`There is no account "${user.slice(0, 64)}". There are ${accounts.map((one) => one.user).join(', ')}.`);
  }
}

/**
 * Serves `/session`: GET lists the seeded accounts, POST `{"user": "alice"}` signs one in. On AWS there is no such address;
 * people bring the session of the application they are signed in to.
 */
export function createSessionRoute(secret: () => string) {
  return (request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/session') return false;
    return answerRequest(request, response);
  };

  async function answerRequest(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (!isLoopback(request.headers.host)) {
      // A page of another site can point a name of its own at this machine, and would then be of one origin with us.
      answer(response, 403, { error: 'Sessions are given out on this machine alone: use localhost.' });
      return true;
    }
    if (request.method === 'GET') {
      answer(response, 200, { accounts });
    } else if (request.method === 'POST') {
      await signIn(request, response, secret());
    } else {
      answer(response, 405, { error: 'Use GET or POST.' });
    }
    return true;
  }
}

/** Whether a `Host` header names this machine: `localhost:4000`, `127.0.0.1`, `[::1]:4000`. */
function isLoopback(host: string | undefined): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host ?? '');
}

async function signIn(request: IncomingMessage, response: ServerResponse, secret: string): Promise<void> {
  // A page of another origin can send a form, but not JSON without being asked first, which is never granted here.
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return answer(response, 415, { error: 'Send JSON: {"user": "alice"}.' });
  }
  const user = await readUser(request);
  if (user === null) return answer(response, 400, { error: 'Send JSON: {"user": "alice"}.' });
  try {
    answer(response, 200, await createSession(user, secret));
  } catch (error) {
    if (!(error instanceof UnknownAccountError)) throw error;
    answer(response, 404, { error: error.message });
  }
}

/** Null = no JSON object with a `user`. */
async function readUser(request: IncomingMessage): Promise<string | null> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > maxBodyBytes) return null;
  }
  try {
    const body: unknown = JSON.parse(text);
    const user = typeof body === 'object' && body !== null && 'user' in body ? body.user : null;
    return typeof user === 'string' ? user : null;
  } catch {
    return null;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
