import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Says in the directory which engine has its database open, so that the next server can end it after a crash. */
export function writePidFile(directory: string, enginePid: number): void {
  writeFileSync(pidFile(directory), `${JSON.stringify({ engine: enginePid, server: process.pid })}\n`);
}

export function removePidFile(directory: string): void {
  rmSync(pidFile(directory), { force: true });
}

/**
 * Ends the engine that a crashed server left behind on the same database: two engines on one file would fight.
 *
 * @throws where the engine belongs to a server that still runs.
 */
export async function endLeftOver(directory: string, databasePath: string, log: (line: string) => void): Promise<void> {
  const recorded = readPidFile(directory);
  if (recorded === null) return;
  const running = processFacts(recorded.engine);
  // A process number is used again after a while: only the command line tells whether it still is that engine.
  if (running === null || !isEngineOn(running.command, databasePath)) return;
  // The orphan of a crash has been handed to another parent.
  if (running.parent === recorded.server) {
    throw new Error(
      `Another server (process ${recorded.server}) uses the database in ${directory}. ` +
        'Stop it first, or choose another directory.',
    );
  }
  log(`Ending the DynamoDB engine that an earlier run left behind (process ${recorded.engine}).`);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    kill(recorded.engine, signal);
    if (await isGone(recorded.engine, 2_000)) return;
  }
  throw new Error(`The DynamoDB engine of an earlier run (process ${recorded.engine}) cannot be ended.`);
}

function pidFile(directory: string): string {
  return join(directory, 'dynamodb.pid');
}

function readPidFile(directory: string): { engine: number; server: number } | null {
  try {
    const { engine, server } = JSON.parse(readFileSync(pidFile(directory), 'utf8'));
    return Number.isInteger(engine) && engine > 1 && Number.isInteger(server) ? { engine, server } : null;
  } catch {
    // Absent, or torn by a crash: then there is nothing to be known.
    return null;
  }
}

function isEngineOn(command: string, databasePath: string): boolean {
  return command.includes('dynoxide') && command.includes(databasePath);
}

interface ProcessFacts {
  readonly parent: number;
  readonly command: string;
}

/** null = no such process. A zombie counts as none. */
function processFacts(pid: number): ProcessFacts | null {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return null;
  }
}

function fromProc(pid: number): ProcessFacts | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may itself hold spaces and parentheses.
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z') return null;
  return { parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
}

function fromPs(pid: number): ProcessFacts | null {
  const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  const match = /^(\d+)\s+(.*)$/.exec(line);
  return match === null ? null : { parent: Number(match[1]), command: match[2] ?? '' };
}

function kill(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in the meantime, which is what we want.
  }
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; await delay(20)) {
    if (processFacts(pid) === null) return true;
  }
  return processFacts(pid) === null;
}
