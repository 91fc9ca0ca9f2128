import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { securityHeaders } from '../web/security-headers.ts';

/** The hosts that the page talks to. They may be known only once the API is there. */
export interface ApiHosts {
  readonly http: string;
  readonly realtime: string;
  /** Of the user pool that people sign in with on the page itself. Absent = they bring a session. */
  readonly userPool?: string;
}

/** What CloudFront has a setting for; every other header goes by its name. */
const set: ReadonlySet<string> = new Set([
  'content-security-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
]);

/** The headers of the web client, web/security-headers.ts, as CloudFront sends them. Throws where it can not send one as it is written there. */
export function createPageHeaders(
  scope: Construct,
  id: string,
  { http, realtime, userPool }: ApiHosts,
  /** The host of messages' files. */
  files: string,
): ResponseHeadersPolicy {
  // Hosts that are not known yet are no addresses: stand-ins are, and give way to them.
  const headers = securityHeaders({
    connect: ['https://http.invalid', 'wss://realtime.invalid'],
    files: ['https://files.invalid'],
    isSecure: true,
  });
  const policy = (headers['content-security-policy'] ?? '')
    .replace('//http.invalid', `//${http}`)
    .replace('//realtime.invalid', `//${realtime}${userPool ? ` https://${userPool}` : ''}`)
    .replaceAll('//files.invalid', `//${files}`);
  const maxAge = /^max-age=(\d+); includeSubDomains$/.exec(headers['strict-transport-security'] ?? '')?.[1];
  const isAsExpected =
    maxAge !== undefined &&
    headers['referrer-policy'] === 'no-referrer' &&
    headers['x-content-type-options'] === 'nosniff' &&
    headers['x-frame-options'] === 'DENY';
  if (!isAsExpected) throw new Error('web/security-headers.ts: CloudFront is not told of these headers as they are');
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(Number(maxAge)),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(headers)
        .filter(([header]) => !set.has(header))
        .map(([header, value]) => ({ header, value, override: true })),
    },
  });
}
