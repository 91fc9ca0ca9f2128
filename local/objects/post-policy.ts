/**
 * What a signed policy lets a form upload (S3 API Reference, "Browser-Based Uploads Using POST", Creating a POST Policy).
 */
export interface PostPolicy {
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly conditions: readonly Condition[];
}

type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'content-length-range'; readonly least: number; readonly most: number };

/** null = it is no policy. */
export function parsePolicy(base64: string): PostPolicy | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { expiration, conditions } = parsed as Record<string, unknown>; // Each is checked next.
  const expiresAt = typeof expiration === 'string' ? Date.parse(expiration) : NaN;
  if (Number.isNaN(expiresAt) || !Array.isArray(conditions)) return null;
  const read = conditions.map(readCondition);
  return read.includes(null) ? null : { expiresAt, conditions: read.filter((one) => one !== null) };
}

/** Why S3 refuses, as it says it; null = it takes the form. */
export type PolicyRefusal = {
  readonly code: 'AccessDenied' | 'EntityTooLarge' | 'EntityTooSmall';
  readonly message: string;
};

/** What a policy is held against. */
export interface PostedForm {
  /** That of the address: as good as a field, for what the policy says of it. */
  readonly bucket: string;
  /** Names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** Of the file, in bytes. */
  readonly size: number;
}

/** Holds a form against the policy that was signed for it. A field that is not there meets no condition, not even that it begins with nothing. */
export function refusalOf(policy: PostPolicy, { bucket, fields, size }: PostedForm, now: number): PolicyRefusal | null {
  if (policy.expiresAt <= now) return denied('Policy expired.');
  for (const condition of policy.conditions) {
    if (condition.kind === 'content-length-range') {
      const { least, most } = condition;
      const message = (word: string) =>
        `Your proposed upload ${word} the ${word === 'exceeds' ? 'maximum' : 'minimum'} allowed size`;
      if (size > most) return { code: 'EntityTooLarge', message: message('exceeds') };
      if (size < least) return { code: 'EntityTooSmall', message: message('is smaller than') };
      continue;
    }
    const { kind, field, value } = condition;
    const given = field === 'bucket' ? bucket : fields.get(field);
    const isMet = kind === 'eq' ? given === value : given?.startsWith(value);
    if (!isMet) return denied(`Policy Condition failed: ${JSON.stringify([kind, `$${field}`, value])}`);
  }
  const named = new Set(policy.conditions.flatMap((one) => (one.kind === 'content-length-range' ? [] : [one.field])));
  const extra = [...fields.keys()].find((field) => !named.has(field) && !needsNoCondition(field));
  return extra === undefined ? null : denied(`Extra input fields: ${extra}`);
}

function needsNoCondition(field: string): boolean {
  return field === 'x-amz-signature' || field === 'policy' || field === 'file' || field.startsWith('x-ignore-');
}

function denied(reason: string): PolicyRefusal {
  return { code: 'AccessDenied', message: `Invalid according to Policy: ${reason}` };
}

function readCondition(condition: unknown): Condition | null {
  if (Array.isArray(condition)) {
    const [kind, first, second] = condition as unknown[];
    if (kind === 'content-length-range' && typeof first === 'number' && typeof second === 'number') {
      return { kind, least: first, most: second };
    }
    const isMatch = kind === 'eq' || kind === 'starts-with';
    if (!isMatch || typeof first !== 'string' || typeof second !== 'string') return null;
    return { kind, field: first.replace(/^\$/, '').toLowerCase(), value: second };
  }
  if (typeof condition !== 'object' || condition === null) return null;
  // Of several S3 takes none.
  const [entry, ...more] = Object.entries(condition);
  if (entry === undefined || more.length > 0 || typeof entry[1] !== 'string') return null;
  return { kind: 'eq', field: entry[0].toLowerCase(), value: entry[1] };
}
