import path from 'node:path';
import { AssemblyError, type AssemblyProblem, type Report } from './assembly-error.ts';
import { readApi } from './api.ts';
import type { Assets } from './code.ts';
import { conditionHolds } from './conditions.ts';
import { apiIdOf, attributeOf, referenceTo } from './identity.ts';
import { resolve } from './intrinsics.ts';
import { isObject } from './json.ts';
import { readLambda } from './lambdas.ts';
import { readManifest } from './manifest.ts';
import type { ApiDefinition, Deployment, LambdaDefinition } from './model.ts';
import { findRoles, type Roles } from './roles.ts';
import { createScope, exists, type Meaning, type Place, type Resource, type Scope } from './scope.ts';
import { readSecret } from './secrets.ts';
import { readTable } from './tables.ts';

export { AssemblyError, type AssemblyProblem } from './assembly-error.ts';
export type { Place } from './scope.ts';

/**
 * Reads what `cdk synth` wrote into `directory`. Resources that have no part in serving an AppSync API are left out.
 * Throws `AssemblyError` with everything that stands in the way.
 */
export function readAssembly(directory: string, place: Place): Deployment {
  const problems = createProblems();
  const { stacks, assets } = readManifest(path.resolve(directory));
  const meaning: Meaning = {
    referenceTo,
    attributeOf,
    holds: conditionHolds,
    exported: (name, report) => findExport(name, scopes, report),
  };
  const scopes: Scope[] = stacks.map((stack) => createScope(stack, place, meaning));

  const resources = scopes
    .flatMap((scope) => [...scope.resources.values()])
    .filter((resource) => exists(resource, problems.of(resource)));
  for (const resource of resources) refuseUnsupported(resource, problems.of(resource));
  const ofType = (...types: string[]): Resource[] => resources.filter(({ type }) => types.includes(type));

  const apiResources = ofType('AWS::AppSync::GraphQLApi');
  const roles = findRoles(resources, problems.of);
  const apiUrls = apiResources.map((api) => place.graphqlUrl(apiIdOf(api)));
  const surroundings = { resources, assets, roles, apiUrls, reportFor: problems.of };
  const apis = apiResources.map((resource) => readApi(resource, surroundings));
  const deployment: Deployment = {
    apis,
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((table) =>
      readTable(table, problems.of(table)),
    ),
    lambdas: readLambdas(ofType('AWS::Lambda::Function'), apis, assets, roles, problems),
    secrets: ofType('AWS::SecretsManager::Secret').map((secret) => readSecret(secret, problems.of(secret))),
    outputs: Object.fromEntries(scopes.flatMap((scope) => readOutputs(scope, problems))),
  };
  refuseDanglingReferences(deployment, apiResources, problems);
  if (problems.found.length > 0) throw new AssemblyError(problems.found);
  return deployment;
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
  'AWS::CloudFormation::Stack': 'nested stacks are not supported',
  'AWS::AppSync::SourceApiAssociation': 'merged APIs are not supported',
  'AWS::AppSync::Api': 'AppSync Events APIs are not supported',
  'AWS::AppSync::ChannelNamespace': 'AppSync Events APIs are not supported',
};

function refuseUnsupported(resource: Resource, report: Report): void {
  const reason = unsupportedTypes[resource.type];
  if (reason !== undefined) report(reason);
}

/**
 * A function that no API calls is only there for something else, as CDK's own helpers are: where it cannot run here it
 * is left out.
 */
function readLambdas(
  resources: readonly Resource[],
  apis: readonly ApiDefinition[],
  assets: Assets,
  roles: Roles,
  problems: Problems,
): LambdaDefinition[] {
  const called = new Set(apis.flatMap(calledFunctions));
  const lambdas: LambdaDefinition[] = [];
  for (const resource of resources) {
    const isCalled = called.has(attributeOf(resource, 'Arn', problems.of(resource)));
    let isRunnable = true;
    const lambda = readLambda(resource, assets, roles, (message) => {
      isRunnable = false;
      if (isCalled) problems.of(resource)(message);
    });
    if (isRunnable) lambdas.push(lambda);
  }
  return lambdas;
}

function calledFunctions(api: ApiDefinition): string[] {
  const callers = [...api.dataSources, ...api.authModes];
  return callers.flatMap((caller) => (caller.type === 'AWS_LAMBDA' ? [caller.functionArn] : []));
}

/** Only where nothing else is wrong: a function that could not be read would be reported twice. */
function refuseDanglingReferences(deployment: Deployment, apiResources: readonly Resource[], problems: Problems): void {
  if (problems.found.length > 0) return;
  const tables = new Set(deployment.tables.map((table) => table.name));
  const functions = new Set(deployment.lambdas.map((lambda) => lambda.arn));
  deployment.apis.forEach((api, index) => {
    const resource = apiResources[index];
    if (resource === undefined) return;
    for (const source of api.dataSources) {
      if (source.type === 'AMAZON_DYNAMODB' && !tables.has(source.tableName)) {
        problems.of(resource)(`data source ${source.name}: the table ${source.tableName} is not in the assembly`);
      }
    }
    for (const arn of calledFunctions(api)) {
      if (!functions.has(arn)) problems.of(resource)(`the function ${arn} is not in the assembly`);
    }
  });
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
