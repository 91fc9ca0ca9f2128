import { test } from 'vitest';

/** How well a fact is known. `decided`: AWS's documentation is silent, and docs/local.md states the reading taken. */
export type Certainty = 'sure' | 'likely' | 'decided';

export const areas = [
  'runtime',
  'data sources',
  'real time',
  'subscriptions',
  'http',
  'authorization',
  'scalars',
  'limits',
  'assembly',
] as const;

export type Area = (typeof areas)[number];

export interface Standing {
  readonly area: Area;
  readonly certainty: Certainty;
  /** A public source in words: a page and its section, an issue, a type package. */
  readonly source: string;
}

export interface Fact extends Standing {
  readonly name: string;
}

const registered = new Map<string, Fact>();

/**
 * One case of the suite: a fact of AppSync, how well it is known and from where, and what would fail if this server did
 * otherwise. Outside of vitest it is only registered, so that `list.ts` can print all of them. Throws for a name that its
 * area has already.
 */
export function fact(standing: Standing, name: string, holds: () => void | Promise<void>): void {
  const key = `${standing.area}: ${name}`;
  if (registered.has(key)) throw new Error(`There are two facts named "${key}".`);
  registered.set(key, { ...standing, name });
  if (isRunning) test(`${key} (${standing.certainty}; ${standing.source})`, holds);
}

/** Every fact of the modules that were imported so far, in their order. */
export function registeredFacts(): readonly Fact[] {
  return [...registered.values()];
}

/** False where the facts are only being listed. */
export const isRunning = process.env['VITEST'] !== undefined;
