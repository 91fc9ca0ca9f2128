import { boundedCallback, countElements, countEnormous, countText, meters } from './metering.ts';
import { defineProperty, isArray, Reflect, TypeError } from './primordials.ts';

type Method = (this: unknown[], ...given: unknown[]) => unknown;

// Held before resolver code or `harden` touches them.
const native = Array.prototype;
const NativeArray = Array;
const { concat, fill, join, push, sort, splice, unshift } = native;
const { assign, entries, keys, values } = Object;

/** Those that call back once for each element. */
const calling = [
  ...['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'map', 'reduce', 'reduceRight'],
  'some',
] as const;

/** Those that copy all elements. */
const copying = ['reverse', 'slice'] as const;

/** Those that make nothing, and are fast on all but an array whose length alone is enormous. */
const light = ['indexOf', 'lastIndexOf', 'pop', 'shift'] as const;

/** The array methods that take time or memory by the length of the array, counting what they take. */
export function boundedArrays(): Record<string, Method> {
  const methods: Record<string, Method> = { ...growing };
  for (const name of [...calling, ...copying]) {
    const method = Reflect.get(native, name) as Method;
    methods[name] = counted((self) => self.length, method);
  }
  for (const name of calling) {
    const method = methods[name] as Method;
    methods[name] = {
      method(this: unknown[], callback: unknown, ...given: unknown[]): unknown {
        return Reflect.apply(method, this, [boundedCallback(callback, this.length), ...given]);
      },
    }.method;
  }
  for (const name of light) {
    const method = Reflect.get(native, name) as Method;
    methods[name] = {
      method(this: unknown[], ...given: unknown[]): unknown {
        countEnormous(this.length);
        return Reflect.apply(method, this, given);
      },
    }.method;
  }
  return methods;
}

const growing: Record<string, Method> = {
  push: counted((_self, given) => given.length, push),
  unshift: counted((_self, given) => given.length, unshift),
  splice: counted((self, given) => self.length + given.length, splice),
  fill: counted((self) => self.length, fill),
  concat: counted((self, given) => lengthOf(self) + sumOf(given), concat as Method),
  join(separator) {
    countElements(this.length);
    const text = Reflect.apply(join, this, [separator]);
    countText(text.length);
    return text;
  },
  sort(...given) {
    if (given.length > 0 && given[0] !== undefined) throw new TypeError('sort takes no comparator');
    countElements(this.length);
    return Reflect.apply(sort, this, []);
  },
  // Lists within lists can hold one another many times over, so these two count as they go.
  flat(depth = 1) {
    const into: unknown[] = [];
    flatten(this, typeof depth === 'number' ? depth : 1, into);
    return into;
  },
  flatMap(callback, self) {
    if (typeof callback !== 'function') throw new TypeError('flatMap takes a function');
    const into: unknown[] = [];
    const { length } = this;
    countElements(length);
    const call = boundedCallback(callback, length) as Method;
    for (let index = 0; index < length; index += 1) {
      if (!Object.hasOwn(this, index)) continue;
      // What resolver code passed as a function.
      const made: unknown = Reflect.apply(call, self, [this[index], index, this]);
      if (isArray(made)) flatten(made, 0, into);
      else into[into.length] = made;
    }
    return into;
  },
};

/** The `Object` functions that list an array or a string by its elements. */
export function boundedObject(): object {
  return {
    assign: (target: object, ...sources: object[]): object => {
      for (const source of sources) meters.spread(source);
      return Reflect.apply(assign, Object, [target, ...sources]) as object;
    },
    entries: listed(entries),
    keys: listed(keys),
    values: listed(values),
  };
}

function listed(list: (object: object) => unknown[]): (object: object) => unknown[] {
  return (object) => {
    meters.spread(object);
    const members = list(object);
    countElements(members.length);
    return members;
  };
}

/** `Array(3)`. Its prototype is that of all arrays. */
export const createArray = createConstructor();

function createConstructor(): object {
  const create = (...given: unknown[]): unknown[] => {
    const [length] = given;
    countElements(given.length === 1 && typeof length === 'number' ? length : given.length);
    return Reflect.apply(NativeArray, undefined, given) as unknown[];
  };
  defineProperty(create, 'name', { value: 'Array' });
  defineProperty(create, 'prototype', { value: native });
  return create;
}

function counted(count: (self: unknown[], given: unknown[]) => number, method: (...given: never[]) => unknown): Method {
  // A method, since only that has a `this` and no `prototype` of its own.
  return {
    method(this: unknown[], ...given: unknown[]): unknown {
      countElements(count(this, given));
      // Passed on as it came; the method checks it.
      return Reflect.apply(method, this, given as never[]);
    },
  }.method;
}

function flatten(list: readonly unknown[], depth: number, into: unknown[]): void {
  countElements(list.length);
  for (let index = 0; index < list.length; index += 1) {
    if (!Object.hasOwn(list, index)) continue;
    const element = list[index];
    if (depth >= 1 && isArray(element)) flatten(element, depth - 1, into);
    else into[into.length] = element;
  }
}

function sumOf(lists: readonly unknown[]): number {
  let sum = 0;
  for (const list of lists) sum += lengthOf(list);
  return sum;
}

function lengthOf(value: unknown): number {
  return isArray(value) ? value.length : 1;
}
