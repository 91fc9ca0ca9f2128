import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kills the engine that a network keeps its data with, as a crash would. The server starts another one by itself. */
export function killEngine(dataDirectory: string): void {
  // As the server noted it for the next one, should it crash itself.
  const noted = JSON.parse(readFileSync(join(dataDirectory, 'dynamodb.pid'), 'utf8')) as { engine: number };
  process.kill(noted.engine, 'SIGKILL');
}
