import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';

const require = createRequire(import.meta.url);
const library = fileURLToPath(new URL('library/', import.meta.url));

/**
 * The text of the runtime library as one script, whose global is `appsync`. Bundled once per version of its sources and of
 * esbuild, and kept beside the installed packages: every start would wait for esbuild, which is a process of its own.
 */
export function bundleLibrary(): string {
  const bundler = require.resolve('esbuild/package.json');
  const folder = join(dirname(bundler), '..', '.cache', 'appsync-runtime');
  const kept = join(folder, `${fingerprint(bundler)}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const text = bundle();
    keep(folder, kept, text);
    return text;
  }
}

/** Of all that the bundle is made of: the library takes nothing but types from elsewhere. */
function fingerprint(bundler: string): string {
  const hash = createHash('sha256');
  const own = fileURLToPath(import.meta.url);
  for (const file of [bundler, own, ...readdirSync(library).map((name) => join(library, name))].sort()) {
    const content = readFileSync(file);
    hash.update(`\0${basename(file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Renamed into place, so that a server starting beside this one never reads half a file. */
function keep(folder: string, kept: string, text: string): void {
  const partial = `${kept}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, kept);
  } catch {
    // Packages may be installed where this user cannot write; then each start bundles it again.
  }
}

function bundle(): string {
  const { buildSync } = require('esbuild') as typeof Esbuild;
  const { outputFiles } = buildSync({
    entryPoints: [join(library, 'main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'appsync',
    target: 'esnext',
    platform: 'neutral',
    // Not that of whoever runs this: what is kept depends on the sources alone.
    tsconfigRaw: { compilerOptions: { strict: true } },
    logLevel: 'silent',
  });
  const text = outputFiles[0]?.text;
  if (text === undefined) throw new Error('esbuild wrote no bundle of the runtime library');
  return text;
}
