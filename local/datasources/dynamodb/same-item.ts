import type { AttributeValue, Item } from './attribute-value.ts';

/** Whether DynamoDB would store the two as the same item: `1.50` is `1.5`, and sets have no order. */
export function isSameItem(one: Item, other: Item, ignored: ReadonlySet<string> = new Set()): boolean {
  return canonicalItem(one, ignored) === canonicalItem(other, ignored);
}

export function isSameValue(one: AttributeValue, other: AttributeValue): boolean {
  return canonicalValue(one) === canonicalValue(other);
}

/** A text that is the same for the same item, and different for different ones: fit for the key of a map. */
export function canonicalItem(item: Item, ignored: ReadonlySet<string> = new Set()): string {
  const names = Object.keys(item).filter((name) => !ignored.has(name));
  return `{${names
    .sort()
    // The cast is safe: the names are the item's own.
    .map((name) => `${JSON.stringify(name)}:${canonicalValue(item[name] as AttributeValue)}`)
    .join()}}`;
}

function canonicalValue(value: AttributeValue): string {
  if ('S' in value) return `S${JSON.stringify(value.S)}`;
  if ('N' in value) return `N${canonicalNumber(value.N)}`;
  if ('M' in value) return canonicalItem(value.M);
  if ('L' in value) return `[${value.L.map(canonicalValue).join()}]`;
  if ('NS' in value) return `NS${JSON.stringify(value.NS.map(canonicalNumber).sort())}`;
  if ('SS' in value) return `SS${JSON.stringify([...value.SS].sort())}`;
  if ('BS' in value) return `BS${JSON.stringify([...value.BS].sort())}`;
  return JSON.stringify(value);
}

/** Digits without zeros at either end, and the power of ten that they are multiplied by. No rounding. */
export function canonicalNumber(text: string): string {
  const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${power}`;
}
