import type { ApiDefinition, Deployment } from './assembly/model.ts';
import { describeProblem } from './assembly/assembly-error.ts';
import { readAssembly } from './assembly/read.ts';
import type { Backends } from './backends.ts';
import { prepareBackends } from './backends.ts';
import type { Ground } from './ground.ts';
import type { RealtimeEndpoint } from './realtime/endpoint.ts';
import type { ServedApi } from './serve-api.ts';
import { serveApi } from './serve-api.ts';
import type { Report } from './summary.ts';

/** An assembly as it was at one moment, ready to be served. */
export interface Version {
  readonly deployment: Deployment;
  readonly backends: Backends;
  /** By path, as in `/graphql`, the first API first. */
  readonly apis: ReadonlyMap<string, ServedApi>;
}

export interface VersionOptions {
  readonly ground: Ground;
  readonly report: Report;
  /** The endpoint of an API that no version before had at this path. */
  readonly createRealtime: (path: string) => RealtimeEndpoint;
}

/**
 * Makes everything ready and touches nothing that `previous` serves, except that missing tables are made at the very end.
 * Rejects with what AppSync would refuse to deploy.
 */
export async function prepareVersion(
  { deployment, paths }: PlacedDeployment,
  { ground, report, createRealtime }: VersionOptions,
  previous: Version | null,
): Promise<Version> {
  const backends = await prepareBackends(deployment, ground, previous?.backends ?? null);
  const apis = new Map(
    deployment.apis.map((api) => {
      const path = paths.get(api.id) ?? '/graphql';
      const known = previous?.apis.get(path);
      const realtime = known?.id === api.id ? known.realtime : createRealtime(path);
      return [path, serveApi(api, { backends, realtime, report, log: ground.log })] as const;
    }),
  );
  await backends.holdTables();
  for (const problem of deployment.leftOut) ground.log.warn(`Not served: ${describeProblem(problem)}`);
  return { deployment, backends, apis };
}

export interface PlacedDeployment {
  readonly deployment: Deployment;
  /** API id → path. */
  readonly paths: ReadonlyMap<string, string>;
}

export interface PlaceOptions {
  /** As in `http://localhost:4000`. */
  readonly origin: string;
  readonly region: string;
  readonly accountId: string;
  /** Whether resolvers that cannot be served are left out instead of stopping the start. */
  readonly isPartial: boolean;
}

/**
 * Templates may refer to an API's address, and the address depends on which APIs there are: so read twice where several.
 * Throws an `AssemblyError` with all that stands in the way.
 */
export function readDeployment(
  assembly: string,
  { origin, region, accountId, isPartial }: PlaceOptions,
): PlacedDeployment {
  const read = (paths: ReadonlyMap<string, string>): Deployment => {
    const graphqlUrl = (apiId: string) => origin + (paths.get(apiId) ?? '/graphql');
    const realtimeUrl = (apiId: string) => `${graphqlUrl(apiId).replace(/^http/, 'ws')}/realtime`;
    return readAssembly(assembly, { accountId, region, graphqlUrl, realtimeUrl }, { isPartial });
  };
  const deployment = read(new Map());
  if (deployment.apis.length === 0) throw new Error(`The assembly ${assembly} has no AppSync API.`);
  const paths = pathsOf(deployment.apis);
  return { deployment: deployment.apis.length > 1 ? read(paths) : deployment, paths };
}

function pathsOf(apis: readonly ApiDefinition[]): ReadonlyMap<string, string> {
  return new Map(apis.map(({ id, name }, at) => [id, at === 0 ? '/graphql' : `/${encodeURIComponent(name)}/graphql`]));
}
