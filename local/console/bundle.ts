import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface ConsoleBundle {
  readonly script: Buffer;
  readonly style: Buffer;
}

const require = createRequire(import.meta.url);
const page = fileURLToPath(new URL('page/', import.meta.url));

/** The console's page, bundled once per version of its sources and of GraphiQL, and kept beside the installed packages. */
export async function bundleConsole(): Promise<ConsoleBundle> {
  const graphiql = require.resolve('graphiql/package.json');
  const kept = join(dirname(graphiql), '..', '.cache', 'appsync-console', await fingerprint(graphiql));
  const read = async () => ({
    script: await readFile(join(kept, 'main.js')),
    style: await readFile(join(kept, 'main.css')),
  });
  return read().catch(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(page, 'main.tsx')],
      outdir: kept,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      loader: { '.woff2': 'dataurl', '.ttf': 'dataurl', '.svg': 'dataurl' },
      logLevel: 'error',
      write: false,
    });
    await mkdir(kept, { recursive: true });
    for (const file of outputFiles) {
      // Renamed into place, so that a server starting beside this one never reads half a file.
      const partial = `${file.path}.${process.pid}`;
      await writeFile(partial, file.contents);
      await rename(partial, file.path);
    }
    return read();
  });
}

async function fingerprint(graphiql: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(graphiql));
  for (const name of (await readdir(page)).sort()) hash.update(name).update(await readFile(join(page, name)));
  return hash.digest('hex').slice(0, 16);
}
