import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { createBoundedCache } from '../graphql/bounded-cache.ts';
import { canonicalRequest, type WireRequest } from './canonical-request.ts';
import type { Credentials, CredentialsLookup } from './credentials.ts';

export type { WireRequest };

export interface SigningScope {
  readonly service: string;
  readonly region: string;
}

export type Verification =
  | { readonly kind: 'verified'; readonly roleArn: string; readonly accessKeyId: string }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** `region: null` takes any; `now` in epoch milliseconds. */
export interface VerifiedScope {
  readonly service: string;
  readonly region: string | null;
  readonly now: number;
}

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
  credentials: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'> & { readonly sessionToken?: string },
  { service, region, now = Date.now() }: SigningScope & { readonly now?: number },
): Promise<Record<string, string>> {
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (!generatedNames.has(name.toLowerCase())) sent[name] = value;
  }
  sent['x-amz-date'] = writeAmzDate(now);
  if (credentials.sessionToken !== undefined) sent['x-amz-security-token'] = credentials.sessionToken;
  const headers = lowerCased(sent);
  const signedHeaders = Object.keys(headers).filter((name) => !isUnsigned(name));
  const date = sent['x-amz-date'].slice(0, 8);
  const signature = signatureOf(
    request,
    headers,
    { date, region, service, signedHeaders },
    credentials.secretAccessKey,
  );
  sent['authorization'] =
    `${ALGORITHM} Credential=${credentials.accessKeyId}/${date}/${region}/${service}/aws4_request, ` +
    `SignedHeaders=${signedHeaders.sort().join(';')}, Signature=${signature}`;
  return sent;
}

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What the signature brings itself, or what would say another date. */
const generatedNames: ReadonlySet<string> = new Set(['authorization', 'x-amz-date', 'date']);

/** Headers that proxies and HTTP clients set or change on the way; the AWS SDKs sign none of them. */
function isUnsigned(name: string): boolean {
  return unsignedNames.has(name) || name.startsWith('proxy-') || name.startsWith('sec-');
}

const unsignedNames: ReadonlySet<string> = new Set([
  ...['authorization', 'cache-control', 'connection', 'expect', 'from', 'keep-alive', 'max-forwards', 'pragma'],
  ...['referer', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'user-agent', 'x-amzn-trace-id'],
]);

/**
 * Whose signature the request bears. The service must be the given one; `region: null` takes any. `now` in epoch
 * milliseconds.
 */
export async function verifyRequest(
  request: WireRequest,
  lookup: CredentialsLookup,
  scope: VerifiedScope,
): Promise<Verification> {
  return verifySignedBody(request, lookup, scope);
}

/** The same, at once. */
export function verifySignedBody(
  request: WireRequest,
  lookup: CredentialsLookup,
  { service, region, now }: VerifiedScope,
): Verification {
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

  // Signed again, as its sender must have done, from exactly the headers that the sender signed.
  const expected = signatureOf(request, headers, claim, identity.credentials.secretAccessKey);
  if (!isSame(claim.signature, expected)) return refused('wrongSignature');
  const claimedHash = headers['x-amz-content-sha256'];
  if (claimedHash !== undefined && !isSame(claimedHash, hash('sha256', request.body))) return refused('bodyMismatch');
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
  if (!header.startsWith(`${ALGORITHM} `)) return null;
  const fields = new Map<string, string>();
  for (const field of header.slice(ALGORITHM.length + 1).split(',')) {
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
export function parseAmzDate(text: string | undefined): number | null {
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

/** `headers` have their names in lower case; `x-amz-date` is among them, and begins with the date of the scope. */
function signatureOf(
  request: WireRequest,
  headers: Readonly<Record<string, string>>,
  scope: Pick<Claim, 'date' | 'region' | 'service' | 'signedHeaders'>,
  secretAccessKey: string,
): string {
  const { date, region, service, signedHeaders } = scope;
  const names = [...signedHeaders].sort();
  const signed: Record<string, string> = {};
  for (const name of names) signed[name] = headers[name] ?? '';
  const requestHash = hash('sha256', canonicalRequest(request, signed, names, service));
  const text = `${ALGORITHM}\n${headers['x-amz-date']}\n${date}/${region}/${service}/aws4_request\n${requestHash}`;
  return signatureFor(text, scope, secretAccessKey);
}

/** Of a text, by the key of one day, region and service. */
export function signatureFor(
  text: string,
  { date, region, service }: Pick<Claim, 'date' | 'region' | 'service'>,
  secretAccessKey: string,
): string {
  return createHmac('sha256', signingKey(secretAccessKey, date, region, service))
    .update(text)
    .digest('hex');
}

/** The same for all that one key signs in one day; a day and its service are named by callers, so not for ever. */
const signingKeys = createBoundedCache<Buffer>(50);

function signingKey(secretAccessKey: string, ...scope: readonly string[]): Buffer {
  const name = JSON.stringify([secretAccessKey, ...scope]);
  const known = signingKeys.get(name);
  if (known) return known;
  let key: Buffer | string = `AWS4${secretAccessKey}`;
  for (const part of [...scope, 'aws4_request']) key = createHmac('sha256', key).update(part).digest();
  const made = Buffer.from(key);
  signingKeys.set(name, made);
  return made;
}

/** `20260131T235959Z` */
function writeAmzDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) result[name.toLowerCase()] = value;
  return result;
}

/** In constant time for texts of equal length. */
export function isSame(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

function refused(reason: Refusal): Verification {
  return { kind: 'refused', reason };
}
