import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { decided, get, key, likely, newPartition, operation, put, refusalOf } from './api.ts';

const types = operation('Type system (request mapping) and (response mapping)');
const roundTrips: readonly (readonly [string, object, unknown])[] = [
  ['S', { S: 'text' }, 'text'],
  ['N as a JSON number', { N: 1.5 }, 1.5],
  ['N as text', { N: '20' }, 20],
  ['BOOL', { BOOL: true }, true],
  ['NULL with null', { NULL: null }, null],
  ['NULL with true', { NULL: true }, null],
  ['B', { B: 'aGk=' }, 'aGk='],
  ['B with characters that are not base64', { B: 'aG k=\n' }, 'aGk='],
  ['L', { L: [{ S: 'a' }, { N: 1 }, { L: [] }] }, ['a', 1, []]],
  ['M', { M: { a: { M: { b: { NULL: null } } } } }, { a: { b: null } }],
  ['SS', { SS: ['a'] }, ['a']],
  ['NS of JSON numbers', { NS: [2] }, [2]],
  ['NS of text', { NS: ['3'] }, [3]],
  ['BS', { BS: ['aGk='] }, ['aGk=']],
];
for (const [what, typed, plain] of roundTrips) {
  fact(
    what.includes('text') || what.includes('true') ? likely(types) : types,
    `${what} comes back as ${JSON.stringify(plain)}`,
    async () => {
      const pk = newPartition();
      expect(await put(pk, { v: typed })).toEqual({ result: { pk, sk: 'a', v: plain } });
      expect(await get(pk)).toEqual({ pk, sk: 'a', v: plain });
    },
  );
}
const malformed: readonly (readonly [string, unknown])[] = [
  ['without a type', {}],
  ['of two types', { S: 'a', N: 1 }],
  ['of an unknown type', { T: 'a' }],
  ['that is bare', 'a'],
  ['of S that is a number', { S: 1 }],
  ['of N that is true', { N: true }],
];
for (const [what, value] of malformed) {
  fact(decided(types), `a value ${what} is refused before DynamoDB sees it`, async () => {
    expect(
      await refusalOf({ operation: 'PutItem', key: key(newPartition()), attributeValues: { v: value } }),
    ).toContain('[v]');
  });
}
