import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredSecret {
  readonly value: string;
  readonly versionId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

const fileName = 'secrets.json';

/** Generated secrets by ARN; empty where nothing was kept yet. Throws where the file is not what `writeStored` wrote. */
export function readStored(directory: string): Record<string, StoredSecret> {
  const path = join(directory, fileName);
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`cannot read the kept secrets in ${path}`, { cause: error });
  }
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : null;
  if (entries === null || !entries.every((entry): entry is [string, StoredSecret] => isStored(entry[1]))) {
    throw new Error(`${path} does not hold kept secrets`);
  }
  return Object.fromEntries(entries);
}

/** Whole or not at all: a crash half way must not cost the secrets that were there before. */
export function writeStored(directory: string, secrets: Readonly<Record<string, StoredSecret>>): void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, fileName);
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function isStored(value: unknown): value is StoredSecret {
  if (typeof value !== 'object' || value === null) return false;
  const { value: text, versionId, createdAt } = value as Partial<StoredSecret>; // Every member is checked next.
  return typeof text === 'string' && typeof versionId === 'string' && typeof createdAt === 'number';
}
