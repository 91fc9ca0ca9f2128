import path from 'node:path';
import { AssemblyError, type AssemblyProblem, type Report } from './assembly-error.ts';
import { readApi, type Surroundings } from './api.ts';
import { readBucket } from './buckets.ts';
import { conditionHolds } from './conditions.ts';
import { apiIdOf, attributeOf, referenceTo } from './identity.ts';
import { resolve } from './intrinsics.ts';
import { isObject } from './json.ts';
import { findLambdas } from './lambdas.ts';
import { readManifest } from './manifest.ts';
import type { Deployment, RoleDefinition } from './model.ts';
import { nestedOutput, openNestedStacks } from './nested-stacks.ts';
import { findRoles, type Roles } from './roles.ts';
import { readSchedules } from './schedules.ts';
import { createScope, exists, type Meaning, type Place, type Resource, type Scope } from './scope.ts';
import { readSecret } from './secrets.ts';
import { readTable } from './tables.ts';
import { readUserPools } from './user-pools.ts';

export { AssemblyError, type AssemblyProblem } from './assembly-error.ts';
export type { Place } from './scope.ts';

export interface ReadOptions {
  /**
   * Whether resolvers that cannot be served are left out, with the data sources and functions behind them, instead of
   * stopping the read: their fields fail, and the rest is served. Default false.
   */
  readonly isPartial?: boolean;
}

/**
 * Reads what `cdk synth` wrote into `directory`. Resources that have no part in serving an AppSync API are left out.
 * Throws `AssemblyError` with everything that stands in the way.
 */
export function readAssembly(directory: string, place: Place, { isPartial = false }: ReadOptions = {}): Deployment {
  const problems = createProblems();
  const leftOut = isPartial ? createProblems() : problems;
  const { stacks, assets } = readManifest(path.resolve(directory));
  const meaning: Meaning = {
    referenceTo,
    attributeOf,
    holds: conditionHolds,
    exported: (name, report) => findExport(name, scopes, report),
    nestedOutput(stack, name, report) {
      const scope = nested.get(stack);
      return scope === undefined ? '' : nestedOutput(name, scope, report);
    },
  };
  const scopes: Scope[] = stacks.map((stack) => createScope(stack, place, meaning));
  const nested = openNestedStacks(scopes, assets, problems.of);

  const resources = [...scopes, ...nested.values()]
    .flatMap((scope) => [...scope.resources.values()])
    .filter((resource) => exists(resource, problems.of(resource)));
  for (const resource of resources) refuseUnsupported(resource, leftOut.of(resource));
  const ofType = (...types: string[]): Resource[] => resources.filter(({ type }) => types.includes(type));

  const apiResources = ofType('AWS::AppSync::GraphQLApi');
  const roles = findRoles(resources, problems.of);
  const apiUrls = apiResources.map((api) => place.graphqlUrl(apiIdOf(api)));
  const tables = ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((table) =>
    readTable(table, problems.of(table)),
  );
  const lambdas = findLambdas(resources, assets, roles);
  const surroundings: Surroundings = {
    resources,
    assets,
    roles,
    lambdas,
    tableNames: new Set(tables.map(({ name }) => name)),
    apiUrls,
    reportFor: problems.of,
    reportPartFor: leftOut.of,
  };
  const apis = apiResources.map((resource) => readApi(resource, surroundings));
  const functionArns = new Set(lambdas.definitions.map(({ arn }) => arn));
  const deployment: Deployment = {
    apis,
    tables,
    lambdas: lambdas.definitions,
    secrets: ofType('AWS::SecretsManager::Secret').map((secret) => readSecret(secret, problems.of(secret))),
    userPools: readUserPools(resources, apis, problems.of),
    buckets: ofType('AWS::S3::Bucket').map((bucket) => readBucket(bucket, leftOut.of(bucket))),
    schedules: ofType('AWS::Events::Rule').flatMap((rule) => readSchedules(rule, functionArns, problems.of(rule))),
    roles: readRoles(ofType('AWS::IAM::Role'), roles),
    outputs: Object.fromEntries(scopes.flatMap((scope) => readOutputs(scope, problems))),
    leftOut: isPartial ? leftOut.found : [],
  };
  if (problems.found.length > 0) throw new AssemblyError(problems.found);
  return deployment;
}

/** What cannot be read of a role is reported where something that is served acts in it; others are left out then. */
function readRoles(resources: readonly Resource[], roles: Roles): RoleDefinition[] {
  return resources.flatMap((resource) => {
    let isReadable = true;
    const report = (): void => void (isReadable = false);
    const role = roles.read(attributeOf(resource, 'Arn', report), report);
    return role && isReadable ? [role] : [];
  });
}

interface Problems {
  readonly found: AssemblyProblem[];
  of(resource: Resource): Report;
  at(stack: string, logicalId: string | null): Report;
}

function createProblems(): Problems {
  const found: AssemblyProblem[] = [];
  const at = (stack: string, logicalId: string | null): Report => {
    return (message) => {
      const isKnown = found.some((p) => p.stack === stack && p.logicalId === logicalId && p.message === message);
      if (!isKnown) found.push({ stack, logicalId, message });
    };
  };
  return { found, at, of: (resource) => at(resource.scope.stackName, resource.logicalId) };
}

function findExport(name: string, scopes: readonly Scope[], report: Report): unknown {
  for (const scope of scopes) {
    for (const output of Object.values(scope.outputs)) {
      if (!isObject(output) || !isObject(output['Export'])) continue;
      if (resolve(output['Export']['Name'], scope, report) === name) return resolve(output['Value'], scope, report);
    }
  }
  report(`no stack exports ${name}`);
  return '';
}

const unsupportedTypes: Readonly<Record<string, string>> = {
  'AWS::AppSync::SourceApiAssociation': 'merged APIs are not supported',
  'AWS::AppSync::Api': 'AppSync Events APIs are not supported',
  'AWS::AppSync::ChannelNamespace': 'AppSync Events APIs are not supported',
};

function refuseUnsupported(resource: Resource, report: Report): void {
  const reason = unsupportedTypes[resource.type];
  if (reason !== undefined) report(reason);
}

function readOutputs(scope: Scope, problems: Problems): [string, string][] {
  return Object.entries(scope.outputs).flatMap(([name, output]): [string, string][] => {
    if (!isObject(output)) return [];
    const report = problems.at(scope.stackName, name);
    const condition = output['Condition'];
    if (condition !== undefined && !conditionHolds(String(condition), scope, report)) return [];
    return [[name, String(resolve(output['Value'], scope, report))]];
  });
}
