import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIdentityStore } from '../../../local/iam/credentials.ts';
import { signRequest, verifyRequest, type WireRequest } from '../../../local/iam/signature.ts';

const roleArn = 'arn:aws:iam::123456789012:role/publisher';
const scope = { service: 'appsync', region: 'eu-west-1' };
const now = Date.UTC(2026, 0, 31, 23, 59, 59);
const request: WireRequest = {
  method: 'POST',
  target: '/graphql?b=2&a=1%2F1&a=x%20y',
  headers: { host: 'localhost:4000', 'Content-Type': 'application/json' },
  body: '{"query":"{ hello }"}',
};

async function signed(change: Partial<WireRequest> = {}) {
  const identities = createIdentityStore();
  const credentials = identities.credentialsOf(roleArn);
  const whole = { ...request, ...change };
  const headers = await signRequest(whole, credentials, { ...scope, now });
  return { identities, credentials, request: { ...whole, headers } };
}

describe('signRequest', () => {
  test('signs as the AWS SDK does, whatever the request', async () => {
    const { credentials } = await signed();
    const signer = new SignatureV4({ ...scope, credentials, sha256: Sha256, applyChecksum: false });
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const part = fc.oneof(text, fc.constantFrom('', '.', '..', 'a b', "!'()*", '%2F'));
    const name = fc.constantFrom('X-Note', 'user-agent', 'authorization', 'date', 'X-Amz-Target', 'sec-x', 'a-b');
    const value = fc.string({ maxLength: 20 }).map((given) => `x ${given}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(part),
        fc.array(
          fc.tuple(
            text.map((given) => `q${given}`),
            text,
          ),
        ),
        fc.dictionary(name, value),
        text,
        async (parts, pairs, given, body) => {
          const path = `/${parts.map(encodeURIComponent).join('/')}`;
          const search = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
          const headers = { ...given, host: 'localhost:4000' };
          const query: Record<string, string[]> = {};
          for (const [key, one] of pairs) (query[key] ??= []).push(one);
          const whole = { method: 'POST', protocol: 'http:', hostname: 'localhost', path, query, headers, body };
          const theirs = await signer.sign(whole, { signingDate: new Date(now) });
          const target = search === '' ? path : `${path}?${search}`;
          const ours = await signRequest({ method: 'POST', target, headers, body }, credentials, { ...scope, now });
          expect(ours).toEqual(theirs.headers);
        },
      ),
    );
  });
});

describe('verifyRequest', () => {
  test('names the role that signed', async () => {
    const { identities, credentials, request } = await signed();
    expect(await verifyRequest(request, identities.find, { ...scope, now })).toEqual({
      kind: 'verified',
      roleArn,
      accessKeyId: credentials.accessKeyId,
    });
  });

  test('takes what another signer made, its own headers and checksum included', async () => {
    const identities = createIdentityStore();
    const signer = new SignatureV4({ ...scope, credentials: identities.credentialsOf(roleArn), sha256: Sha256 });
    const headers = { host: 'localhost:4000', 'x-amz-user-agent': 'aws-amplify/6' };
    const made = await signer.sign(
      { method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/graphql', headers, body: request.body },
      { signingDate: new Date(now) },
    );
    expect(made.headers['x-amz-content-sha256']).toBeDefined();
    const received = { ...request, target: '/graphql', headers: made.headers };
    expect(await verifyRequest(received, identities.find, { ...scope, now })).toMatchObject({ kind: 'verified' });
    const tampered = { ...received, body: '{}' };
    expect(await verifyRequest(tampered, identities.find, { ...scope, now })).toEqual(refused('bodyMismatch'));
  });

  test('ignores headers that were not signed, as proxies add them', async () => {
    const { identities, request } = await signed();
    const headers = { ...request.headers, via: 'proxy' };
    const verification = await verifyRequest({ ...request, headers }, identities.find, { ...scope, now });
    expect(verification.kind).toBe('verified');
  });

  test.each([
    ['body', { body: '{}' }],
    ['method', { method: 'PUT' }],
    ['path', { target: '/other?b=2&a=1%2F1&a=x%20y' }],
    ['query', { target: '/graphql?b=3&a=1%2F1&a=x%20y' }],
  ])('refuses another %s', async (_part, change) => {
    const { identities, request } = await signed();
    const verification = await verifyRequest({ ...request, ...change }, identities.find, { ...scope, now });
    expect(verification).toEqual(refused('wrongSignature'));
  });

  test('refuses another value of a signed header', async () => {
    const { identities, request } = await signed();
    const headers = { ...request.headers, host: 'elsewhere' };
    const verification = await verifyRequest({ ...request, headers }, identities.find, { ...scope, now });
    expect(verification).toEqual(refused('wrongSignature'));
  });

  test('refuses a request without a signature', async () => {
    expect(await verifyRequest(request, createIdentityStore().find, { ...scope, now })).toEqual(refused('missing'));
  });

  test.each([
    ['another scheme', (value: string) => value.replace('AWS4-HMAC-SHA256', 'Bearer')],
    ['a short signature', (value: string) => value.slice(0, -1)],
    ['no credential', (value: string) => value.replace(/Credential=[^,]*,/, '')],
    ['the host unsigned', (value: string) => value.replace('host;', '')],
    ['the session token unsigned', (value: string) => value.replace(';x-amz-security-token', '')],
    ['a signed header that is not there', (value: string) => value.replace('SignedHeaders=', 'SignedHeaders=accept;')],
    ['a header named like a member of every object', (value: string) => value.replace('host;', 'constructor;host;')],
    ['another day', (value: string) => value.replace('/20260131/', '/20260201/')],
  ])('calls %s malformed', async (_name, change) => {
    const { identities, request } = await signed();
    const authorization = request.headers['authorization'] ?? '';
    expect(change(authorization)).not.toBe(authorization);
    const headers = { ...request.headers, authorization: change(authorization) };
    const verification = await verifyRequest({ ...request, headers }, identities.find, { ...scope, now });
    expect(verification).toEqual(refused('malformed'));
  });

  test('refuses a signature for another service or region, unless any region will do', async () => {
    const { identities, request } = await signed();
    const verify = async (service: string, region: string | null) =>
      (await verifyRequest(request, identities.find, { service, region, now })).kind;
    expect(await verify('lambda', 'eu-west-1')).toBe('refused');
    expect(await verify('appsync', 'us-east-1')).toBe('refused');
    expect(await verify('appsync', null)).toBe('verified');
  });

  test('refuses the key of another process and a token that is not the key’s', async () => {
    const { identities, request } = await signed();
    const elsewhere = await verifyRequest(request, createIdentityStore().find, { ...scope, now });
    expect(elsewhere).toEqual(refused('unknownKey'));
    const headers = { ...request.headers, 'x-amz-security-token': 'stolen' };
    const stolen = await verifyRequest({ ...request, headers }, identities.find, { ...scope, now });
    expect(stolen).toEqual(refused('unknownKey'));
  });

  test('takes five minutes of skew, either way, and no more', async () => {
    const { identities, request } = await signed();
    const at = async (offsetMs: number) => verifyRequest(request, identities.find, { ...scope, now: now + offsetMs });
    for (const offsetMs of [-300_000, 300_000]) expect((await at(offsetMs)).kind).toBe('verified');
    for (const offsetMs of [-300_001, 300_001]) expect(await at(offsetMs)).toEqual(refused('skewed'));
  });
});

describe('an identity store', () => {
  test('gives each role its own temporary-looking credentials, always the same', () => {
    const identities = createIdentityStore();
    const credentials = identities.credentialsOf('arn:a');
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(identities.credentialsOf('arn:a')).toBe(credentials);
    expect(identities.credentialsOf('arn:b').accessKeyId).not.toBe(credentials.accessKeyId);
    expect(identities.find(credentials.accessKeyId)?.roleArn).toBe('arn:a');
    expect(identities.find('ASIAAAAAAAAAAAAAAAAA')).toBeUndefined();
  });
});

function refused(reason: string) {
  return { kind: 'refused', reason };
}
