import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openObjectStore } from '../../../local/objects/index.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'objects-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bucket = 'files';
const headers = { 'content-type': 'text/plain' };
const files = () => readdirSync(folder).sort();
const only = (ending: string) => join(folder, files().find((name) => name.endsWith(ending)) ?? '');

describe.each(['memory', 'a folder'])('a store in %s', (where) => {
  const open = () => openObjectStore(where === 'memory' ? null : folder, () => 1_000);

  test('has what was put there, as it was put, and no more once it is removed', () => {
    const store = open();
    const info = store.put({ bucket, key: 'a', headers }, Buffer.from('one'));
    const md5 = createHash('md5').update('one').digest('hex');
    expect(info).toEqual({ bucket, key: 'a', size: 3, etag: `"${md5}"`, modifiedAt: 1_000, headers });
    expect(store.find(bucket, 'a')).toEqual(info);
    expect(store.read(info).toString()).toBe('one');
    expect([store.find(bucket, 'A'), store.find('other', 'a')]).toEqual([null, null]);
    store.remove(bucket, 'a');
    store.remove(bucket, 'a');
    expect(store.find(bucket, 'a')).toBeNull();
    expect(files()).toEqual([]);
  });

  test('lists by prefix, in the order of bytes', () => {
    const store = open();
    // U+FF5E comes before U+1F600 in UTF-8, and after it in UTF-16.
    const keys = ['a/', 'a/b', 'a\u0000', 'b', 'a/\uff5e', 'a/\u{1f600}'];
    for (const key of keys) store.put({ bucket, key, headers }, Buffer.alloc(0));
    store.put({ bucket: 'other', key: 'a/x', headers }, Buffer.alloc(0));
    expect(store.list(bucket, 'a/').map(({ key }) => key)).toEqual(['a/', 'a/b', 'a/\uff5e', 'a/\u{1f600}']);
    expect(store.list(bucket, '')).toHaveLength(keys.length);
  });

  test('keeps each key apart, whatever bytes it has', () => {
    const store = open();
    const odd = fc.constantFrom('.', '..', '/', '//', '\\', '\u0000', '\n', '%2e', '%', ' ', '\u202e', 'con', '.json');
    const part = fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 8 }));
    const keyed = fc.array(part, { minLength: 1, maxLength: 60 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(keyed, { minLength: 2, maxLength: 6 }), (keys) => {
        for (const key of keys) store.put({ bucket, key, headers }, Buffer.from(key));
        for (const key of keys) {
          const info = store.find(bucket, key);
          expect(info && store.read(info).toString()).toBe(key);
        }
        for (const key of keys) store.remove(bucket, key);
        expect(store.list(bucket, '')).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a store in a folder', () => {
  const open = () => openObjectStore(folder);

  test('has after a new start what it had before', () => {
    const info = open().put({ bucket, key: '../../etc/passwd', headers }, Buffer.from('kept'));
    const store = open();
    expect(store.list(bucket, '')).toEqual([info]);
    expect(store.read(info).toString()).toBe('kept');
    expect(files()).toHaveLength(2);
  });

  test('has the old bytes or the new ones where the process ended between the two', () => {
    const key = 'a';
    const first = open().put({ bucket, key, headers }, Buffer.from('the first'));
    const told = readFileSync(only('.json'));
    const bytes = readFileSync(only('.bytes'));
    const firstBytes = only('.bytes');
    open().put({ bucket, key, headers }, Buffer.from('the second, longer'));
    expect(files()).toHaveLength(2);
    // As if it had ended before what tells of the second was written.
    writeFileSync(only('.json'), told);
    writeFileSync(firstBytes, bytes);
    const store = open();
    expect(store.find(bucket, key)).toEqual(first);
    expect(store.read(first).toString()).toBe('the first');
    expect(files()).toHaveLength(2);
  });

  test.each<[what: string, spoil: () => void]>([
    ['its bytes are not there', () => rmSync(only('.bytes'))],
    ['not all of its bytes are', () => writeFileSync(only('.bytes'), 'ke')],
    ['what tells of it is empty', () => writeFileSync(only('.json'), '')],
    ['what tells of it breaks off', () => writeFileSync(only('.json'), '{"bucket":"files","key":')],
    ['what tells of it is something else', () => writeFileSync(only('.json'), '{"bucket":"files","headers":null}')],
  ])('has no object of which %s, and goes on', (_, spoil) => {
    open().put({ bucket, key: 'a', headers }, Buffer.from('kept'));
    spoil();
    const store = open();
    expect(store.list(bucket, '')).toEqual([]);
    expect(files()).toEqual([]);
    store.put({ bucket, key: 'a', headers }, Buffer.from('again'));
    expect(open().find(bucket, 'a')?.size).toBe(5);
  });

  test('clears away what was only begun, and nothing that is not its own', () => {
    writeFileSync(join(folder, '3f0c7f0e-6a51-4a0c-9a53-8d7c3f6f7c11.new'), 'half');
    writeFileSync(join(folder, 'README.json'), '{}');
    open();
    expect(files()).toEqual(['README.json']);
  });
});
