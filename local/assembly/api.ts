import type { Report } from './assembly-error.ts';
import { readAuthModes } from './auth-modes.ts';
import { readTextAsset, type Assets } from './code.ts';
import { readDataSource, type Targets } from './data-sources.ts';
import { apiIdOf, attributeOf } from './identity.ts';
import type { ApiDefinition, DataSourceDefinition, FunctionDefinition, ResolverDefinition } from './model.ts';
import { placeholderDataSource, refusingResolver } from './not-served.ts';
import { propertiesOf } from './properties.ts';
import { readFunction, readResolver } from './resolvers.ts';
import type { Resource } from './scope.ts';

/** What reading an API needs to know of the rest of the assembly. */
export interface Surroundings extends Targets {
  /** The resources of all stacks: an API's parts may stand in another stack than the API. */
  readonly resources: readonly Resource[];
  readonly assets: Assets;
  reportFor(resource: Resource): Report;
  /** For what the rest of the API could be served without. */
  reportPartFor(resource: Resource): Report;
}

/** Parts with a problem are left out, and resolvers replaced by ones that refuse. */
export function readApi(resource: Resource, surroundings: Surroundings): ApiDefinition {
  const { assets, lambdas, reportFor, reportPartFor } = surroundings;
  const report = reportFor(resource);
  const properties = propertiesOf(resource, report);
  const id = apiIdOf(resource);
  if (properties.optionalString('ApiType') === 'MERGED') report('merged APIs are not supported');

  const parts = (type: string): Resource[] => partsOf(id, type, surroundings);
  const dataSources = new Map<string, DataSourceDefinition>();
  for (const part of parts('AWS::AppSync::DataSource')) {
    const { value, problems } = attempt(reportPartFor(part), (say) => readDataSource(part, surroundings, say));
    if (value !== null && problems.length === 0) dataSources.set(value.name, value);
  }
  const functions = new Map<string, FunctionDefinition>();
  for (const part of parts('AWS::AppSync::FunctionConfiguration')) {
    const { value, problems } = attempt(reportPartFor(part), (say) => readFunction(part, { assets, dataSources }, say));
    if (problems.length === 0) functions.set(value.id, value);
  }
  let isWhole = true;
  const resolvers = parts('AWS::AppSync::Resolver').map((part) => {
    const read = (say: Report): ResolverDefinition => readResolver(part, { assets, dataSources, functions }, say);
    const { value, problems } = attempt(reportPartFor(part), read);
    if (problems.length === 0) return value;
    isWhole = false;
    return refusingResolver(part, problems, reportPartFor(part));
  });
  for (const cache of parts('AWS::AppSync::ApiCache')) reportPartFor(cache)('caching is not supported');
  const authModes = readAuthModes(
    properties,
    parts('AWS::AppSync::ApiKey').map((key) => readKey(key, reportFor(key))),
    resource.scope.place.region,
  );
  for (const mode of authModes) if (mode.type === 'AWS_LAMBDA') lambdas.requireRunnable(mode.functionArn, report);

  return {
    id,
    logicalId: resource.logicalId,
    name: properties.string('Name'),
    arn: attributeOf(resource, 'Arn', report),
    schema: readSchema(resource, surroundings),
    authModes,
    environment: properties.strings('EnvironmentVariables'),
    introspection: properties.optionalString('IntrospectionConfig') === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    queryDepthLimit: properties.number('QueryDepthLimit', 0),
    resolverCountLimit: properties.number('ResolverCountLimit', 0),
    dataSources: isWhole ? [...dataSources.values()] : [...dataSources.values(), placeholderDataSource],
    resolvers,
  };
}

/** The resources of a type that name the API as theirs. */
function partsOf(apiId: string, type: string, { resources, reportFor }: Surroundings): Resource[] {
  return resources.filter(
    (part) => part.type === type && propertiesOf(part, reportFor(part)).string('ApiId') === apiId,
  );
}

function readSchema(api: Resource, surroundings: Surroundings): string {
  const [schema] = partsOf(apiIdOf(api), 'AWS::AppSync::GraphQLSchema', surroundings);
  if (schema === undefined) {
    surroundings.reportFor(api)('the API has no schema');
    return '';
  }
  const properties = propertiesOf(schema, surroundings.reportFor(schema));
  return (
    properties.optionalString('Definition') ??
    readTextAsset(properties, 'DefinitionS3Location', surroundings.assets).text
  );
}

/** CloudFormation writes the expiry in epoch seconds. */
function readKey(resource: Resource, report: Report): { value: string; expiresAt: number | null } {
  const properties = propertiesOf(resource, report);
  const expiresAt = properties.has('Expires') ? properties.number('Expires', 0) * 1000 : null;
  return { value: attributeOf(resource, 'ApiKey', report), expiresAt };
}

/** Reads a part of the API, and keeps what is reported of it. */
function attempt<Part>(report: Report, read: (report: Report) => Part): { value: Part; problems: string[] } {
  const problems = new Set<string>();
  const value = read((message) => {
    problems.add(message);
    report(message);
  });
  return { value, problems: [...problems] };
}
