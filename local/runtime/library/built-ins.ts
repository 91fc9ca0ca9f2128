import { boundedArrays, boundedObject, createArray } from './bounded-arrays.ts';
import { boundedStrings } from './bounded-strings.ts';
import { javaPattern } from './java-pattern.ts';
import { countSearch, countText } from './metering.ts';
import { defineProperty, isArray, Reflect, TypeError } from './primordials.ts';
import { writeJson } from './write-json.ts';

const { replace } = String.prototype;
const { parse } = JSON;

/** Built-ins that differ from the language's (AppSync Developer Guide, "Supported runtime features"). */
const replacements = {
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
      countText(json.length);
      try {
        return parse(json);
      } catch {
        return '';
      }
    },
    stringify(value: unknown, replacer?: unknown, space?: string | number): string | undefined {
      if (typeof replacer === 'function') throw new TypeError('JSON.stringify takes no function');
      const text = writeJson(value, isArray(replacer) ? replacer : null, space);
      countText(text?.length ?? 0);
      return text;
    },
  },
};

export function replaceBuiltIns(): void {
  install(Array.prototype, boundedArrays());
  install(String.prototype, boundedStrings());
  install(String.prototype, replacements.string);
  install(Object, boundedObject());
  install(JSON, replacements.json);
  install(globalThis, { Array: createArray });
  install(Array.prototype, { constructor: createArray });
}

function install(target: object, members: object): void {
  for (const [name, value] of Object.entries(members)) defineProperty(target, name, { value });
}

function replacePattern(text: string, pattern: unknown, by: unknown, flags: '' | 'g'): string {
  if (typeof pattern !== 'string') throw new TypeError('the pattern must be a string');
  if (typeof by === 'function') throw new TypeError('the replacement must be a string');
  countSearch(text, pattern);
  // A string with the same `$1` in Java and here.
  const replaced = Reflect.apply(replace, text, [javaPattern(pattern, flags, text), `${by as string}`]) as string;
  countText(replaced.length);
  return replaced;
}
