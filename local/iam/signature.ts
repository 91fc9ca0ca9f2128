import { createHash, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials, CredentialsLookup } from './credentials.ts';
import { NativeSha256 } from './sha256.ts';

/** A request as it goes over the wire, before or after it was signed. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as in the request line, already percent-encoded. */
  readonly target: string;
  /** `host` included. Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface SigningScope {
  readonly service: string;
  readonly region: string;
}

export type Verification =
  | { readonly kind: 'verified'; readonly roleArn: string; readonly accessKeyId: string }
  | { readonly kind: 'refused'; readonly reason: Refusal };

export type Refusal =
  /** No `Authorization` header. */
  | 'missing'
  /** Not a Signature Version 4 header, for another service or region, or without a header that must be signed. */
  | 'malformed'
  /** No such access key, or a session token that is not its own. */
  | 'unknownKey'
  | 'wrongSignature'
  /** Signed more than five minutes before or after now. */
  | 'skewed'
  /** `x-amz-content-sha256` is not the hash of the body. */
  | 'bodyMismatch';

/** The headers to send: the given ones and those of the signature (AWS Signature Version 4). */
export async function signRequest(
  request: WireRequest,
  credentials: Credentials,
  { service, region, now = Date.now() }: SigningScope & { readonly now?: number },
): Promise<Record<string, string>> {
  const signer = signerFor(credentials, service, region);
  const signed = await signer.sign(parts(request, request.headers), { signingDate: new Date(now) });
  return signed.headers;
}

/**
 * Whose signature the request bears. The service must be the given one; `region: null` takes any. `now` in epoch
 * milliseconds.
 */
export async function verifyRequest(
  request: WireRequest,
  lookup: CredentialsLookup,
  { service, region, now }: { readonly service: string; readonly region: string | null; readonly now: number },
): Promise<Verification> {
  const headers = lowerCased(request.headers);
  if (headers['authorization'] === undefined) return refused('missing');
  const claim = parseAuthorization(headers['authorization']);
  const signedAt = parseAmzDate(headers['x-amz-date']);
  if (claim === null || signedAt === null || !signsWhatItMust(claim, headers)) return refused('malformed');
  const isForUs = claim.service === service && (region === null || claim.region === region);
  if (!isForUs || headers['x-amz-date']?.slice(0, 8) !== claim.date) return refused('malformed');

  const identity = lookup(claim.accessKeyId);
  const token = headers['x-amz-security-token'] ?? '';
  if (identity === undefined || !isSame(token, identity.credentials.sessionToken)) return refused('unknownKey');
  if (Math.abs(now - signedAt) > maximumSkewMs) return refused('skewed');

  const expected = await expectedSignature(request, headers, claim, identity.credentials, signedAt);
  if (!isSame(claim.signature, expected)) return refused('wrongSignature');
  const claimedHash = headers['x-amz-content-sha256'];
  if (claimedHash !== undefined && !isSame(claimedHash, hashOf(request.body))) return refused('bodyMismatch');
  return { kind: 'verified', roleArn: identity.roleArn, accessKeyId: claim.accessKeyId };
}

const maximumSkewMs = 5 * 60_000;

interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function parseAuthorization(header: string): Claim | null {
  if (!header.startsWith('AWS4-HMAC-SHA256 ')) return null;
  const fields = new Map<string, string>();
  for (const field of header.slice('AWS4-HMAC-SHA256 '.length).split(',')) {
    const [, name = '', value = ''] = /^\s*([A-Za-z]+)=(\S+)\s*$/.exec(field) ?? [];
    fields.set(name, value);
  }
  const credential = (fields.get('Credential') ?? '').split('/');
  const [accessKeyId, date, region, service, terminator] = credential;
  const signature = fields.get('Signature') ?? '';
  const signedHeaders = (fields.get('SignedHeaders') ?? '').split(';');
  if (credential.length !== 5 || terminator !== 'aws4_request' || !/^[0-9a-f]{64}$/.test(signature)) return null;
  if (!accessKeyId || !date || !region || !service) return null;
  return { accessKeyId, date, region, service, signedHeaders, signature };
}

/** `20260131T235959Z` -> epoch milliseconds. */
function parseAmzDate(text: string | undefined): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The host and every `x-amz-` header that is sent must be signed ("Create a signed AWS API request"). */
function signsWhatItMust(claim: Claim, headers: Readonly<Record<string, string>>): boolean {
  const isSigned = (name: string): boolean => claim.signedHeaders.includes(name);
  const isSent = (name: string): boolean => Object.hasOwn(headers, name);
  const amzHeaders = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
  return isSigned('host') && amzHeaders.every(isSigned) && claim.signedHeaders.every(isSent);
}

/** Signs the request again, as its sender must have done, from exactly the headers that the sender signed. */
async function expectedSignature(
  request: WireRequest,
  headers: Readonly<Record<string, string>>,
  claim: Claim,
  credentials: Credentials,
  signedAt: number,
): Promise<string> {
  const signedHeaders = Object.fromEntries(claim.signedHeaders.map((name) => [name, headers[name] ?? '']));
  const signer = signerFor(credentials, claim.service, claim.region);
  const signed = await signer.sign(parts(request, signedHeaders), {
    signingDate: new Date(signedAt),
    // Some senders sign headers that the library leaves out by itself, such as `user-agent`.
    signableHeaders: new Set(claim.signedHeaders),
  });
  return signed.headers['authorization']?.slice(-64) ?? '';
}

/** The library's request type also asks for protocol and host name; the signature covers neither. */
function parts(request: WireRequest, headers: Readonly<Record<string, string>>) {
  const mark = request.target.indexOf('?');
  const path = mark < 0 ? request.target : request.target.slice(0, mark);
  const query = mark < 0 ? {} : parseQuery(request.target.slice(mark + 1));
  return {
    method: request.method,
    protocol: 'http:',
    hostname: '',
    path,
    query,
    headers: { ...headers },
    body: request.body,
  };
}

function parseQuery(search: string): Record<string, string[]> {
  const values = new Map<string, string[]>();
  // Here a `+` is a plus sign: unlike in forms, a space is always written `%20` in a signed request.
  for (const [name, value] of new URLSearchParams(search.replaceAll('+', '%2B'))) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return Object.fromEntries(values);
}

/** `applyChecksum: false`: the body's hash is part of every signature, and needs no header of its own. */
function signerFor(credentials: Credentials, service: string, region: string): SignatureV4 {
  return new SignatureV4({ credentials, service, region, sha256: NativeSha256, applyChecksum: false });
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** In constant time for texts of equal length. */
function isSame(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

function hashOf(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

function refused(reason: Refusal): Verification {
  return { kind: 'refused', reason };
}
