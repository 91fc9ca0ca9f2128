/** What the page talks to besides the origin that serves it. */
export interface PageEndpoints {
  /** The API's addresses, over HTTP and WebSocket. Default none: the page's own origin alone. */
  readonly connect?: readonly string[];
  /** Where the files of messages lie, shown as pictures. Default none. */
  readonly files?: readonly string[];
  /** Served over TLS: browsers are told never to come without it again. Default false. */
  readonly isSecure?: boolean;
}

const yearSeconds = 31_536_000;
/** What a chat never asks a browser for. A page that was taken over could ask for no more. */
const unused = ['camera', 'display-capture', 'geolocation', 'microphone', 'midi', 'payment', 'serial', 'usb'];

/**
 * The headers of the page, by their names in lower case: for whatever serves it. Messages are hostile until proven otherwise, so
 * nothing inline runs or styles, text never becomes a script (Trusted Types without a single policy), no other page frames this one, and
 * it loads from and talks to the given places alone. Throws for an endpoint that is no address of http, https, ws or wss.
 */
export function securityHeaders({ connect = [], files = [], isSecure = false }: PageEndpoints): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    // `blob:` shows a picture before it is uploaded. No `data:`: a message could bring one along.
    directive('img-src', ["'self'", 'blob:', ...files.map(originOf)]),
    directive('connect-src', ["'self'", ...connect.map(originOf), ...files.map(originOf)]),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    // Channel addresses are nobody else's to know.
    'referrer-policy': 'no-referrer',
    // For browsers that do not read `frame-ancestors`.
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
    ...(isSecure ? { 'strict-transport-security': `max-age=${yearSeconds}; includeSubDomains` } : {}),
  };
}

function directive(name: string, sources: readonly string[]): string {
  return [name, ...new Set(sources)].join(' ');
}

function originOf(endpoint: string): string {
  const { protocol, origin } = new URL(endpoint);
  if (!['http:', 'https:', 'ws:', 'wss:'].includes(protocol)) throw new Error(`not an endpoint of a page: ${endpoint}`);
  return origin;
}
