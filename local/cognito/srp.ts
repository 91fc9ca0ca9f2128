import { createDiffieHellman, createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/**
 * The server's side of the Secure Remote Password protocol 6a (RFC 5054, section 2.6) in the variant that Cognito's clients
 * speak: the 3072-bit group of RFC 3526 (number 15) with the generator 2, SHA-256, and the key derived by HKDF with the
 * words "Caldera Derived Key".
 */
export interface SrpChallenge {
  /** `B` in hexadecimal digits, for the client. */
  readonly publicValue: string;
  /** The key that a client who knows the password has. Throws for an `A` that no client computes. */
  sessionKey(clientPublicValue: string): Uint8Array;
}

export function createChallenge(verifier: string): SrpChallenge {
  const v = toNumber(verifier);
  const privateValue = randomBytes(32);
  const B = (multiplier * v + toNumber(power(generator, privateValue).toString('hex'))) % prime;
  return {
    publicValue: B.toString(16),
    sessionKey(clientPublicValue) {
      const A = toNumber(clientPublicValue);
      if (A % prime === 0n) throw new RangeError('A modulo N is 0');
      const u = hashHex(padded(A) + padded(B));
      const base = (A * toNumber(power(toBuffer(v), Buffer.from(u, 'hex')).toString('hex'))) % prime;
      const S = toNumber(power(toBuffer(base), privateValue).toString('hex'));
      const key = hkdfSync('sha256', bytesOf(S), bytesOf(toNumber(u)), 'Caldera Derived Key', 16);
      return new Uint8Array(key);
    },
  };
}

/** What is kept of a password: it lets nobody sign in, but tells whether somebody else knows it. `salt` in hexadecimal digits. */
export function computeVerifier(poolName: string, username: string, password: string, salt: string): string {
  const identity = createHash('sha256').update(`${poolName}${username}:${password}`).digest('hex');
  const x = hashHex(padded(toNumber(salt)) + identity);
  return power(generator, Buffer.from(x, 'hex')).toString('hex');
}

/** Base64 of what proves that the client has the key. `secretBlock` in base64. */
export function signClaim(
  key: Uint8Array,
  claim: {
    readonly poolName: string;
    readonly username: string;
    readonly secretBlock: string;
    readonly timestamp: string;
  },
): string {
  return createHmac('sha256', key)
    .update(claim.poolName + claim.username)
    .update(Buffer.from(claim.secretBlock, 'base64'))
    .update(claim.timestamp)
    .digest('base64');
}

const primeBytes = getDiffieHellman('modp15').getPrime();
const generator = Buffer.from([2]);
const prime = toNumber(primeBytes.toString('hex'));
const multiplier = toNumber(hashHex(`${padded(prime)}02`));

/** base^exponent modulo the prime, by the native library rather than by BigInt: eight times as fast. */
function power(base: Buffer, exponent: Buffer): Buffer {
  const group = createDiffieHellman(primeBytes, generator);
  group.setPrivateKey(exponent);
  return group.computeSecret(base);
}

/** The hexadecimal digits of Java's `BigInteger.toByteArray()`: whole bytes, and no set sign bit. */
function padded(value: bigint): string {
  const digits = value.toString(16);
  const whole = digits.length % 2 === 0 ? digits : `0${digits}`;
  return /^[89a-f]/.test(whole) ? `00${whole}` : whole;
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(padded(value), 'hex');
}

function toBuffer(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(primeBytes.length * 2, '0'), 'hex');
}

/** Throws for anything but hexadecimal digits, and for more of them than the group has. */
function toNumber(digits: string): bigint {
  if (!/^[0-9a-f]+$/i.test(digits) || digits.length > 1024) throw new RangeError('not a hexadecimal number');
  return BigInt(`0x${digits}`);
}

function hashHex(digits: string): string {
  return createHash('sha256').update(Buffer.from(digits, 'hex')).digest('hex');
}
