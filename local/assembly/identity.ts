import { roleIdOf } from '../iam/role-id.ts';
import type { Report } from './assembly-error.ts';
import { unqualifiedArn } from './function-arn.ts';
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
  if (resource.type === 'AWS::CloudFormation::Stack' && name.startsWith('Outputs.')) {
    return resource.scope.meaning.nestedOutput(resource, name.slice('Outputs.'.length), report);
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
  'AWS::Lambda::Version',
  'AWS::Lambda::Alias',
  'AWS::IAM::Role',
  'AWS::SecretsManager::Secret',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
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
    case 'AWS::Lambda::Version':
    case 'AWS::Lambda::Alias': {
      // What stands behind it is the one function that there is here, whatever version an alias points to.
      const isVersion = resource.type === 'AWS::Lambda::Version';
      const qualifier = isVersion ? '1' : properties.string('Name');
      const given = properties.string('FunctionName');
      const functionArn = given.startsWith('arn:') ? unqualifiedArn(given) : arn('lambda', `function:${given}`);
      const qualifiedArn = `${functionArn}:${qualifier}`;
      const attributes = isVersion ? { FunctionArn: qualifiedArn, Version: qualifier } : { AliasArn: qualifiedArn };
      return { ref: qualifiedArn, attributes };
    }
    case 'AWS::IAM::Role': {
      const name = named('RoleName', 64);
      const path = properties.optionalString('Path') ?? '/';
      const roleArn = `arn:aws:iam::${place.accountId}:role${path}${name}`;
      return { ref: name, attributes: { Arn: roleArn, RoleId: roleIdOf(roleArn) } };
    }
    case 'AWS::SecretsManager::Secret': {
      // Secrets Manager adds a hyphen and six characters to the name.
      const name = named('Name', 256);
      const secretArn = arn('secretsmanager', `secret:${name}-${derivedId(resource, 'secret', 6)}`);
      return { ref: secretArn, attributes: { Id: secretArn } };
    }
    case 'AWS::Cognito::UserPool': {
      const id = `${place.region}_${derivedId(resource, 'pool', 9)}`;
      const provider = `cognito-idp.${place.region}.amazonaws.com/${id}`;
      return {
        ref: id,
        attributes: {
          UserPoolId: id,
          Arn: arn('cognito-idp', `userpool/${id}`),
          ProviderName: provider,
          ProviderURL: `https://${provider}`,
        },
      };
    }
    case 'AWS::Cognito::UserPoolClient': {
      const id = derivedId(resource, 'client', 26);
      return {
        ref: id,
        attributes: {
          ClientId: id,
          Name: properties.optionalString('ClientName') ?? physicalName(resource, 128),
          ClientSecret: derivedId(resource, 'client-secret', 26) + derivedId(resource, 'client-secret-end', 26),
        },
      };
    }
    case 'AWS::Cognito::UserPoolGroup':
      return { ref: properties.optionalString('GroupName') ?? physicalName(resource, 128), attributes: {} };
    case 'AWS::SSM::Parameter':
      return { ref: unservedReference(resource), attributes: { Value: properties.string('Value') } };
    default:
      return { ref: unservedReference(resource), attributes: {} };
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}
