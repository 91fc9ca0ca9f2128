import { beforeEach, describe, expect, test, vi } from 'vitest';
import { keep } from '../../infra/lambdas/session-authorizer/keep.ts';

const minute = 60_000;
let time = 0;
let isUp = true;
let reads = 0;
const read = () => {
  reads += 1;
  return isUp ? Promise.resolve(`read ${reads}`) : Promise.reject(new Error('down'));
};
const kept = () =>
  keep({ read, name: 'the secret', maxAgeMs: 5 * minute, outageMs: 60 * minute, retryMs: minute, now: () => time });

beforeEach(() => {
  time = 0;
  isUp = true;
  reads = 0;
  vi.spyOn(console, 'error').mockReset().mockReturnValue();
});

describe('what is kept', () => {
  test('is read once by all who ask at once, and again when it is old', async () => {
    const value = kept();
    expect(await Promise.all([value(), value()])).toEqual(['read 1', 'read 1']);
    time = 5 * minute - 1;
    expect(await value()).toBe('read 1');
    time = 5 * minute;
    expect(await value()).toBe('read 2');
  });

  test('is used while it can not be read again, aloud, and is asked for again each minute', async () => {
    const value = kept();
    await value();
    isUp = false;
    time = 5 * minute;
    expect(await value()).toBe('read 1');
    expect(await value()).toBe('read 1');
    expect(reads).toBe(2);
    expect(console.error).toHaveBeenCalledTimes(1);
    expect(String(vi.mocked(console.error).mock.calls[0]?.[0])).toContain('the secret can not be read again');
    time = 6 * minute;
    isUp = true;
    expect(await value()).toBe('read 3');
  });

  test('is used for no longer than an outage may last', async () => {
    const value = kept();
    await value();
    isUp = false;
    time = 60 * minute - 1;
    expect(await value()).toBe('read 1');
    time = 60 * minute;
    await expect(value()).rejects.toThrow('down');
  });

  test('is nothing where it never could be read', async () => {
    isUp = false;
    const value = kept();
    await expect(value()).rejects.toThrow('down');
    isUp = true;
    expect(await value()).toBe('read 2');
  });
});
