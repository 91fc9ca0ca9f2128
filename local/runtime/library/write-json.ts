import { countElements } from './metering.ts';
import { isArray, isMember, keysOf, Reflect, stringifyJson } from './primordials.ts';

/** Far deeper than data is; what holds itself is deeper than any. */
const maxDepth = 500;

/**
 * `JSON.stringify`, counting what it writes: nothing can stop the engine once it writes, and lists and maps that hold one
 * another many times over can make it write for ever. Undefined and functions give undefined.
 */
export function writeJson(
  value: unknown,
  names: readonly unknown[] | null = null,
  space?: string | number,
): string | undefined {
  const replacer = isPlain(value, 0) ? (names as (string | number)[] | null) : countingReplacer(names);
  // Two calls of one overloaded function.
  return Reflect.apply(stringifyJson, undefined, [value, replacer as null, space]) as string | undefined;
}

/** Whether the engine writes just what is there: nothing in it says by `toJSON` what to write, and nothing holds itself. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth > maxDepth || typeof Reflect.get(value, 'toJSON') === 'function') return false;
  if (isArray(value)) {
    countElements(value.length);
    for (let index = 0; index < value.length; index += 1) if (!isPlain(value[index], depth + 1)) return false;
    return true;
  }
  const names = keysOf(value);
  countElements(names.length);
  for (const name of names) if (!isPlain(Reflect.get(value, name), depth + 1)) return false;
  return true;
}

/** Counts as the engine writes, which is slower. */
function countingReplacer(names: readonly unknown[] | null): (this: unknown, name: string, value: unknown) => unknown {
  return function (this: unknown, name: string, value: unknown): unknown {
    countElements(isArray(value) ? value.length + 1 : 1);
    return names === null || name === '' || isArray(this) || isMember(names, name) ? value : undefined;
  };
}
