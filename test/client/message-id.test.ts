import { decodeTime, isValid } from 'ulid';
import { expect, test, vi } from 'vitest';
import { newMessageId } from '../../client/src/message-id.ts';

test('is a ULID of this moment', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 22, 12, 30, 15, 123) });
  try {
    const id = newMessageId();
    expect(isValid(id)).toBe(true);
    expect(decodeTime(id)).toBe(Date.now());
  } finally {
    vi.useRealTimers();
  }
});

test('has every digit in each place of chance, and never comes twice', () => {
  const ids = Array.from({ length: 4_000 }, () => newMessageId());
  expect(new Set(ids).size).toBe(ids.length);
  for (let place = 10; place < 26; place += 1) expect(new Set(ids.map((id) => id[place])).size).toBe(32);
});

test('rises with time', () => {
  vi.useFakeTimers({ now: 1 });
  try {
    const first = newMessageId();
    vi.setSystemTime(2 ** 47);
    expect(newMessageId() > first).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
