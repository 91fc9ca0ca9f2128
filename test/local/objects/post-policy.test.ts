import { describe, expect, test } from 'vitest';
import { parsePolicy, type PostedForm, refusalOf } from '../../../local/objects/post-policy.ts';

const now = Date.UTC(2026, 0, 31, 12);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const until = (ms: number) => new Date(now + ms).toISOString();

/** Held against a policy that holds for a minute yet. */
function refused(conditions: readonly unknown[], fields: Record<string, string>, more: Partial<PostedForm> = {}) {
  const policy = parsePolicy(base64({ expiration: until(60_000), conditions }));
  if (!policy) throw new Error('it is no policy');
  const form = { bucket: 'files', fields: new Map(Object.entries(fields)), size: 10, ...more };
  return refusalOf(policy, form, now);
}

describe('a policy', () => {
  test.each<[what: string, base64: string]>([
    ['no JSON', Buffer.from('{"expiration"').toString('base64')],
    ['no object', base64('policy')],
    ['no time', base64({ conditions: [] })],
    ['a time that is none', base64({ expiration: 'soon', conditions: [] })],
    ['no conditions', base64({ expiration: until(1) })],
    ['a condition of another kind', base64({ expiration: until(1), conditions: [['ends-with', '$key', 'x']] })],
    ['a condition without a value', base64({ expiration: until(1), conditions: [['eq', '$key']] })],
    ['a value that is no text', base64({ expiration: until(1), conditions: [{ key: 1 }] })],
    ['two conditions in one', base64({ expiration: until(1), conditions: [{ key: 'a', acl: 'private' }] })],
    ['an empty condition', base64({ expiration: until(1), conditions: [{}] })],
    ['a size without its end', base64({ expiration: until(1), conditions: [['content-length-range', 1]] })],
  ])('with %s is none', (_, text) => expect(parsePolicy(text)).toBeNull());

  test('holds until its time, and not at it', () => {
    const policy = parsePolicy(base64({ expiration: until(0), conditions: [] }));
    const form = { bucket: 'files', fields: new Map<string, string>(), size: 0 };
    expect(policy && refusalOf(policy, form, now - 1)).toBeNull();
    expect(policy && refusalOf(policy, form, now)).toEqual({
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy expired.',
    });
  });
});

describe('a form', () => {
  test('has the fields that it must be equal in, to the letter', () => {
    const key = { key: 'a/b' };
    for (const conditions of [[['eq', '$key', 'a/b']], [key]]) {
      expect(refused(conditions, key)).toBeNull();
      for (const other of ['a/b/', 'A/b', '']) expect(refused(conditions, { key: other })?.code).toBe('AccessDenied');
    }
    expect(refused([['eq', '$key', 'a']], { key: 'b' })?.message).toBe(
      'Invalid according to Policy: Policy Condition failed: ["eq","$key","a"]',
    );
  });

  test('begins as it must', () => {
    const conditions = [['starts-with', '$key', 'user/alice/']];
    expect(refused(conditions, { key: 'user/alice/x' })).toBeNull();
    expect(refused(conditions, { key: 'user/bob/x' })?.code).toBe('AccessDenied');
    expect(refused([['starts-with', '$key', '']], { key: 'anything' })).toBeNull();
  });

  test('meets no condition with a field that it does not have', () => {
    expect(refused([['starts-with', '$content-type', '']], {})?.code).toBe('AccessDenied');
    expect(refused([['eq', '$content-type', '']], {})?.code).toBe('AccessDenied');
    expect(refused([['starts-with', '$content-type', '']], { 'content-type': '' })).toBeNull();
  });

  test('has its fields compared without regard to the case of their names', () => {
    expect(refused([['eq', '$Content-Type', 'text/plain']], { 'content-type': 'text/plain' })).toBeNull();
    expect(refused([{ 'Content-Type': 'text/plain' }], { 'content-type': 'text/html' })?.code).toBe('AccessDenied');
  });

  test('is as large as it may be, to the byte', () => {
    const conditions = [['content-length-range', 5, 7]];
    const sized = (size: number) => refused(conditions, {}, { size })?.code ?? null;
    expect([4, 5, 7, 8].map(sized)).toEqual(['EntityTooSmall', null, null, 'EntityTooLarge']);
    expect(refused([['content-length-range', 0, 0]], {}, { size: 0 })).toBeNull();
  });

  test('has no field that the policy does not name, but for those that need none', () => {
    expect(refused([], { 'x-amz-meta-mine': '1' })).toEqual({
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Extra input fields: x-amz-meta-mine',
    });
    expect(refused([], { policy: '', 'x-amz-signature': '', 'x-ignore-me': '' })).toBeNull();
  });

  test('is for the bucket of its address, whatever it says itself', () => {
    expect(refused([{ bucket: 'files' }], {})).toBeNull();
    expect(refused([{ bucket: 'files' }], { bucket: 'files' }, { bucket: 'others' })?.code).toBe('AccessDenied');
    // A policy that names none is for whichever bucket its key may write to.
    expect(refused([], {}, { bucket: 'others' })).toBeNull();
    expect(refused([], { bucket: 'files' })?.message).toContain('Extra input fields: bucket');
  });
});
