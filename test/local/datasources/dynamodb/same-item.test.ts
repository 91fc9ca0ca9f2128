import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttributeValue, Item } from '../../../../local/datasources/dynamodb/attribute-value.ts';
import { canonicalNumber, isSameItem } from '../../../../local/datasources/dynamodb/same-item.ts';

test.each([
  ['0', '-0.00'],
  ['0', '0e9'],
  ['1', '1.0'],
  ['1', '01'],
  ['1', '+1'],
  ['100', '1e2'],
  ['100', '1E+2'],
  ['0.015', '1.5e-2'],
  ['.5', '0.50'],
  ['12345678901234567890123456789012345678', '1.2345678901234567890123456789012345678e37'],
])('%s is the same number as %s', (one, other) => {
  expect(canonicalNumber(one)).toBe(canonicalNumber(other));
});

test.each([
  ['1', '-1'],
  ['1', '10'],
  ['1', '0.1'],
  ['12345678901234567890123456789012345678', '12345678901234567890123456789012345679'],
  ['9007199254740993', '9007199254740992'],
])('%s is another number than %s', (one, other) => {
  expect(canonicalNumber(one)).not.toBe(canonicalNumber(other));
});

const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.record({ S: fc.string() }),
  fc.integer().map((n) => ({ N: String(n) })),
  fc.record({ BOOL: fc.boolean() }),
  fc.constant<AttributeValue>({ NULL: true }),
  fc.uniqueArray(fc.string(), { minLength: 1 }).map((SS) => ({ SS })),
  fc.uniqueArray(fc.integer(), { minLength: 1 }).map((numbers) => ({ NS: numbers.map(String) })),
);
const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value')).map((L) => ({ L })),
    fc.dictionary(fc.string(), tie('value')).map((M) => ({ M })),
  ),
}));
const item: fc.Arbitrary<Item> = fc.dictionary(fc.string(), value);

/** The same item in other words: names and sets backwards, numbers with a power of ten. */
function rewritten(given: Item): Item {
  return Object.fromEntries(
    Object.entries(given)
      .reverse()
      .map(([name, member]) => [name, rewrittenValue(member)]),
  );
}

function rewrittenValue(given: AttributeValue): AttributeValue {
  if ('N' in given) return { N: `${given.N}0e-1` };
  if ('SS' in given) return { SS: [...given.SS].reverse() };
  if ('NS' in given) return { NS: given.NS.map((n) => `${n}.0`).reverse() };
  if ('L' in given) return { L: given.L.map(rewrittenValue) };
  if ('M' in given) return { M: rewritten(given.M) };
  return given;
}

test('an item in other words is the same', () => {
  fc.assert(fc.property(item, (given) => isSameItem(given, rewritten(given))));
});

test('an item with one attribute more is another, unless that one is ignored', () => {
  fc.assert(
    fc.property(item, value, (given, extra) => {
      const more = { ...given, ' extra': extra };
      return !isSameItem(given, more) && isSameItem(given, more, new Set([' extra']));
    }),
  );
});

test('two items are the same exactly where their values are', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      // Rewriting brings both into one form, so that only real differences remain.
      const isSame = isSameItem({ a: one }, { a: other });
      return isSame === isSameItem({ a: rewrittenValue(one) }, { a: other });
    }),
  );
});
