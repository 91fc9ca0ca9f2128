import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles what a tab runs, the real client with it, so that a page loads in a moment. Answers with the file. */
export async function bundleTab(directory: string): Promise<string> {
  const outfile = join(directory, 'tab.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('tab/main.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    conditions: ['source'],
    // Native helpers of `ws` that it does without.
    external: ['bufferutil', 'utf-8-validate'],
    logLevel: 'error',
  });
  return outfile;
}
