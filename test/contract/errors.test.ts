import { readFileSync, readdirSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));

/** All of the resolvers' code, without what it says in comments. */
const code = readdirSync(new URL('resolvers', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => read(`resolvers/${name}`).replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, ''))
  .join('\n');

/** By code, the types that the resolvers fail with. */
const raised = new Map<string, Set<string>>();
for (const [, type, name] of code.matchAll(/\btype: '(\w+)',\s*code: '(\w+)'/g)) raise(name, type);
for (const [, name] of code.matchAll(/\bfailInput\(\s*'(\w+)'/g)) raise(name, 'InvalidInput');

function raise(name = '', type = ''): void {
  raised.set(name, (raised.get(name) ?? new Set()).add(type));
}

function valuesOf(name: string): string[] {
  const type = schema.getType(name);
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
}

describe('the errors', () => {
  test('of the schema are all raised by a resolver, and no others are', () => {
    expect([...raised.keys()].sort()).toEqual(valuesOf('ErrorCode').sort());
    expect([...new Set([...raised.values()].flatMap((types) => [...types]))].sort()).toEqual(
      valuesOf('ErrorType').sort(),
    );
  });

  test('are raised in no other way than these two, of which this test reads them', () => {
    // Each failure names its code once: what the patterns above missed would be left over here.
    const named =
      [...code.matchAll(/\bcode: '\w+'|\bfailInput\(/g)].length - [...code.matchAll(/function failInput\(/g)].length;
    const found = [...code.matchAll(/\btype: '\w+',\s*code: '\w+'|\bfailInput\(\s*'\w+'/g)].length;
    expect(found).toBe(named);
    expect([...code.matchAll(/\butil\.(error|appendError|unauthorized)\b/g)].map(([call]) => call)).toEqual([
      'util.error',
    ]);
  });

  test('have one type for each code, so that a client can go by either', () => {
    const several = [...raised].filter(([, types]) => types.size !== 1).map(([name, types]) => [name, ...types]);
    expect(several).toEqual([]);
  });

  test('stand in docs/api.md, each code in the row of its type', () => {
    const rows = [...read('docs/api.md').matchAll(/^\| `(\w+)`\s*\| (`[A-Z_`, ]+)\s*\|/gm)].flatMap(
      ([, type, codes = '']) => [...codes.matchAll(/`(\w+)`/g)].map(([, name]) => `${type}: ${name}`),
    );
    const expected = [...raised].flatMap(([name, types]) => [...types].map((type) => `${type}: ${name}`));
    expect(rows.sort()).toEqual(expected.sort());
  });
});
