import type { Report } from './assembly-error.ts';
import { resolve } from './intrinsics.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Resource } from './scope.ts';

/**
 * Typed reading of a resource's properties, each resolved when it is asked for, so that a property that nobody reads
 * cannot stop the read. What is missing or of another type is reported under its path.
 */
export interface Properties {
  has(name: string): boolean;
  /** The resolved value as it is; undefined = absent. */
  value(name: string): unknown;
  string(name: string): string;
  optionalString(name: string): string | null;
  number(name: string, fallback: number): number;
  /** A map of strings; absent = empty. */
  strings(name: string): Readonly<Record<string, string>>;
  /** A list of strings; absent = empty. */
  list(name: string): readonly string[];
  /** A property that is itself an object; null = absent. */
  child(name: string): Properties | null;
  /** A list of objects; absent = empty. */
  children(name: string): readonly Properties[];
  /** Reports under this object's path. */
  report: Report;
}

export function propertiesOf(resource: Resource, report: Report): Properties {
  return reader((name) => resolve(resource.properties[name], resource.scope, report), '', report);
}

function reader(read: (name: string) => unknown, path: string, report: Report): Properties {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const wrong = (name: string, expected: string): void => report(`${at(name)} is not ${expected}`);
  const object = (value: JsonObject, name: string): Properties => reader((key) => value[key], at(name), report);

  const properties: Properties = {
    has: (name) => read(name) !== undefined,
    value: read,
    string(name) {
      const text = properties.optionalString(name);
      if (text === null) report(`${at(name)} is missing`);
      return text ?? '';
    },
    optionalString(name) {
      const value = read(name);
      if (value === undefined) return null;
      if (typeof value === 'object' && value !== null) wrong(name, 'a string');
      return String(value);
    },
    number(name, fallback) {
      const value = read(name);
      if (value === undefined) return fallback;
      // CloudFormation takes numbers as strings too.
      const number = Number(value);
      if (!Number.isFinite(number)) wrong(name, 'a number');
      return number;
    },
    strings(name) {
      const value = read(name) ?? {};
      if (!isObject(value)) wrong(name, 'a map');
      return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)])) : {};
    },
    list(name) {
      const value = read(name);
      if (value === undefined) return [];
      return (Array.isArray(value) ? value : [value]).map(String);
    },
    child(name) {
      const value = read(name);
      if (value === undefined) return null;
      if (!isObject(value)) wrong(name, 'an object');
      return object(isObject(value) ? value : {}, name);
    },
    children(name) {
      const value = read(name) ?? [];
      if (!Array.isArray(value)) wrong(name, 'a list');
      const items: unknown[] = Array.isArray(value) ? value : [];
      return items.map((item, index) => object(isObject(item) ? item : {}, `${name}[${index}]`));
    },
    report: (message) => report(path === '' ? message : `${path}: ${message}`),
  };
  return properties;
}
