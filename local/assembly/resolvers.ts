import type { Report } from './assembly-error.ts';
import { readCode, type Assets } from './code.ts';
import { attributeOf } from './identity.ts';
import type { FunctionDefinition, ResolverDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Resource } from './scope.ts';

export function readFunction(resource: Resource, assets: Assets, report: Report): FunctionDefinition {
  const properties = propertiesOf(resource, report);
  refuseUnsupported(properties);
  return {
    id: attributeOf(resource, 'FunctionId', report),
    name: properties.string('Name'),
    dataSource: properties.string('DataSourceName'),
    code: readCode(properties, resource.logicalId, assets),
  };
}

/** `functions`: those of the same API, by id. */
export function readResolver(
  resource: Resource,
  functions: ReadonlyMap<string, FunctionDefinition>,
  assets: Assets,
  report: Report,
): ResolverDefinition {
  const properties = propertiesOf(resource, report);
  refuseUnsupported(properties);
  return {
    typeName: properties.string('TypeName'),
    fieldName: properties.string('FieldName'),
    code: readCode(properties, resource.logicalId, assets),
    steps: readSteps(properties, functions),
  };
}

function readSteps(
  properties: Properties,
  functions: ReadonlyMap<string, FunctionDefinition>,
): ResolverDefinition['steps'] {
  if (properties.optionalString('Kind') !== 'PIPELINE') {
    return { kind: 'UNIT', dataSource: properties.string('DataSourceName') };
  }
  const ids = properties.child('PipelineConfig')?.list('Functions') ?? [];
  const steps: FunctionDefinition[] = [];
  for (const id of ids) {
    const step = functions.get(id);
    if (step === undefined) properties.report(`the function ${id} is not one of the API`);
    else steps.push(step);
  }
  return { kind: 'PIPELINE', functions: steps };
}

function refuseUnsupported(properties: Properties): void {
  for (const unsupported of ['CachingConfig', 'SyncConfig']) {
    if (properties.has(unsupported)) properties.report(`${unsupported} is not supported`);
  }
  if (properties.number('MaxBatchSize', 0) > 0) properties.report('MaxBatchSize is not supported');
}
