import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, on every machine since 2.6 (proc(5), USER_HZ). */
const TICK_MS = 10;

/** Processor time that a process has used so far, its threads included and its children not, in milliseconds. */
export function cpuMs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name, in brackets, and may hold anything: so count from its end.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** What of a process lies in memory, in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The DynamoDB engine that a server started for itself. Null = it has none. */
export function engineOf(pid: number): number | null {
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ');
    for (const child of children.filter((one) => one !== '').map(Number)) {
      if (readFileSync(`/proc/${child}/comm`, 'utf8').startsWith('dynoxide')) return child;
    }
  }
  return null;
}
