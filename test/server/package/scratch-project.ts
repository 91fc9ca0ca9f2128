import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

/** A project of somebody else: outside of this repository, with the packed client in its `node_modules`. */
export interface ScratchProject {
  readonly folder: string;
  /** What the package holds, from its own root. */
  readonly packed: readonly string[];
  write(path: string, text: string): void;
  /** Runs a tool or a script in the project. Rejects with all that it printed where it fails. */
  run(command: string, ...args: string[]): Promise<string>;
  remove(): void;
}

/**
 * Packs the client as `npm publish` would, and unpacks it as `npm install` would. Its dependencies, and the tools that such projects
 * have, are linked from ours, so that no registry is asked.
 */
export async function scratchProject(links: readonly string[]): Promise<ScratchProject> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-scratch-'));
  const installed = join(folder, 'node_modules', '@parley', 'client');
  mkdirSync(installed, { recursive: true });
  const { stdout } = await run('npm', ['pack', join(root, 'client'), '--json', '--pack-destination', folder], {
    cwd: root,
  });
  // `prepack` may print before the list of what was packed.
  const [pack] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string; files: { path: string }[] }];
  await run('tar', ['-xzf', join(folder, pack.filename), '-C', installed, '--strip-components', '1']);
  for (const name of links) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), place);
  }
  const project: ScratchProject = {
    folder,
    packed: pack.files.map(({ path }) => path),
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    async run(command, ...args) {
      try {
        return (await run(command, args, { cwd: folder, timeout: 120_000 })).stdout;
      } catch (error) {
        const { stdout: out = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        throw new Error(`${command} ${args.join(' ')}\n${out}${stderr}`, { cause: error });
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  project.write('package.json', JSON.stringify({ name: 'scratch', private: true, type: 'module' }));
  return project;
}

/** The JavaScript of a built page, by name. */
export function scriptsOf(folder: string): string[] {
  return readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
}
