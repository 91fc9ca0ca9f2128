import { build, type PluginBuild } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const client = fileURLToPath(new URL('../../client/src/', import.meta.url));

/** Bytes of what a page loads at first with these imports, their peers apart. */
async function gzipped(imports: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: imports, resolveDir: client },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    external: ['aws-amplify', 'aws-amplify/*', 'react'],
    plugins: [{ name: 'later', setup: loadedLater }],
    write: false,
  });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}

/** What is imported when it is needed is a file of its own. */
function loadedLater({ onResolve }: PluginBuild): void {
  onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
}

test('the core without Amplify is at most 25 kB', async () => {
  const core = await gzipped("export { createParley } from './create-parley.ts';");
  expect(core).toBeGreaterThan(10_000);
  expect(core).toBeLessThanOrEqual(25_000);
});

test('all that the front door leads to is at most 32 kB', async () => {
  expect(await gzipped("export * from './index.ts';")).toBeLessThanOrEqual(32_000);
});

test('what it brings for Cognito is no more than a word', async () => {
  expect(await gzipped("export * from './cognito.ts';")).toBeLessThanOrEqual(1_000);
});
