import { execFile } from 'node:child_process';

/** What is checked besides the tests, longest first: scripts of package.json. */
const checks = ['lint:code', 'types', 'lint:format', 'deps', 'unused', 'generated'];
/** Each keeps one core busy. */
const atOnce = 2;

/** Runs every check, two at a time, and shows what each says once it has ended. Answers how many failed, and how many there are. */
export async function runChecks(): Promise<{ total: number; failed: number }> {
  const waiting = [...checks];
  let failed = 0;
  const runNext = async (): Promise<void> => {
    const check = waiting.shift();
    if (check === undefined) return;
    const { hasPassed, output } = await run(check);
    console.log(`\n> ${check}: ${hasPassed ? 'passed' : 'FAILED'}\n${output}`.trimEnd());
    if (!hasPassed) failed += 1;
    await runNext();
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  return { total: checks.length, failed };
}

function run(check: string): Promise<{ hasPassed: boolean; output: string }> {
  return new Promise((resolve) => {
    const command = ['run', '--silent', check];
    execFile('npm', command, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ hasPassed: error === null, output: stdout + stderr }),
    );
  });
}
