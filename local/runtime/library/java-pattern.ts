import { translatePattern } from './java-pattern-syntax.ts';
import { degreeOf, isQuick } from './pattern-cost.ts';
import { Map, RegExp, TypeError } from './primordials.ts';
import { requireWatch } from './watch.ts';

/** Enough for every pattern of an API's code; a pattern built from data must not fill the memory. */
const maxCached = 500;
const cache = new Map<string, { readonly compiled: RegExp; readonly degree: number }>();

/**
 * Compiles the text of a Java `Pattern`, to be tried on `text`. Throws for what is no Java pattern, for what has no equal here, and
 * where trying it may take long and nobody watches.
 */
export function javaPattern(pattern: string, flags: '' | 'g', text: string, isWhole = false): RegExp {
  const key = `${flags}${isWhole ? 'w' : 'p'}${pattern}`;
  const known = cache.get(key);
  if (known) return ready(known, text);
  const translated = translatePattern(pattern);
  // `v` brings Java's nested and intersected character classes, and code points instead of UTF-16 units.
  const source = isWhole ? `^(?:${translated.source})$` : translated.source;
  const compiled = compile(pattern, source, `v${flags}${translated.ignoresCase ? 'i' : ''}`);
  if (cache.size >= maxCached) cache.clear();
  // A search may begin anywhere in the text.
  const entry = { compiled, degree: degreeOf(source) + (isWhole ? 0 : 1) };
  cache.set(key, entry);
  return ready(entry, text);
}

function ready({ compiled, degree }: { readonly compiled: RegExp; readonly degree: number }, text: string): RegExp {
  if (!isQuick(degree, text.length)) requireWatch();
  compiled.lastIndex = 0;
  return compiled;
}

/**
 * `util.matches`: the pattern must cover the whole value, as `Pattern.matches` of Java wants it. The documentation does
 * not say whether a part would do; patterns with `^…$` mean the same either way.
 */
export function matchesWhole(pattern: unknown, value: unknown): boolean {
  if (typeof pattern !== 'string') throw new TypeError('util.matches takes a pattern first');
  if (typeof value !== 'string') return false;
  return javaPattern(pattern, '', value, true).test(value);
}

function compile(pattern: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new TypeError(`invalid pattern: ${pattern}`);
  }
}
