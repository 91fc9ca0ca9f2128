import { hash } from 'node:crypto';
import { canonicalRequest } from './canonical-request.ts';
import type { CredentialsLookup } from './credentials.ts';
import { ALGORITHM, isSame, parseAmzDate, signatureFor } from './signature.ts';

export type PresignedVerification =
  | { readonly kind: 'verified'; readonly roleArn: string }
  /** `expired`: it held once, or does not yet. `unsignedHeader`: more is asked for than was signed. */
  | {
      readonly kind: 'refused';
      readonly reason: 'malformed' | 'unknownKey' | 'wrongSignature' | 'expired' | 'unsignedHeader';
    };

/** The longest that a link of S3 may hold. */
const longestSeconds = 7 * 24 * 3600;

/** Whose signature a link bears in its query (S3 API Reference, "Authenticating Requests: Using Query Parameters"). */
export function verifyPresigned(
  request: { readonly method: string; readonly target: string; readonly headers: Readonly<Record<string, string>> },
  lookup: CredentialsLookup,
  now: number,
): PresignedVerification {
  const [path = '', search = ''] = request.target.split('?');
  const query = new URLSearchParams(search.replaceAll('+', '%2B'));
  const given = (name: string): string => query.get(name) ?? '';
  const scope = parseScope(given('X-Amz-Credential'));
  const signedAt = parseAmzDate(given('X-Amz-Date'));
  const seconds = Number(given('X-Amz-Expires'));
  const names = given('X-Amz-SignedHeaders').split(';');
  const isWellFormed =
    given('X-Amz-Algorithm') === ALGORITHM && /^\d+$/.test(given('X-Amz-Expires')) && seconds <= longestSeconds;
  if (!scope || signedAt === null || !isWellFormed || !names.includes('host')) return refused('malformed');
  if (!given('X-Amz-Date').startsWith(scope.date)) return refused('malformed');

  const identity = lookup(scope.accessKeyId);
  if (!identity || !isSame(given('X-Amz-Security-Token'), identity.credentials.sessionToken))
    return refused('unknownKey');
  const unsigned = search
    .split('&')
    .filter((part) => !part.startsWith('X-Amz-Signature='))
    .join('&');
  // The body of a link is not part of its signature.
  const headers = { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const canonical = canonicalRequest(
    { ...request, target: `${path}?${unsigned}`, body: '' },
    headers,
    names,
    scope.service,
  );
  const { date, region, service } = scope;
  const text = `${ALGORITHM}\n${given('X-Amz-Date')}\n${date}/${region}/${service}/aws4_request\n${hash('sha256', canonical)}`;
  const expected = signatureFor(text, scope, identity.credentials.secretAccessKey);
  if (!isSame(given('X-Amz-Signature'), expected)) return refused('wrongSignature');
  const isWhole = Object.keys(request.headers).every((name) => !name.startsWith('x-amz-') || names.includes(name));
  if (!isWhole) return refused('unsignedHeader');
  if (now < signedAt - skewMs || now > signedAt + seconds * 1000) return refused('expired');
  return { kind: 'verified', roleArn: identity.roleArn };
}

/** Whose signature a form's policy bears. `fields` have their names in lower case. */
export function verifyPolicy(fields: ReadonlyMap<string, string>, lookup: CredentialsLookup): PresignedVerification {
  const given = (name: string): string => fields.get(name) ?? '';
  const scope = parseScope(given('x-amz-credential'));
  if (!scope || given('x-amz-algorithm') !== ALGORITHM || given('policy') === '') return refused('malformed');
  if (parseAmzDate(given('x-amz-date')) === null || !given('x-amz-date').startsWith(scope.date))
    return refused('malformed');
  const identity = lookup(scope.accessKeyId);
  if (!identity || !isSame(given('x-amz-security-token'), identity.credentials.sessionToken))
    return refused('unknownKey');
  const expected = signatureFor(given('policy'), scope, identity.credentials.secretAccessKey);
  if (!isSame(given('x-amz-signature'), expected)) return refused('wrongSignature');
  return { kind: 'verified', roleArn: identity.roleArn };
}

const skewMs = 15 * 60_000;

interface Scope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

function parseScope(credential: string): Scope | null {
  const [accessKeyId, date, region, service, terminator] = credential.split('/');
  if (!accessKeyId || !date || !region || service !== 's3' || terminator !== 'aws4_request') return null;
  return { accessKeyId, date, region, service };
}

function refused(reason: Exclude<PresignedVerification, { kind: 'verified' }>['reason']): PresignedVerification {
  return { kind: 'refused', reason };
}
