import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fingerprint } from './fingerprint.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'parley');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

/**
 * A stage of infra/stages.ts: `dev`, whose schema can be asked for, as the console does; `staging` and `prod` as they are on AWS; `load`, as
 * `dev` with the limits on sending lifted.
 */
export type StageName = 'dev' | 'staging' | 'prod' | 'load';

/** What the assembly and the web client are made of, from the root of the repository. */
export const sources = {
  assembly: ['infra', 'resolvers', 'schema.graphql', 'models.json', 'web/security-headers.ts', 'package-lock.json'],
  web: ['web', 'client', 'generated', 'package-lock.json'],
} as const;

/**
 * The folder of the cloud assembly that `cdk synth` writes of the code as it stands. Synthesised only when that has changed, and
 * without CDK's validation of the template, which is for deployments and takes half of the time.
 */
export function buildAssembly(stage: StageName): Promise<string> {
  const app = ['--import', 'tsx', join(root, 'infra', 'app.ts')];
  return build(`assembly-${stage}`, sources.assembly, (output) =>
    run(process.execPath, app, { STAGE: stage, CDK_OUTDIR: output, CDK_VALIDATION: 'false' }),
  );
}

/** The folder of the web client's files. Built only when its code, or the client's, has changed. */
export function buildWeb(): Promise<string> {
  return build('web', sources.web, (output) =>
    run(bin('vite'), ['build', join(root, 'web'), '--outDir', output, '--emptyOutDir', '--logLevel', 'warn'], {
      // As it is served: where tests run it, their own name for the environment would make React's development build.
      NODE_ENV: 'production',
    }),
  );
}

/**
 * What `make` writes, kept by a fingerprint of what it is made of. It writes to a folder of its own, renamed into place when it
 * is whole, so that two starts at once, or one that is broken off, never leave half a build. What changes while it is made
 * has it made again.
 */
async function build(name: string, parts: readonly string[], make: (output: string) => Promise<void>): Promise<string> {
  for (;;) {
    const made = fingerprint(root, parts);
    const kept = join(cache, `${name}-${made}`);
    if (existsSync(kept)) return kept;
    mkdirSync(cache, { recursive: true });
    const partial = `${kept}.${process.pid}`;
    try {
      await make(partial);
      if (fingerprint(root, parts) !== made) continue;
      takePlace(partial, kept);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
    for (const old of olderBuilds(name)) rmSync(old, { recursive: true, force: true });
    return kept;
  }
}

/** Where another process has made the same meanwhile, there is nothing to be done: a folder does not replace one that is not empty. */
function takePlace(partial: string, kept: string): void {
  try {
    renameSync(partial, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  }
}

/** All but the three newest builds of a name: a server that still runs on one of those keeps its files. */
function olderBuilds(name: string): string[] {
  return readdirSync(cache)
    .filter((entry) => /^[0-9a-f]{16}$/.test(entry.slice(name.length + 1)) && entry.startsWith(`${name}-`))
    .map((entry) => join(cache, entry))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .slice(3);
}

async function run(command: string, args: string[], environment: Record<string, string>): Promise<void> {
  try {
    await promisify(execFile)(command, args, { cwd: root, env: { ...process.env, ...environment } });
  } catch (error) {
    const output = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${output.stdout ?? ''}${output.stderr ?? ''}`);
  }
}
