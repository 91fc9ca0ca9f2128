import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pagingKeyFile = 'paging-key';
const pagingKeyBytes = 32;

/** What is kept in a data directory: the database with its side files, generated secrets, user pools, the key of paging tokens, objects. */
const ours = /^(dynamodb\.db(-\w+)?|(secrets|user-pools)\.json(\.new)?|paging-key|objects)$/;

/** Forgets all data. Files of others in the directory stay. Throws where a server that runs uses it. */
export function clearData(directory: string): void {
  if (!existsSync(directory)) return;
  const user = userOf(directory);
  if (user !== null) throw new Error(`Another server (process ${user}) uses the data in ${directory}. Stop it first.`);
  for (const name of readdirSync(directory)) if (ours.test(name)) rmSync(join(directory, name), { recursive: true });
}

/** The key of paging tokens, kept so that a token outlives a restart; null = a new one each time. */
export function pagingKey(directory: string | null): Uint8Array {
  if (directory === null) return randomBytes(pagingKeyBytes);
  const path = join(directory, pagingKeyFile);
  if (existsSync(path)) return readFileSync(path);
  const key = randomBytes(pagingKeyBytes);
  mkdirSync(directory, { recursive: true });
  writeFileSync(path, key, { mode: 0o600 });
  return key;
}

/** The process that has the database open, by the file in which the engine's keeper names itself; null = none runs. */
function userOf(directory: string): number | null {
  try {
    const { engine, server } = JSON.parse(readFileSync(join(directory, 'dynamodb.pid'), 'utf8')) as Record<
      string,
      unknown
    >;
    return typeof server === 'number' && isRunning(server) && isRunning(engine) ? server : null;
  } catch {
    // Absent, or torn by a crash.
    return null;
  }
}

function isRunning(pid: unknown): boolean {
  if (typeof pid !== 'number') return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
