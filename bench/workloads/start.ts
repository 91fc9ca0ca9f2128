import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../measure/child.ts';

export interface Start {
  /** With nothing built before: the assembly is synthesised, the web client built, and the demo data written. */
  readonly coldMs: number;
  /** All of that is there. */
  readonly warmMs: readonly number[];
  /** All but the data, which `--memory` writes each time. */
  readonly memoryMs: readonly number[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** All that a start reads. */
const sources = [
  'client',
  'dev',
  'generated',
  'infra',
  'local',
  'models.json',
  'operations',
  'package.json',
  'package-lock.json',
  'resolvers',
  'schema.graphql',
  'tsconfig.base.json',
  'tsconfig.json',
  'web',
];

/**
 * The whole product from the start of its process until it serves, web client and demo data included, in a copy of the repository
 * that has built nothing yet: so the first start is cold, and nobody's builds are lost for it.
 */
export async function measureStart(warmStarts: number): Promise<Start> {
  const copy = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    for (const source of sources) {
      const filter = (path: string) => !path.endsWith('node_modules');
      cpSync(join(root, source), join(copy, source), { recursive: true, filter });
    }
    mkdirSync(join(copy, 'node_modules'));
    for (const entry of readdirSync(join(root, 'node_modules')).filter((name) => name !== '.cache')) {
      symlinkSync(join(root, 'node_modules', entry), join(copy, 'node_modules', entry));
    }
    const coldMs = await startOnce(copy);
    const warmMs: number[] = [];
    const memoryMs: number[] = [];
    for (let at = 0; at < warmStarts; at += 1) {
      warmMs.push(await startOnce(copy));
      memoryMs.push(await startOnce(copy, { PARLEY_BENCH_MEMORY: '1' }));
    }
    return { coldMs, warmMs, memoryMs };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function startOnce(folder: string, environment: Record<string, string> = {}): Promise<number> {
  const child = await startChild('peers/product.ts', { PARLEY_BENCH_COPY: folder, ...environment });
  await child.end();
  return child.startMs;
}
