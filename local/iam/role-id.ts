import { createHash } from 'node:crypto';

/** IAM's unique id of a role, as in `AROAXXXXXXXXXXXXXXXXX`; the same at every start. */
export function roleIdOf(roleArn: string): string {
  const digest = createHash('sha256').update(roleArn).digest().subarray(0, 17);
  return `AROA${[...digest].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('')}`;
}
