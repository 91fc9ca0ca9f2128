import type { Report } from './assembly-error.ts';
import { attributeOf, referenceTo } from './identity.ts';
import type { IndexDefinition, KeyElement, TableDefinition } from './model.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Resource } from './scope.ts';

/** Reads `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable`; of the latter, the replica of the own region. */
export function readTable(resource: Resource, report: Report): TableDefinition {
  const properties = propertiesOf(resource, report);
  const name = referenceTo(resource, report);
  if (!/^[a-zA-Z0-9_.-]{3,255}$/.test(name)) report(`${name} is no table name`);
  const ttl = properties.child('TimeToLiveSpecification');
  const hasTtl = ttl !== null && String(ttl.value('Enabled')) !== 'false';
  return {
    logicalId: resource.logicalId,
    name,
    arn: attributeOf(resource, 'Arn', report),
    keySchema: readKeySchema(properties),
    attributes: properties.children('AttributeDefinitions').map((attribute) => ({
      name: attribute.string('AttributeName'),
      type: readAttributeType(attribute),
    })),
    globalIndexes: properties.children('GlobalSecondaryIndexes').map(readIndex),
    localIndexes: properties.children('LocalSecondaryIndexes').map(readIndex),
    ttlAttribute: hasTtl ? ttl.string('AttributeName') : null,
  };
}

function readIndex(index: Properties): IndexDefinition {
  return { name: index.string('IndexName'), keySchema: readKeySchema(index), projection: readProjection(index) };
}

function readKeySchema(properties: Properties): KeyElement[] {
  const elements = properties.children('KeySchema').map((element): KeyElement => {
    const kind = element.string('KeyType');
    if (kind !== 'HASH' && kind !== 'RANGE') element.report(`the key type ${kind} does not exist`);
    return { name: element.string('AttributeName'), kind: kind === 'RANGE' ? 'RANGE' : 'HASH' };
  });
  if (elements.length === 0) properties.report('KeySchema is missing');
  return elements;
}

function readProjection(index: Properties): IndexDefinition['projection'] {
  const projection = index.child('Projection');
  const kind = projection?.optionalString('ProjectionType') ?? 'ALL';
  switch (kind) {
    case 'ALL':
    case 'KEYS_ONLY':
      return { kind };
    case 'INCLUDE':
      return { kind, attributes: projection?.list('NonKeyAttributes') ?? [] };
    default:
      index.report(`the projection ${kind} does not exist`);
      return { kind: 'ALL' };
  }
}

function readAttributeType(attribute: Properties): 'S' | 'N' | 'B' {
  const type = attribute.string('AttributeType');
  if (type === 'S' || type === 'N' || type === 'B') return type;
  attribute.report(`the attribute type ${type} does not exist`);
  return 'S';
}
