import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBrowser } from './browser.ts';
import { runChecks } from './checks.ts';

/**
 * `npm test`: every check and every test there is, then how many passed and failed, alone on the last line. With `--fast`, of the tests those
 * alone that need no server, no browser and no template.
 */
const isFast = process.argv.includes('--fast');
const checks = await runChecks();
let passed = checks.total - checks.failed;
let failed = checks.failed;

if (!isFast) requireBrowser();
const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
const report = join(folder, 'report.json');
console.log('\n> tests');
const { status } = spawnSync(
  'node_modules/.bin/vitest',
  [
    'run',
    ...(isFast ? ['--project', 'unit'] : []),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ],
  { stdio: 'inherit' },
);
const { numPassedTests, numFailedTests } = readReport();
passed += numPassedTests;
// A file that does not even load fails the run without a failed test.
failed += status === 0 ? numFailedTests : Math.max(1, numFailedTests);
rmSync(folder, { recursive: true, force: true });

// Last and by itself: it wants the machine for itself. It says what it did, and after a failure how to see the same again.
if (!isFast) {
  console.log('\n> proof:chaos');
  const proof = spawnSync('npm', ['run', '--silent', 'proof:chaos'], { stdio: 'inherit' });
  if (proof.status === 0) passed += 1;
  else failed += 1;
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function readReport(): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  } catch {
    return { numPassedTests: 0, numFailedTests: 1 };
  }
}
