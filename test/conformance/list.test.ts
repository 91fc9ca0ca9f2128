import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('docs/conformance.md lists the facts of the suite, and at least 400', async () => {
  const env = { ...process.env };
  // The program would take itself for a test.
  delete env['VITEST'];
  const program = join(import.meta.dirname, 'list.ts');
  const listing = promisify(execFile)(process.execPath, ['--import', 'tsx', program, '--check'], { env });
  await expect(listing).resolves.toBeDefined();
}, 60_000);
