import { host } from './host.ts';
import { BigInt, floor, padStart, parseInt, toHex } from './primordials.ts';

/** A random UUID, version 4. */
export function autoId(): string {
  const hex = host().randomHex(16);
  const variant = '89ab'.charAt(parseHex(hex.charAt(16)) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 26 characters: 48 bits of time, 80 bits at random. */
export function autoUlid(): string {
  let rest = host().now();
  let text = '';
  for (let index = 0; index < 10; index += 1) {
    text = crockford.charAt(rest % 32) + text;
    rest = floor(rest / 32);
  }
  const hex = host().randomHex(16);
  for (let index = 0; index < 32; index += 2) text += crockford.charAt(parseHex(hex.slice(index, index + 2)) % 32);
  return text;
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ksuidEpochSeconds = 1_400_000_000;

/** 27 characters in base 62: 32 bits of time, 128 bits at random. */
export function autoKsuid(): string {
  const seconds = floor(host().now() / 1000) - ksuidEpochSeconds;
  let number = BigInt(`0x${padStart(toHex(seconds), 8)}${host().randomHex(16)}`);
  let text = '';
  for (let index = 0; index < 27; index += 1) {
    text = base62.charAt(Number(number % 62n)) + text;
    number /= 62n;
  }
  return text;
}

function parseHex(digits: string): number {
  return parseInt(digits, 16);
}
