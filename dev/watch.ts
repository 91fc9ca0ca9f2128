import { type FSWatcher, existsSync, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

const settleMs = 100;
const ignored = new Set(['node_modules', 'dist']);

/**
 * Calls `onChange` a moment after files at the places were changed, made or removed, until it is closed.
 *
 * Each folder is watched by itself: Node's recursive watching on Linux loses a file that an editor saves by putting a new one
 * in its place, as most do.
 */
export function watchPlaces(root: string, places: readonly string[], onChange: () => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  const follow = (): void => {
    const folders = new Set(places.flatMap((place) => foldersOf(join(root, place))));
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of folders) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          follow();
          onChange();
        }, settleMs);
      });
      // The folder is gone: the one above it tells of that.
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(folder);
      });
      watchers.set(folder, watcher);
    }
  };

  follow();
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** A folder and those within it; of a file, the one it lies in. */
function foldersOf(place: string): string[] {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [dirname(place)];
  const within = readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ignored.has(entry.name))
    .flatMap((entry) => foldersOf(join(place, entry.name)));
  return [place, ...within];
}
