import { readFileSync } from 'node:fs';
import { AssemblyError } from './assembly-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws `AssemblyError` where the file is absent or holds no JSON object. */
export function readJsonObject(path: string): JsonObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new AssemblyError([{ stack: null, logicalId: null, message: `cannot read ${path}: ${String(error)}` }]);
  }
  if (!isObject(parsed)) {
    throw new AssemblyError([{ stack: null, logicalId: null, message: `${path} holds no JSON object` }]);
  }
  return parsed;
}

/** The member if it is an object, else an empty one. */
export function objectIn(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : {};
}
