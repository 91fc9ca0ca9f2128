import { replaceBuiltIns } from './built-ins.ts';
import { documentedMethods, documentedStatics } from './documented.ts';
import { defineProperty, freeze, isMember, Reflect, Set, TypeError } from './primordials.ts';

/**
 * All that is not documented is removed, save what the language itself calls: conversion to a primitive, and iteration,
 * whose symbols no code can name.
 */
const conversions = ['constructor', 'toString', 'valueOf'];

const keptMethods = {
  Object: conversions,
  // No constructor: it would be `Function`. No toString: it would show source that is not the author's.
  Function: [],
  String: [...conversions, ...documentedMethods.String],
  Array: [...conversions, ...documentedMethods.Array],
  Number: conversions,
  Boolean: conversions,
} as const;

/**
 * Leaves AppSync's globals and `own`, removes every other, and freezes all that can be reached. `hidden` is frozen too,
 * without becoming a global.
 */
export function harden(own: Readonly<Record<string, object>>, hidden: readonly object[]): void {
  // Its own name is among what is removed.
  const world: object = globalThis;
  const intrinsics = reachableFrom([world]);
  const prototypes = { Object, Function, String, Array, Number, Boolean };

  replaceBuiltIns();
  // Its constants cannot be deleted, so `Math` becomes an object that never had them.
  defineProperty(world, 'Math', { value: pick(Math, documentedStatics.Math) });
  for (const [name, kept] of Object.entries(documentedStatics)) strip(Reflect.get(world, name) as object, kept);
  for (const [name, kept] of Object.entries(keptMethods)) {
    strip(prototypes[name as keyof typeof prototypes].prototype as object, kept);
  }
  allowOverrides(Object.prototype, conversions);

  strip(world, [...Object.keys(documentedStatics), 'NaN', 'Infinity', 'undefined']);
  for (const [name, value] of Object.entries(own)) defineProperty(world, name, { value });
  for (const object of intrinsics) freeze(object);
  for (const object of reachableFrom([world, ...Object.values(own), ...hidden])) freeze(object);
}

function pick(object: object, names: readonly string[]): object {
  const picked: Record<string, unknown> = {};
  for (const name of names) picked[name] = Reflect.get(object, name);
  return picked;
}

function strip(object: object, kept: readonly string[]): void {
  for (const key of Reflect.ownKeys(object)) {
    if (typeof key === 'symbol' || isMember(kept, key) || Reflect.deleteProperty(object, key)) continue;
    // The engine holds on to a few: `prototype`, and constants as `Number.MAX_VALUE`, which give nothing away.
    const value: unknown = Reflect.get(object, key);
    if (typeof value !== 'number' && key !== 'prototype') {
      throw new TypeError(`${key} cannot be removed from the sandbox`);
    }
  }
}

/**
 * A frozen prototype would also refuse `o.toString = …` on an object that inherits from it. As accessors the inherited
 * members stay as they are, and an assignment makes a member of the object's own.
 */
function allowOverrides(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    const inherited: unknown = Reflect.get(prototype, name);
    const accessor = {
      get: () => inherited,
      set(this: unknown, value: unknown): void {
        if (typeof this !== 'object' && typeof this !== 'function') throw new TypeError(`cannot set ${name}`);
        // An object or a function, or null, which defineProperty refuses with a TypeError of its own.
        defineProperty(this as object, name, { value, writable: true, enumerable: true, configurable: true });
      },
    };
    defineProperty(prototype, name, { get: accessor.get, set: accessor.set, enumerable: false, configurable: true });
  }
}

function reachableFrom(roots: readonly object[]): Set<object> {
  const found = new Set<object>();
  const pending: unknown[] = [...roots];
  while (pending.length > 0) {
    const object = pending.pop();
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || found.has(object)) continue;
    found.add(object);
    pending.push(Reflect.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
      pending.push(descriptor?.value, descriptor?.get, descriptor?.set);
    }
  }
  return found;
}
