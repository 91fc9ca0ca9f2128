import { statSync, unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';

export interface Watcher {
  close(): void;
}

/** A synthesis writes its manifest last, but not in one stroke. */
const INTERVAL_MS = 250;

/**
 * Calls `onChange` each time that an assembly was synthesised into the directory. It looks at the manifest rather than waiting
 * for the system to tell: the directory may be removed and made anew, or be mounted from elsewhere.
 */
export function watchAssembly(directory: string, onChange: () => void): Watcher {
  const manifest = join(directory, 'manifest.json');
  let served = stamp(manifest);
  let seen = served;
  const look = (): void => {
    const now = stamp(manifest);
    const isSettled = now === seen;
    seen = now;
    if (now === null || now === served) return;
    // Once more, to find it as it was: nobody is writing it any more.
    if (!isSettled) return void setTimeout(look, INTERVAL_MS).unref();
    served = now;
    onChange();
  };
  watchFile(manifest, { interval: INTERVAL_MS, persistent: false }, look);
  // `watchFile` tells of changes since its own first look, which may come after one.
  setTimeout(look, INTERVAL_MS).unref();
  return { close: () => unwatchFile(manifest, look) };
}

/** null = there is none just now. */
function stamp(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : null;
}
