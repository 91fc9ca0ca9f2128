import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'node_modules', '.cache', 'parley');

/**
 * Bundles one resolver or function for APPSYNC_JS and returns the file. The options are those of the AppSync Developer Guide,
 * "Additional utilities", bundling; the source map is inline and holds names and positions alone, as AppSync accepts it.
 */
export function bundleResolver(name: string): string {
  return bundle({
    entryPoints: [join(root, 'resolvers', `${name}.ts`)],
    outfile: join(output, 'resolvers', `${name}.js`),
    target: 'esnext',
    external: ['@aws-appsync/utils', '@aws-appsync/utils/dynamodb'],
    sourcemap: 'inline',
    sourcesContent: false,
  });
}

/**
 * Bundles one Lambda function's handler and returns its folder. The AWS SDK is in the bundle, so that what runs is what the
 * lock file says.
 */
export function bundleLambda(name: string): string {
  const file = bundle({
    entryPoints: [join(root, 'infra', 'lambdas', name, 'handler.ts')],
    outfile: join(output, 'lambdas', name, 'index.mjs'),
    // The oldest Node that runs it: the function's own is newer, a laptop's may not be.
    target: 'node20',
    mainFields: ['module', 'main'],
    // Parts of the SDK are CommonJS and ask for Node's own modules with `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    minify: true,
    keepNames: true,
    legalComments: 'none',
  });
  return dirname(file);
}

function bundle(options: BuildOptions & { outfile: string }): string {
  const { outputFiles } = buildSync({
    ...options,
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    write: false,
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  // Several syntheses may run at once, each of the same code: a file is left alone where it is right, and never seen half-written.
  if (!existsSync(options.outfile) || !readFileSync(options.outfile).equals(contents)) {
    mkdirSync(dirname(options.outfile), { recursive: true });
    const partial = `${options.outfile}.${process.pid}.partial`;
    writeFileSync(partial, contents);
    renameSync(partial, options.outfile);
  }
  return options.outfile;
}
