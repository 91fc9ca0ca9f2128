import { writeJson } from './write-json.ts';
import { isArray } from './primordials.ts';

export type PlainObject = Record<string, unknown>;

/** An object that is neither null nor an array. */
export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** What `value` is as JSON: `null` for undefined and functions. */
export function toJson(value: unknown): string {
  return writeJson(value) ?? 'null';
}

/** The members that are neither null nor undefined. */
export function withoutAbsent(object: PlainObject): PlainObject {
  const present: PlainObject = {};
  for (const [name, value] of Object.entries(object)) if (value !== null && value !== undefined) present[name] = value;
  return present;
}
