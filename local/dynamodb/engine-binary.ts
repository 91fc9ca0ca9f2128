import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Where the engine's executable for this platform is installed.
 *
 * @throws where none is, naming the ways out.
 */
export function engineBinary(platform: string = process.platform, architecture: string = process.arch): string {
  const packageName = `@dynoxide/${platform}-${architecture}`;
  const directory = packageDirectory(packageName);
  const names =
    platform === 'win32' ? ['dynoxide.exe', join('bin', 'dynoxide.exe')] : ['dynoxide', join('bin', 'dynoxide')];
  const binary = directory === null ? undefined : names.map((name) => join(directory, name)).find(existsSync);
  if (binary === undefined) {
    throw new Error(
      `No DynamoDB engine is installed for ${platform}-${architecture} (npm package ${packageName}). ` +
        'Run "npm install" again, or set DYNAMODB_ENDPOINT to another DynamoDB: ' +
        "AWS's DynamoDB Local, as in http://127.0.0.1:8000, or the real service.",
    );
  }
  return binary;
}

function packageDirectory(packageName: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  } catch {
    return null;
  }
}
