import type { Report } from './assembly-error.ts';
import { derivedId, derivedUuid, physicalName } from './names.ts';
import { propertiesOf } from './properties.ts';
import type { Resource } from './scope.ts';
import { unservedAttribute, unservedReference } from './unserved.ts';

/** What `Ref` and `Fn::GetAtt` give of one resource. */
interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export function referenceTo(resource: Resource, report: Report): string {
  return identityOf(resource, report).ref;
}

export function attributeOf(resource: Resource, name: string, report: Report): string {
  if (resource.type.startsWith('Custom::') || resource.type === 'AWS::CloudFormation::CustomResource') {
    report(`${resource.logicalId}.${name} is known only once the custom resource has run in AWS`);
    return '';
  }
  const value = identityOf(resource, report).attributes[name];
  if (value !== undefined) return value;
  if (servedTypes.has(resource.type)) {
    report(`${resource.type} has no attribute ${name} here (asked of ${resource.logicalId})`);
    return '';
  }
  return unservedAttribute(resource, name);
}

/** AppSync's id of the API: 26 lower-case letters and digits. */
export function apiIdOf(resource: Resource): string {
  return derivedId(resource, 'api', 26);
}

const servedTypes: ReadonlySet<string> = new Set([
  'AWS::AppSync::GraphQLApi',
  'AWS::AppSync::GraphQLSchema',
  'AWS::AppSync::ApiKey',
  'AWS::AppSync::DataSource',
  'AWS::AppSync::FunctionConfiguration',
  'AWS::AppSync::Resolver',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::SecretsManager::Secret',
]);

function identityOf(resource: Resource, report: Report): Identity {
  const properties = propertiesOf(resource, report);
  const { place } = resource.scope;
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${place.region}:${place.accountId}:${rest}`;
  const named = (property: string, maximumLength: number): string =>
    properties.optionalString(property) ?? physicalName(resource, maximumLength);

  switch (resource.type) {
    case 'AWS::AppSync::GraphQLApi': {
      const id = apiIdOf(resource);
      const apiArn = arn('appsync', `apis/${id}`);
      return {
        ref: apiArn,
        attributes: {
          ApiId: id,
          Arn: apiArn,
          GraphQLUrl: place.graphqlUrl(id),
          RealtimeUrl: place.realtimeUrl(id),
          GraphQLDns: hostOf(place.graphqlUrl(id)),
          RealtimeDns: hostOf(place.realtimeUrl(id)),
          GraphQLEndpointArn: arn('appsync', `endpoints/graphql-api/${id}`),
        },
      };
    }
    case 'AWS::AppSync::GraphQLSchema': {
      const id = `${properties.string('ApiId')}GraphQLSchema`;
      return { ref: id, attributes: { Id: id } };
    }
    case 'AWS::AppSync::ApiKey': {
      const id = `da2-${derivedId(resource, 'key', 26)}`;
      const keyArn = arn('appsync', `apis/${properties.string('ApiId')}/apikeys/${id}`);
      return { ref: keyArn, attributes: { ApiKey: id, ApiKeyId: id, Arn: keyArn } };
    }
    case 'AWS::AppSync::DataSource': {
      const name = properties.string('Name');
      const sourceArn = arn('appsync', `apis/${properties.string('ApiId')}/datasources/${name}`);
      return { ref: sourceArn, attributes: { Name: name, DataSourceArn: sourceArn } };
    }
    case 'AWS::AppSync::FunctionConfiguration': {
      const id = derivedId(resource, 'function', 26);
      const functionArn = arn('appsync', `apis/${properties.string('ApiId')}/functions/${id}`);
      return {
        ref: functionArn,
        attributes: {
          FunctionId: id,
          FunctionArn: functionArn,
          Name: properties.string('Name'),
          DataSourceName: properties.string('DataSourceName'),
        },
      };
    }
    case 'AWS::AppSync::Resolver': {
      const typeName = properties.string('TypeName');
      const fieldName = properties.string('FieldName');
      const path = `apis/${properties.string('ApiId')}/types/${typeName}/resolvers/${fieldName}`;
      const resolverArn = arn('appsync', path);
      return {
        ref: resolverArn,
        attributes: { ResolverArn: resolverArn, TypeName: typeName, FieldName: fieldName },
      };
    }
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable': {
      const name = named('TableName', 255);
      const tableArn = arn('dynamodb', `table/${name}`);
      return {
        ref: name,
        attributes: {
          Arn: tableArn,
          StreamArn: `${tableArn}/stream/2024-01-01T00:00:00.000`,
          TableId: derivedUuid(resource),
        },
      };
    }
    case 'AWS::Lambda::Function': {
      const name = named('FunctionName', 64);
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    }
    case 'AWS::IAM::Role': {
      const name = named('RoleName', 64);
      const path = properties.optionalString('Path') ?? '/';
      return {
        ref: name,
        attributes: {
          Arn: `arn:aws:iam::${place.accountId}:role${path}${name}`,
          RoleId: `AROA${derivedId(resource, 'role', 17).toUpperCase()}`,
        },
      };
    }
    case 'AWS::SecretsManager::Secret': {
      // Secrets Manager adds a hyphen and six characters to the name.
      const name = named('Name', 256);
      const secretArn = arn('secretsmanager', `secret:${name}-${derivedId(resource, 'secret', 6)}`);
      return { ref: secretArn, attributes: { Id: secretArn } };
    }
    default:
      return { ref: unservedReference(resource), attributes: {} };
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}
