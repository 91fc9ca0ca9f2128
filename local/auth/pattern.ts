import { translatePattern } from '../runtime/library/java-pattern-syntax.ts';

/**
 * A pattern of the template, in Java's syntax as everywhere in AppSync; it must cover the whole of a text. Throws for what
 * is none.
 */
export function wholePattern(pattern: string): RegExp {
  const { source, ignoresCase } = translatePattern(pattern);
  return new RegExp(`^(?:${source})$`, ignoresCase ? 'vi' : 'v');
}
