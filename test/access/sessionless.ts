import { SignJWT } from 'jose';
import { connect } from '../server/real-time-client.ts';
import type { Network } from '../support/network.ts';
import { authorizationOf, greet } from './ask.ts';
import type { Call } from './calls.ts';
import type { Sessionless } from './notation.ts';

/** Tokens that stand for nobody, of somebody who might do anything. None = the empty one. */
export async function untrusted(network: Network, user: string): Promise<Record<Sessionless, string>> {
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  const parts = [{ alg: 'none' }, { sub: user, exp: inAnHour }];
  const unsigned = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const forged = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(user).setExpirationTime(inAnHour);
  return {
    none: '',
    ended: (await network.signInAs({ user, name: user }, -60_000)).token,
    unsigned: `${unsigned}.`,
    forged: await forged.sign(new TextEncoder().encode('another secret that is long enough to sign with')),
  };
}

/** What is told to whoever asks with such a token; null = 401 and no data, as it has to be. */
export async function askWithout(network: Network, token: string, { query, variables }: Call): Promise<string | null> {
  const response = await fetch(network.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: token } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.text();
  const isRefused = response.status === 401 && !('data' in (JSON.parse(body) as object));
  return isRefused ? null : `${response.status} ${body}`;
}

/**
 * The same for a subscription: neither does such a token open a connection, nor start anything on one that `trusted` opened.
 * What is told where it does; null = as it has to be.
 */
export async function subscribeWithout(
  network: Network,
  token: string,
  trusted: string,
  { query, variables }: Call,
): Promise<string | null> {
  const { realtimeUrl } = network;
  const authorization = authorizationOf(realtimeUrl, token);
  const stranger = await connect({ realtimeUrl, authorization });
  stranger.send({ type: 'connection_init' });
  const greeting = await stranger.next();
  await stranger.close();
  if (greeting.type !== 'connection_error') return JSON.stringify(greeting);

  const client = await greet(realtimeUrl, trusted);
  client.start('1', query, variables, authorization);
  const frame = await client.next({ id: '1' });
  await client.close();
  const isRefused = frame.type === 'error' && /^Unauthorized/.test(frame.payload?.errors?.[0]?.errorType ?? '');
  return isRefused ? null : JSON.stringify(frame);
}
