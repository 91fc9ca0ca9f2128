import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Kills a process as soon as this one is gone, however it ends: SIGKILL, say, which nothing of ours could answer. A shell waits at
 * the end of a pipe of which we hold the other; the system closes that with our last breath. Without a shell nothing is done.
 *
 * The answer calls it off. It has to be called when the process ends: its number may then become another's.
 */
export function endWithUs(pid: number): () => void {
  const shell = spawn('sh', ['-c', 'read -r _; kill -9 "$1"', 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C in a terminal is for the server, which then ends both.
    detached: true,
  });
  shell.on('error', () => undefined);
  // Neither keeps this process alive.
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => void shell.kill('SIGKILL');
}
