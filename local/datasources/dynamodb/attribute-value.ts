import { RequestRefused } from './failure.ts';
import { readList, readObject, wrongType } from './request-object.ts';

/** A value as DynamoDB's API spells it. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

export type Item = Readonly<Record<string, AttributeValue>>;

/** Reads a map of typed values as AppSync takes them: `N` may be a JSON number, `NULL` is null. */
export function readItem(value: unknown, path: string): Item {
  const object = readObject(value, path);
  return Object.fromEntries(
    Object.entries(object).map(([name, member]) => [name, readAttributeValue(member, `${path}[${name}]`)]),
  );
}

export function readAttributeValue(value: unknown, path: string): AttributeValue {
  const typed = readObject(value, path);
  const members = Object.entries(typed);
  const [first] = members;
  if (members.length !== 1 || first === undefined) {
    throw new RequestRefused(`Expected exactly one type for field '${path}', but it has ${members.length}.`);
  }
  const [type, content] = first;
  const inner = `${path}[${type}]`;
  switch (type) {
    case 'S':
      return { S: text(content, inner) };
    case 'N':
      return { N: numeric(content, inner) };
    case 'B':
      return { B: binary(content, inner) };
    case 'BOOL':
      if (typeof content !== 'boolean') throw wrongType(inner, 'a boolean', content);
      return { BOOL: content };
    case 'NULL':
      if (content !== null && content !== true) throw wrongType(inner, 'null', content);
      return { NULL: true };
    case 'SS':
      return { SS: readList(content, inner).map((member) => text(member, inner)) };
    case 'NS':
      return { NS: readList(content, inner).map((member) => numeric(member, inner)) };
    case 'BS':
      return { BS: readList(content, inner).map((member) => binary(member, inner)) };
    case 'L':
      return { L: readList(content, inner).map((member, index) => readAttributeValue(member, `${inner}[${index}]`)) };
    case 'M':
      return { M: readItem(content, inner) };
    default:
      throw new RequestRefused(`Unsupported element '${inner}'.`);
  }
}

/** An item as a resolver sees it: plain JSON. */
export function itemToJson(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toJson(value)]));
}

/**
 * Numbers become JavaScript's, so more than some 16 digits are rounded, as in AppSync's own JavaScript runtime. Sets
 * become lists, binaries stay base64.
 */
function toJson(value: AttributeValue): unknown {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('NULL' in value) return null;
  if ('M' in value) return itemToJson(value.M);
  if ('L' in value) return value.L.map(toJson);
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS.map(Number);
  if ('B' in value) return value.B;
  return value.BS;
}

function text(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw wrongType(path, 'a string', value);
}

/** Numeric strings go as they are, so that no digit is lost; DynamoDB refuses what is no number. */
function numeric(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw wrongType(path, 'a number', value);
}

/** Like RFC 2045, characters outside the alphabet are ignored; DynamoDB itself would refuse them. */
function binary(value: unknown, path: string): string {
  if (typeof value !== 'string') throw wrongType(path, 'a base64 string', value);
  return Buffer.from(value.replace(/[^A-Za-z0-9+/]/g, ''), 'base64').toString('base64');
}
