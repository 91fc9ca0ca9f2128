import { javaPattern } from './java-pattern.ts';
import { defineProperty, isArray, Reflect, TypeError } from './primordials.ts';

const { sort } = Array.prototype;
const { replace } = String.prototype;
const { parse, stringify } = JSON;

/** Built-ins that differ from the language's (AppSync Developer Guide, "Supported runtime features"). */
const replacements = {
  array: {
    sort(this: unknown[], ...given: unknown[]): unknown[] {
      if (given.length > 0 && given[0] !== undefined) throw new TypeError('sort takes no comparator');
      return Reflect.apply(sort, this, []);
    },
  },
  string: {
    /** The pattern is a Java regular expression. */
    replace(this: string, pattern: unknown, by: unknown): string {
      return replacePattern(this, pattern, by, '');
    },
    replaceAll(this: string, pattern: unknown, by: unknown): string {
      return replacePattern(this, pattern, by, 'g');
    },
  },
  json: {
    /** Text that is no JSON gives an empty string, not an error. */
    parse(text: unknown, reviver?: unknown): unknown {
      if (reviver !== undefined) throw new TypeError('JSON.parse takes no reviver');
      // Outside of the `try`: a conversion runs code of the resolver, whose errors must not end here.
      const json = `${text as string}`;
      try {
        return parse(json);
      } catch {
        return '';
      }
    },
    stringify(value: unknown, replacer?: unknown, space?: string | number): string | undefined {
      if (typeof replacer === 'function') throw new TypeError('JSON.stringify takes no function');
      return stringify(value, isArray(replacer) ? replacer : null, space);
    },
  },
};

export function replaceBuiltIns(): void {
  install(Array.prototype, replacements.array);
  install(String.prototype, replacements.string);
  install(JSON, replacements.json);
}

function install(target: object, methods: object): void {
  for (const [name, value] of Object.entries(methods)) defineProperty(target, name, { value });
}

function replacePattern(text: string, pattern: unknown, by: unknown, flags: '' | 'g'): string {
  if (typeof pattern !== 'string') throw new TypeError('the pattern must be a string');
  if (typeof by === 'function') throw new TypeError('the replacement must be a string');
  // A string with the same `$1` in Java and here.
  return Reflect.apply(replace, text, [javaPattern(pattern, flags), `${by as string}`]) as string;
}
