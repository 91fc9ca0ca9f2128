/**
 * The library's own hold on what `harden` takes from the world around resolver code. Library code must not use a global
 * or a method of strings and arrays that resolver code may not use: import it from here. Regular expressions, maps,
 * dates and `Intl` keep their methods, since resolver code cannot reach one of them.
 */
export const { BigInt, Date, Error, Intl, Map, RegExp, RangeError, Reflect, Set, TypeError, WeakMap } = globalThis;
export const { decodeURIComponent, encodeURIComponent, parseInt } = globalThis;
export const { defineProperty, freeze, fromEntries, keys: keysOf } = Object;
export const { isArray } = Array;
export const { isInteger } = Number;
export const { fromCodePoint } = String;
export const { floor, max, min, random, round } = Math;
export const { parse: parseJson, stringify: stringifyJson } = JSON;

const { apply } = Reflect;
const { charCodeAt: charCodeAtMethod, codePointAt: codePointAtMethod, includes: stringIncludes } = String.prototype;
const { normalize: normalizeMethod, padStart: padStartMethod, replace: replaceMethod } = String.prototype;
const { includes: arrayIncludes } = Array.prototype;
const { toString: numberToString } = Number.prototype;

export function charCodeAt(text: string, index: number): number {
  return apply(charCodeAtMethod, text, [index]);
}

export function codePointAt(text: string, index: number): number | undefined {
  return apply(codePointAtMethod, text, [index]);
}

export function contains(text: string, part: string): boolean {
  return apply(stringIncludes, text, [part]);
}

export function isMember(list: readonly unknown[], candidate: unknown): boolean {
  return apply(arrayIncludes, list, [candidate]);
}

export function normalize(text: string, form: string): string {
  return apply(normalizeMethod, text, [form]);
}

export function padStart(value: string | number, length: number, fill = '0'): string {
  return apply(padStartMethod, `${value}`, [length, fill]);
}

export function replaceText(text: string, pattern: RegExp, by: string | ((...match: string[]) => string)): string {
  return apply(replaceMethod, text, [pattern, by]) as string;
}

export function toHex(value: number): string {
  return apply(numberToString, value, [16]);
}
