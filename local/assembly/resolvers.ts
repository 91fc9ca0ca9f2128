import type { Report } from './assembly-error.ts';
import { readLogic, type Assets } from './code.ts';
import { attributeOf } from './identity.ts';
import type { DataSourceDefinition, FunctionDefinition, ResolverDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Resource } from './scope.ts';

/** What the resolvers and functions of one API are made of. */
export interface Parts {
  readonly assets: Assets;
  readonly dataSources: ReadonlyMap<string, DataSourceDefinition>;
  /** By id. */
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}

export function readFunction(resource: Resource, parts: Omit<Parts, 'functions'>, report: Report): FunctionDefinition {
  const properties = propertiesOf(resource, report);
  refuseUnsupported(properties);
  const dataSource = readDataSourceName(properties, parts.dataSources);
  const callsLambda = parts.dataSources.get(dataSource)?.type === 'AWS_LAMBDA';
  return {
    id: attributeOf(resource, 'FunctionId', report),
    name: properties.string('Name'),
    dataSource,
    ...readLogic(properties, resource.logicalId, parts.assets, callsLambda),
  };
}

/** Problems are reported under the field. */
export function readResolver(resource: Resource, parts: Parts, report: Report): ResolverDefinition {
  const address = addressOf(resource, report);
  const properties = propertiesOf(resource, (message) =>
    report(`${address.typeName}.${address.fieldName}: ${message}`),
  );
  refuseUnsupported(properties);
  if (properties.optionalString('Kind') === 'PIPELINE') {
    const { code } = readLogic(properties, resource.logicalId, parts.assets, false);
    return { ...address, code, steps: { kind: 'PIPELINE', functions: readPipeline(properties, parts.functions) } };
  }
  const dataSource = readDataSourceName(properties, parts.dataSources);
  const callsLambda = parts.dataSources.get(dataSource)?.type === 'AWS_LAMBDA';
  const { code, ...calls } = readLogic(properties, resource.logicalId, parts.assets, callsLambda);
  return { ...address, code, steps: { kind: 'UNIT', dataSource, ...calls } };
}

export function addressOf(resource: Resource, report: Report): Pick<ResolverDefinition, 'typeName' | 'fieldName'> {
  const properties = propertiesOf(resource, report);
  return { typeName: properties.string('TypeName'), fieldName: properties.string('FieldName') };
}

function readPipeline(
  properties: Properties,
  functions: ReadonlyMap<string, FunctionDefinition>,
): readonly FunctionDefinition[] {
  const ids = properties.child('PipelineConfig')?.list('Functions') ?? [];
  return ids.flatMap((id) => {
    const step = functions.get(id);
    if (step === undefined) properties.report(`the API has no function ${id} that is served here`);
    return step ?? [];
  });
}

function readDataSourceName(properties: Properties, dataSources: Parts['dataSources']): string {
  const name = properties.string('DataSourceName');
  if (!dataSources.has(name)) {
    properties.report(`the API has no data source ${name} that is served here`);
  }
  return name;
}

function refuseUnsupported(properties: Properties): void {
  for (const unsupported of ['CachingConfig', 'SyncConfig']) {
    if (properties.has(unsupported)) properties.report(`${unsupported} is not supported`);
  }
}
