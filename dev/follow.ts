import { watchPlaces } from './watch.ts';

export interface Followed {
  /** As a person knows it, as in `the service`. */
  name: string;
  /** Of the repository's root. */
  sources: readonly string[];
  /** Builds what the sources say now, and answers its folder; the same sources give the same folder. */
  build: () => Promise<string>;
  /** Serves the folder from now on. Says itself what is wrong with it where it rejects. */
  serve: (folder: string) => Promise<void>;
}

/**
 * Builds and serves anew whenever the sources have changed. One build at a time; what changes meanwhile is built after it.
 * Where a build fails, its error is told and what was served before stays.
 */
export function follow(
  root: string,
  { name, sources, build, serve }: Followed,
  tell: { info(line: string): void; warn(line: string): void },
  first: string,
): { close(): Promise<void> } {
  let served = first;
  let isStale = false;
  let working: Promise<void> | null = null;

  const work = async (): Promise<void> => {
    while (isStale) {
      isStale = false;
      const startedAt = performance.now();
      const folder = await build().catch((error: unknown) => {
        tell.warn(`${name} does not build; what was served before goes on:`);
        for (const line of String(error instanceof Error ? error.message : error).split('\n')) tell.warn(`  ${line}`);
        return null;
      });
      if (folder === null || folder === served) continue;
      const isServed = await serve(folder).then(
        () => true,
        () => false,
      );
      if (!isServed) continue;
      served = folder;
      tell.info(`${name} is served as it is now, ${Math.round(performance.now() - startedAt)} ms after the change`);
    }
  };

  const look = (): void => {
    isStale = true;
    working ??= work().finally(() => (working = null));
  };
  const watcher = watchPlaces(root, sources, look);
  // Something may have changed between the first build and now.
  look();
  return {
    async close() {
      watcher.close();
      await working;
    },
  };
}
