/** Crockford's base 32, as https://github.com/ulid/spec has it. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new message's id, a ULID: 48 bits of time, 80 of chance. Make one per message, before the first try to send it. */
export function newMessageId(): string {
  let time = '';
  // Five bits a digit, from the right; 48 bits are beyond the bitwise operators.
  for (let rest = Date.now(); time.length < 10; rest = Math.floor(rest / 32)) time = digits.charAt(rest % 32) + time;
  const chance = crypto.getRandomValues(new Uint8Array(16));
  return time + Array.from(chance, (byte) => digits.charAt(byte % 32)).join('');
}
