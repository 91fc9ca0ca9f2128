import { RequestRefused } from './failure.ts';

/**
 * Readers for the object that a request handler returns. Like AppSync they refuse members that they do not know, and
 * take an optional member that is null for an absent one. `path` is AppSync's, as in `$[query][expression]`.
 */
export type RequestObject = Readonly<Record<string, unknown>>;

export function readObject(value: unknown, path: string): RequestObject {
  // The cast is safe: every member of a JSON object is unknown until looked at.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RequestObject;
  if (value === undefined || value === null) throw new RequestRefused(`Value for field '${path}' not found.`);
  throw wrongType(path, 'an object', value);
}

/** @throws {RequestRefused} where the object has another member. Members whose value is undefined do not count. */
export function refuseUnknownMembers(object: RequestObject, path: string, known: ReadonlySet<string>): void {
  for (const name in object) {
    if (!known.has(name) && object[name] !== undefined) {
      throw new RequestRefused(`Unsupported element '${path}[${name}]'.`);
    }
  }
}

export function readList(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === undefined || value === null) throw new RequestRefused(`Value for field '${path}' not found.`);
  throw wrongType(path, 'a list', value);
}

export function readString(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) throw new RequestRefused(`Value for field '${path}' not found.`);
  throw wrongType(path, 'a string', value);
}

export function readOptionalString(value: unknown, path: string): string | undefined {
  return value === undefined || value === null ? undefined : readString(value, path);
}

export function readOptionalBoolean(value: unknown, path: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw wrongType(path, 'a boolean', value);
}

export function readOptionalInteger(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw wrongType(path, 'an integer', value);
}

export function wrongType(path: string, expected: string, value: unknown): RequestRefused {
  const actual = value === null ? 'null' : Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
  return new RequestRefused(`Expected ${expected} for field '${path}', but it is ${actual}.`);
}
