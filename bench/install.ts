import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Installs the peers where they are missing. They have lock files of their own, and the simulator has them apart once more, as it
 * needs graphql 15 and nothing but one copy of it.
 */
export function installPeers(): void {
  for (const folder of ['.', 'simulator']) {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    if (existsSync(`${path}/node_modules`)) continue;
    console.log(`installing the peers in bench/${folder === '.' ? '' : folder}`);
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', path], { stdio: 'inherit' });
  }
}
