import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRemoteKeySet, createRemoteKeySets } from '../../../local/auth/remote-key-set.ts';
import { silentLog } from '../../../local/log.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { startOpenIdProvider } from '../../support/openid-provider.ts';

let provider: OpenIdProvider;
const warnings: string[] = [];
const log = { ...silentLog, warn: (line: string) => void warnings.push(line) };

beforeEach(async () => {
  warnings.length = 0;
  provider = await startOpenIdProvider();
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await provider.close();
});

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe('the keys of an issuer elsewhere', () => {
  test('are fetched once for many tokens, at once or one after the other', async () => {
    const keys = createRemoteKeySet(provider.issuer, log);
    const found = await Promise.all([keys.find('key-1'), keys.find('key-1'), keys.find('key-1')]);
    expect(found.every((key) => key?.kid === 'key-1')).toBe(true);
    expect(await keys.find('key-1')).toMatchObject({ kty: 'RSA' });
    expect(provider.fetches).toBe(1);
  });

  test('are fetched again for one that is not known, though not at every such token', async () => {
    const keys = createRemoteKeySet(provider.issuer, log);
    await keys.find('key-1');
    await provider.rotate();
    expect(await keys.find('key-2')).toBeNull();
    expect(provider.fetches).toBe(1);
    pass(10_000);
    expect(await keys.find('key-2')).toMatchObject({ kid: 'key-2' });
    for (let at = 0; at < 50; at += 1) expect(await keys.find(`made-up-${at}`)).toBeNull();
    expect(provider.fetches).toBe(2);
  });

  test('are forgotten once they are old', async () => {
    const keys = createRemoteKeySet(provider.issuer, log);
    await keys.find('key-1');
    await provider.rotate();
    expect(await keys.find('key-1')).not.toBeNull();
    pass(15 * 60_000);
    expect(await keys.find('key-1')).toBeNull();
  });

  test('need an id and a type', async () => {
    provider.published = [{ kid: 'no-type' }, { kty: 'RSA' }, 'nothing' as unknown as object];
    expect(await createRemoteKeySet(provider.issuer, log).find('no-type')).toBeNull();
  });

  test('that cannot be had are asked for again soon, and the log says why', async () => {
    const keys = createRemoteKeySet(`${provider.issuer}/nowhere`, log);
    await expect(keys.find('key-1')).rejects.toThrow('are not known');
    await expect(keys.find('key-1')).rejects.toThrow('are not known');
    expect(warnings).toEqual([expect.stringContaining('answered 404')]);
    pass(1_000);
    await expect(keys.find('key-1')).rejects.toThrow('are not known');
    expect(warnings).toHaveLength(2);
  });

  test('are not fetched over the open network without TLS', async () => {
    await expect(createRemoteKeySet('http://login.example', log).find('key-1')).rejects.toThrow('are not known');
    expect(warnings[0]).toContain('neither an https address nor an http one of this machine');
  });

  test('are shared by all who ask', async () => {
    const keysOf = createRemoteKeySets(log);
    await keysOf(provider.issuer).find('key-1');
    await keysOf(provider.issuer).find('key-1');
    expect(provider.fetches).toBe(1);
  });
});
