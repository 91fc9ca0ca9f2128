import { createHash } from 'node:crypto';

/** A deployment has few roles, and each signed request asks for one's id. */
const known = new Map<string, string>();

/** IAM's unique id of a role, as in `AROAXXXXXXXXXXXXXXXXX`; the same at every start. */
export function roleIdOf(roleArn: string): string {
  const before = known.get(roleArn);
  if (before !== undefined) return before;
  const id = makeId(roleArn);
  known.set(roleArn, id);
  return id;
}

function makeId(roleArn: string): string {
  const digest = createHash('sha256').update(roleArn).digest().subarray(0, 17);
  return `AROA${[...digest].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('')}`;
}
