import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOrder, RunVerdict } from './one-run.ts';

/** Longer than any run of this size; a product that does not even come up has failed visibly. */
const withinMs = 420_000;

/** What came of one run in a tree. A string: it did not come to a verdict, and why. */
export async function playRun(tree: string, order: Omit<RunOrder, 'answerFile'>): Promise<RunVerdict | string> {
  const directory = mkdtempSync(join(tmpdir(), 'parley-verdict-'));
  const answerFile = join(directory, 'verdict.json');
  const file = join(tree, 'test', 'proof', 'checker', 'one-run.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify({ ...order, answerFile })], {
    cwd: tree,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: what it has started is ended with it.
    detached: true,
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // All of it has ended.
    }
  };
  process.once('exit', end);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2_000)));
  const timer = setTimeout(end, withinMs);
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  clearTimeout(timer);
  process.off('exit', end);
  end();
  try {
    // Written by `one-run.ts`.
    return existsSync(answerFile)
      ? (JSON.parse(readFileSync(answerFile, 'utf8')) as RunVerdict)
      : said.trim() || 'no answer';
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
