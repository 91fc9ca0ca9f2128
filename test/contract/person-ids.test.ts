import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { verifySession } from '../../infra/lambdas/session-authorizer/verify-session.ts';
import { personPattern } from '../../resolvers/lib/ids.ts';

/**
 * The authorizer and the resolvers each say which ids people may have, since neither may import the other. Who can sign in has to
 * be somebody whom others can add, mention and write to; and nobody else may.
 */
describe('the ids that people may have', () => {
  const secret = new TextEncoder().encode('the secret of sixty-four bytes that the application signs by ....');
  const expiresAt = Math.floor(Date.now() / 1000) + 3600;
  const signIn = async (sub: string) =>
    verifySession(await new SignJWT({ sub, exp: expiresAt }).setProtectedHeader({ alg: 'HS256' }).sign(secret), [
      { kind: 'secret', userIdPrefix: '', secrets: () => Promise.resolve([secret]) },
    ]);

  const ids: [id: string, isOne: boolean][] = [
    ['alice', true],
    ['auth0|5f7c8ec7c33c6c004bbafe82', true],
    ['a.b@c.example', true],
    ['eu-west-1:6f1c', true],
    ['constructor', true],
    ['x'.repeat(100), true],
    ['x'.repeat(101), false],
    ['a,b', false],
    ['a#b', false],
    ['a b', false],
    ['a/b', false],
    ['a\n', false],
    ['é', false],
  ];
  test.each(ids)('%j is one for both: %s', async (id, isOne) => {
    expect((await signIn(id)) !== null).toBe(isOne);
    expect(new RegExp(`^${personPattern}$(?!\n)`).test(id)).toBe(isOne);
  });

  test('nine of the longest fit into the key of their direct message', () => {
    const [, longest] = /\{1,(\d+)\}$/.exec(personPattern) ?? [];
    // A sort key has at most 1,024 bytes (DynamoDB Developer Guide, "Constraints").
    expect(9 * Number(longest) + 8).toBeLessThanOrEqual(1024);
  });
});
