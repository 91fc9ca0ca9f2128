import type { Report } from './assembly-error.ts';
import { readAuthModes } from './auth-modes.ts';
import { readTextAsset, type Assets } from './code.ts';
import { readDataSource } from './data-sources.ts';
import { apiIdOf, attributeOf } from './identity.ts';
import type { ApiDefinition, DataSourceDefinition } from './model.ts';
import { propertiesOf } from './properties.ts';
import { readFunction, readResolver } from './resolvers.ts';
import type { Roles } from './roles.ts';
import type { Resource } from './scope.ts';

/** What reading an API needs to know of the rest of the assembly. */
export interface Surroundings {
  /** The resources of all stacks: an API's parts may stand in another stack than the API. */
  readonly resources: readonly Resource[];
  readonly assets: Assets;
  readonly roles: Roles;
  /** The address of every API of the assembly. */
  readonly apiUrls: readonly string[];
  reportFor(resource: Resource): Report;
}

export function readApi(resource: Resource, surroundings: Surroundings): ApiDefinition {
  const { assets, roles, apiUrls, reportFor } = surroundings;
  const report = reportFor(resource);
  const properties = propertiesOf(resource, report);
  const id = apiIdOf(resource);
  if (properties.optionalString('ApiType') === 'MERGED') report('merged APIs are not supported');

  const parts = (type: string): Resource[] => partsOf(id, type, surroundings);
  const dataSources = parts('AWS::AppSync::DataSource')
    .map((part) => readDataSource(part, roles, apiUrls, reportFor(part)))
    .filter((part): part is DataSourceDefinition => part !== null);
  const functions = parts('AWS::AppSync::FunctionConfiguration').map((part) => {
    const step = readFunction(part, assets, reportFor(part));
    requireDataSource(step.dataSource, dataSources, reportFor(part));
    return step;
  });
  const functionsById = new Map(functions.map((step) => [step.id, step] as const));
  const resolvers = parts('AWS::AppSync::Resolver').map((part) => {
    const resolver = readResolver(part, functionsById, assets, reportFor(part));
    if (resolver.steps.kind === 'UNIT') requireDataSource(resolver.steps.dataSource, dataSources, reportFor(part));
    return resolver;
  });
  for (const cache of parts('AWS::AppSync::ApiCache')) reportFor(cache)('caching is not supported');

  return {
    id,
    logicalId: resource.logicalId,
    name: properties.string('Name'),
    arn: attributeOf(resource, 'Arn', report),
    schema: readSchema(resource, surroundings),
    authModes: readAuthModes(
      properties,
      parts('AWS::AppSync::ApiKey').map((key) => readKey(key, reportFor(key))),
      resource.scope.place.region,
    ),
    environment: properties.strings('EnvironmentVariables'),
    introspection: properties.optionalString('IntrospectionConfig') === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    queryDepthLimit: properties.number('QueryDepthLimit', 0),
    resolverCountLimit: properties.number('ResolverCountLimit', 0),
    dataSources,
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

function requireDataSource(name: string, dataSources: readonly DataSourceDefinition[], report: Report): void {
  if (!dataSources.some((source) => source.name === name)) report(`the data source ${name} is not one of the API`);
}
