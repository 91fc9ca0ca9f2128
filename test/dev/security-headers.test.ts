import { describe, expect, test } from 'vitest';
import { securityHeaders } from '../../web/security-headers.ts';

const policyOf = (headers: Record<string, string>) =>
  new Map(
    (headers['content-security-policy'] ?? '').split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ');
      return [name, sources.join(' ')] as const;
    }),
  );

describe('the headers of the page', () => {
  test('let it load its own files and talk to its own server, and nothing else', () => {
    expect(Object.fromEntries(policyOf(securityHeaders({})))).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'font-src': "'self'",
      'img-src': "'self' blob:",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });

  test('name the API and the files by origin, each once', () => {
    const policy = policyOf(
      securityHeaders({
        connect: [
          'https://a.example.org/graphql',
          'wss://b.example.org/graphql/realtime',
          'https://a.example.org/event',
        ],
        files: ['https://files.example.org/'],
      }),
    );
    expect(policy.get('connect-src')).toBe(
      "'self' https://a.example.org wss://b.example.org https://files.example.org",
    );
    expect(policy.get('img-src')).toBe("'self' blob: https://files.example.org");
  });

  test.each(['javascript:alert(1)', 'data:,x', 'file:///x', '*', 'https://x.org; script-src *'])(
    'are not made for the endpoint %j, or hold its origin alone',
    (endpoint) => {
      try {
        const policy = policyOf(securityHeaders({ connect: [endpoint] }));
        expect(policy.get('connect-src')).toBe("'self' https://x.org");
        expect(policy.get('script-src')).toBe("'self'");
      } catch (error) {
        expect(String(error)).toMatch(/not an endpoint|Invalid URL/);
      }
    },
  );

  test('have nothing inline, nothing from anywhere, and no evaluation, whatever the endpoints', () => {
    const headers = securityHeaders({
      connect: ['wss://b.example.org'],
      files: ['https://f.example.org'],
      isSecure: true,
    });
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|data:|strict-dynamic/);
  });

  test('ask for TLS for ever where it is served over TLS, and not on a laptop', () => {
    expect(securityHeaders({ isSecure: true })).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'content-security-policy': expect.stringContaining('upgrade-insecure-requests') as string,
    });
    expect(securityHeaders({})).not.toHaveProperty('strict-transport-security');
    expect(securityHeaders({})['content-security-policy']).not.toContain('upgrade-insecure-requests');
  });

  test('say where one came from to nobody, keep other pages out of the window, and give up devices', () => {
    expect(securityHeaders({})).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(), ') as string,
    });
  });
});
