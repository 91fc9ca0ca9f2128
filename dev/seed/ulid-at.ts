import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The ULID of a time (epoch milliseconds) and a name: always the same for the same two. */
export function ulidAt(at: number, name: string): string {
  const digest = createHash('sha256').update(name).digest();
  const letters = Array.from({ length: 16 }, (_, index) => alphabet[(digest[index] ?? 0) % alphabet.length]);
  return encodeTime(at, 10) + letters.join('');
}
