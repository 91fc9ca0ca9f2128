import { logDefect } from './log.ts';
import type { RealtimeEndpoint } from './realtime/endpoint.ts';
import type { PlaceOptions, Version, VersionOptions } from './version.ts';
import { prepareVersion, readDeployment } from './version.ts';

/** The versions of a deployment that are served one after the other. */
export interface Versions {
  /** What new requests meet. Throws before the first `serve`. */
  current(): Version;
  /**
   * Serves an assembly from now on, and resolves when it does. One after the other, in the order of the calls. Rejects where
   * it cannot be served; the version before is served on.
   */
  serve(assembly: string): Promise<void>;
  /** Ends every connection, and lets nothing be served any more. */
  closeSockets(): Promise<void>;
  /** Ends the functions of all versions. */
  close(): Promise<void>;
}

export function createVersions(options: VersionOptions & { readonly place: PlaceOptions }): Versions {
  const { place, ground } = options;
  const { log } = ground;
  /** Those that serve, or that still have requests to end. */
  const alive = new Set<Version>();
  let current: Version | null = null;
  let last: Promise<void> = Promise.resolve();
  /** One after the other: a version may go on with functions of the one before. */
  let retirements: Promise<void> = Promise.resolve();
  let isClosed = false;

  /** In one turn, so that no request meets a half of each. */
  const switchTo = (next: Version): { readonly kept: number; readonly ended: number } => {
    const previous = current;
    current = next;
    alive.add(next);
    next.backends.begin();
    const kept = new Set(endpointsOf(next));
    const gone = previous ? endpointsOf(previous).filter((endpoint) => !kept.has(endpoint)) : [];
    for (const endpoint of gone) endpoint.close().catch((error: unknown) => logDefect(log, error));
    const outcomes = [...next.apis.values()].map(({ realtime, version }) => realtime.serve(version));
    if (previous) {
      const retiring = retirements.then(() => retire(previous, next));
      retirements = retiring.catch((error: unknown) => logDefect(log, error));
    }
    return {
      kept: outcomes.reduce((sum, { kept }) => sum + kept, 0),
      ended: outcomes.reduce((sum, { ended }) => sum + ended, 0),
    };
  };

  const retire = async (previous: Version, next: Version): Promise<void> => {
    await previous.backends.retire(next.backends);
    alive.delete(previous);
  };

  const serve = async (assembly: string): Promise<void> => {
    if (isClosed) throw new Error('The server is closed.');
    const startedAt = performance.now();
    const isReload = current !== null;
    const next = await prepareVersion(readDeployment(assembly, place), options, current);
    if (isClosed) throw new Error('The server was closed meanwhile.');
    const { kept, ended } = switchTo(next);
    const took = Math.round(performance.now() - startedAt);
    if (isReload) log.info(`reload ${took} ms: ${kept} subscriptions go on, ${ended} do not fit any more`);
  };

  return {
    current() {
      if (current === null) throw new Error('Nothing is served yet.');
      return current;
    },
    serve(assembly) {
      last = last.catch(() => undefined).then(() => serve(assembly));
      return last;
    },
    async closeSockets() {
      isClosed = true;
      await last.catch(() => undefined);
      await Promise.all(current ? endpointsOf(current).map((endpoint) => endpoint.close()) : []);
    },
    async close() {
      await Promise.all([...alive].map(({ backends }) => backends.close()));
    },
  };
}

function endpointsOf({ apis }: Version): readonly RealtimeEndpoint[] {
  return [...apis.values()].map(({ realtime }) => realtime);
}
