import { translatePattern } from './java-pattern-syntax.ts';
import { Map, RegExp, TypeError } from './primordials.ts';

/** Enough for every pattern of an API's code; a pattern built from data must not fill the memory. */
const maxCached = 500;
const cache = new Map<string, RegExp>();

/** Compiles the text of a Java `Pattern`. Throws for what is no Java pattern and for what has no equal here. */
export function javaPattern(pattern: string, flags: '' | 'g', isWhole = false): RegExp {
  const key = `${flags}${isWhole ? 'w' : 'p'}${pattern}`;
  const known = cache.get(key);
  if (known) {
    known.lastIndex = 0;
    return known;
  }
  const translated = translatePattern(pattern);
  // `v` brings Java's nested and intersected character classes, and code points instead of UTF-16 units.
  const source = isWhole ? `^(?:${translated.source})$` : translated.source;
  const compiled = compile(pattern, source, `v${flags}${translated.ignoresCase ? 'i' : ''}`);
  if (cache.size >= maxCached) cache.clear();
  cache.set(key, compiled);
  return compiled;
}

/**
 * `util.matches`: the pattern must cover the whole value, as `Pattern.matches` of Java wants it. The documentation does
 * not say whether a part would do; patterns with `^…$` mean the same either way.
 */
export function matchesWhole(pattern: unknown, value: unknown): boolean {
  if (typeof pattern !== 'string') throw new TypeError('util.matches takes a pattern first');
  if (typeof value !== 'string') return false;
  return javaPattern(pattern, '', true).test(value);
}

function compile(pattern: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new TypeError(`invalid pattern: ${pattern}`);
  }
}
