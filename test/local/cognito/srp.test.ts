import { createHash, createHmac, getDiffieHellman } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeVerifier, createChallenge, signClaim } from '../../../local/cognito/srp.ts';
import { ann, servePools, web, type Answer, type ServedPools } from './pool.ts';

/** The client's side of the protocol, by plain arithmetic. */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const g = 2n;

function clientKey(
  given: { poolName: string; username: string; password: string; salt: string; publicValue: string },
  a: bigint,
): Buffer {
  const A = power(g, a);
  const B = BigInt(`0x${given.publicValue}`);
  const u = hash(pad(A) + pad(B));
  const identity = createHash('sha256').update(`${given.poolName}${given.username}:${given.password}`).digest('hex');
  const x = hash(pad(BigInt(`0x${given.salt}`)) + identity);
  const k = hash(`${pad(N)}02`);
  const base = (((B - k * power(g, x)) % N) + N) % N;
  const S = power(base, a + u * x);
  const pseudoRandomKey = createHmac('sha256', Buffer.from(pad(u), 'hex'))
    .update(Buffer.from(pad(S), 'hex'))
    .digest();
  return createHmac('sha256', pseudoRandomKey).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base % N, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % N) {
    if (rest & 1n) result = (result * square) % N;
  }
  return result;
}

function pad(value: bigint): string {
  const digits = value.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

function hash(hex: string): bigint {
  return BigInt(`0x${createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')}`);
}

describe('the key that both sides compute', () => {
  const secret = fc.bigInt({ min: 2n ** 200n, max: 2n ** 256n });
  const salt = fc.bigInt({ min: 1n, max: 2n ** 127n }).map((value) => value.toString(16));

  test('is the same for the right password and for no other', () => {
    const property = fc.property(secret, salt, fc.string(), fc.string(), (a, saltHex, password, other) => {
      const verifier = computeVerifier('pool', 'user', password, saltHex);
      const challenge = createChallenge(verifier);
      const asked = { poolName: 'pool', username: 'user', salt: saltHex, publicValue: challenge.publicValue };
      const server = Buffer.from(challenge.sessionKey(power(g, a).toString(16)));
      expect(clientKey({ ...asked, password }, a).equals(server)).toBe(true);
      if (other !== password) expect(clientKey({ ...asked, password: other }, a).equals(server)).toBe(false);
    });
    // A failure prints its seed.
    fc.assert(property, { numRuns: 15 });
  });

  test.each(['0', N.toString(16), (2n * N).toString(16), 'xyz', ''])('is not computed for A = %.12s', (value) => {
    const { sessionKey } = createChallenge(computeVerifier('pool', 'user', 'password', 'ab'));
    expect(() => sessionKey(value)).toThrow();
  });
});

describe('a sign-in by SRP', () => {
  const a = 2n ** 255n + 12_345n;
  const begin = (served: ServedPools, username = ann.username, publicValue = power(g, a).toString(16)) =>
    served.call('InitiateAuth', {
      ClientId: web.id,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: username, SRP_A: publicValue },
    });

  function prove(served: ServedPools, { body }: Answer, password: string): Promise<Answer> {
    const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = body.ChallengeParameters ?? {};
    const who = { poolName: 'abcdefghi', username: USER_ID_FOR_SRP };
    const key = clientKey({ ...who, password, salt: SALT, publicValue: SRP_B }, a);
    const timestamp = 'Sun Nov 22 08:05:09 UTC 2026';
    return served.call('RespondToAuthChallenge', {
      ClientId: web.id,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signClaim(key, { ...who, secretBlock: SECRET_BLOCK, timestamp }),
        TIMESTAMP: timestamp,
      },
    });
  }

  test('answers the tokens for the right password, once', async () => {
    const served = await servePools();
    const challenge = await begin(served);
    expect(challenge.body).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER' });
    const { body } = await prove(served, challenge, ann.password);
    expect(Object.keys(body.AuthenticationResult ?? {}).toSorted()).toEqual([
      'AccessToken',
      'ExpiresIn',
      'IdToken',
      'RefreshToken',
      'TokenType',
    ]);
    expect(await prove(served, challenge, ann.password)).toMatchObject({ errorType: 'NotAuthorizedException' });
  });

  test('refuses a wrong password and somebody unknown alike, at the same step', async () => {
    const served = await servePools();
    const [wrong, unknown] = [await begin(served), await begin(served, 'nobody@example.com')];
    expect(Object.keys(unknown.body.ChallengeParameters ?? {})).toEqual(
      Object.keys(wrong.body.ChallengeParameters ?? {}),
    );
    const again = await begin(served, 'nobody@example.com');
    expect(again.body.ChallengeParameters?.['SALT']).toBe(unknown.body.ChallengeParameters?.['SALT']);
    for (const challenge of [wrong, unknown]) {
      expect(await prove(served, challenge, 'Wr0ng-one!')).toEqual({
        status: 400,
        errorType: 'NotAuthorizedException',
        body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
      });
    }
  });

  test('says that somebody is unknown where the client does not hide it', async () => {
    const served = await servePools({ client: { hidesUnknownUsers: false } });
    expect(await begin(served, 'nobody@example.com')).toMatchObject({ errorType: 'UserNotFoundException' });
  });

  test('refuses an A that gives the key away', async () => {
    const served = await servePools();
    const challenge = await begin(served, ann.username, N.toString(16));
    expect(await prove(served, challenge, ann.password)).toMatchObject({ errorType: 'InvalidParameterException' });
  });

  test('is for the clients that allow it', async () => {
    const served = await servePools({ client: { authFlows: new Set(['REFRESH_TOKEN_AUTH'] as const) } });
    expect(await begin(served)).toMatchObject({ body: { message: 'USER_SRP_AUTH is not enabled for the client.' } });
  });
});
