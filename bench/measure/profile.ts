import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** Samples what this process spends its processor time on, for Chrome's and VS Code's viewers of `.cpuprofile`. */
export async function startProfile(): Promise<(path: string) => Promise<void>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 250 });
  await session.post('Profiler.start');
  return async (path) => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    writeFileSync(path, JSON.stringify(profile));
  };
}

/**
 * Frees what nothing holds any more. By the inspector, as `--expose-gc` would also put a `gc` into the scope that resolver code runs
 * in, and the local AppSync refuses to start with a scope that it does not know.
 */
export async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
