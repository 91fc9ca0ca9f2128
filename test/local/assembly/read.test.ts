import { readFileSync } from 'node:fs';
import { CfnOutput, CfnParameter, Duration, Expiration, Fn, Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, test } from 'vitest';
import type { ApiDefinition, DataSourceDefinition } from '../../../local/assembly/model.ts';
import { readAssembly } from '../../../local/assembly/read.ts';
import { deploy, place, type Workshop } from './synth.ts';

const runtime = appsync.FunctionRuntime.JS_1_0_0;
const code = 'export const request = () => ({}); export const response = (ctx) => ctx.result;';

function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  return items[0] as T; // Just counted.
}

function handler({ stack, handlerFolder }: Workshop, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(handlerFolder()),
    ...props,
  });
}

function table(stack: Stack): dynamodb.ITable {
  const messages = new dynamodb.TableV2(stack, 'Messages', {
    partitionKey: { name: 'channelId', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'seq', type: dynamodb.AttributeType.NUMBER },
    timeToLiveAttribute: 'expiresAt',
    globalSecondaryIndexes: [
      {
        indexName: 'by_author',
        partitionKey: { name: 'author', type: dynamodb.AttributeType.STRING },
        projectionType: dynamodb.ProjectionType.INCLUDE,
        nonKeyAttributes: ['text'],
      },
    ],
    localSecondaryIndexes: [{ indexName: 'by_rev', sortKey: { name: 'rev', type: dynamodb.AttributeType.NUMBER } }],
  });
  // The CDK's own types disagree under `exactOptionalPropertyTypes`.
  return messages as dynamodb.ITable;
}

function sourceOf<T extends DataSourceDefinition['type']>(api: ApiDefinition, type: T) {
  const source = only(api.dataSources.filter((candidate) => candidate.type === type));
  return source as Extract<DataSourceDefinition, { type: T }>; // By the filter.
}

describe('an API', () => {
  test('is read with schema, limits, environment and a stable id', () => {
    const build = ({ stack, file }: Workshop): void => {
      new appsync.GraphqlApi(stack, 'Api', {
        name: 'team',
        definition: appsync.Definition.fromFile(file('schema.graphql', 'type Query { hello: String }')),
        introspectionConfig: appsync.IntrospectionConfig.DISABLED,
        queryDepthLimit: 12,
        environmentVariables: { STAGE: 'local' },
      });
    };
    const api = only(deploy(build).apis);
    expect(api).toMatchObject({
      name: 'team',
      schema: 'type Query { hello: String }',
      introspection: 'DISABLED',
      queryDepthLimit: 12,
      resolverCountLimit: 0,
      environment: { STAGE: 'local' },
    });
    expect(api.id).toMatch(/^[a-z0-9]{26}$/);
    expect(api.arn).toBe(`arn:aws:appsync:eu-west-1:123456789012:apis/${api.id}`);
    expect(only(deploy(build).apis).id).toBe(api.id);
  });

  test('has its default authorization mode first', () => {
    const expires = Expiration.after(Duration.days(30));
    const { apis, lambdas } = deploy((workshop) => {
      workshop.api({
        defaultAuthorization: {
          authorizationType: appsync.AuthorizationType.LAMBDA,
          lambdaAuthorizerConfig: { handler: handler(workshop), validationRegex: '^ey' },
        },
        additionalAuthorizationModes: [
          { authorizationType: appsync.AuthorizationType.IAM },
          { authorizationType: appsync.AuthorizationType.API_KEY, apiKeyConfig: { expires } },
          {
            authorizationType: appsync.AuthorizationType.USER_POOL,
            userPoolConfig: { userPool: new cognito.UserPool(workshop.stack, 'Pool') },
          },
          {
            authorizationType: appsync.AuthorizationType.OIDC,
            openIdConnectConfig: { oidcProvider: 'https://login.example', clientId: 'web' },
          },
        ],
      });
    });
    expect(only(apis).authModes).toEqual([
      { type: 'AWS_LAMBDA', functionArn: only(lambdas).arn, resultTtlSeconds: 0, tokenPattern: '^ey' },
      { type: 'AWS_IAM' },
      {
        type: 'API_KEY',
        keys: [{ value: expect.stringMatching(/^da2-[a-z0-9]{26}$/), expiresAt: expires.toEpoch() * 1000 }],
      },
      {
        type: 'AMAZON_COGNITO_USER_POOLS',
        userPoolId: expect.stringMatching(/^eu-west-1_[a-z0-9]{9}$/),
        region: 'eu-west-1',
        appIdClientRegex: null,
        defaultAction: 'ALLOW',
      },
      { type: 'OPENID_CONNECT', issuer: 'https://login.example', clientId: 'web', iatTtlMs: null, authTtlMs: null },
    ]);
  });

  test('has unit and pipeline resolvers with their code', () => {
    const { apis } = deploy(({ api, file }) => {
      const own = api();
      const none = own.addNoneDataSource('Nothing');
      const step = new appsync.AppsyncFunction(own, 'Step', {
        name: 'step',
        api: own,
        dataSource: none,
        code: appsync.Code.fromAsset(file('step.js', code)),
        runtime,
      });
      none.createResolver('Unit', {
        typeName: 'Query',
        fieldName: 'one',
        code: appsync.Code.fromInline(code),
        runtime,
      });
      own.createResolver('Pipeline', {
        typeName: 'Query',
        fieldName: 'two',
        pipelineConfig: [step],
        code: appsync.Code.fromAsset(file('pipeline.js', `${code}//`)),
        runtime,
      });
    });
    const { resolvers } = only(apis);
    expect(resolvers.find(({ fieldName }) => fieldName === 'one')).toMatchObject({
      typeName: 'Query',
      code: { text: code },
      steps: { kind: 'UNIT', dataSource: 'Nothing' },
    });
    expect(resolvers.find(({ fieldName }) => fieldName === 'two')).toMatchObject({
      code: { text: `${code}//`, origin: expect.stringMatching(/asset\..*\.js$/) },
      steps: { kind: 'PIPELINE', functions: [{ name: 'step', dataSource: 'Nothing', code: { text: code } }] },
    });
  });
});

describe('a data source', () => {
  test('on a table has its name, and the statements of its role', () => {
    const { apis, tables } = deploy(({ stack, api }) => {
      api().addDynamoDbDataSource('Messages', table(stack));
    });
    const source = sourceOf(only(apis), 'AMAZON_DYNAMODB');
    const { name, arn } = only(tables);
    expect(source.tableName).toBe(name);
    expect(source.role?.statements).toContainEqual({
      effect: 'Allow',
      actions: expect.arrayContaining(['dynamodb:PutItem', 'dynamodb:Query']),
      resources: [arn, `${arn}/index/*`],
    });
  });

  test('on HTTP signs as its role, and reaches its own API by the scheme that is served', () => {
    const { apis } = deploy(({ stack, api }) => {
      const own = api();
      const host = Fn.select(2, Fn.split('/', own.graphqlUrl));
      const source = own.addHttpDataSource('Self', `https://${host}`, {
        authorizationConfig: { signingRegion: stack.region, signingServiceName: 'appsync' },
      });
      own.grantMutation(source, 'publish');
    });
    const api = only(apis);
    expect(sourceOf(api, 'HTTP')).toMatchObject({
      endpoint: 'http://localhost:4000',
      signing: { region: 'eu-west-1', service: 'appsync' },
      role: {
        arn: expect.stringMatching(/^arn:aws:iam::123456789012:role\/Team-.{1,59}$/),
        statements: [
          { effect: 'Allow', actions: ['appsync:GraphQL'], resources: [`${api.arn}/types/Mutation/fields/publish`] },
        ],
      },
    });
  });

  test('on a function names it as the functions do', () => {
    const { apis, lambdas } = deploy((workshop) => {
      workshop.api().addLambdaDataSource('Worker', handler(workshop));
    });
    const { arn } = only(lambdas);
    const source = sourceOf(only(apis), 'AWS_LAMBDA');
    expect(source.functionArn).toBe(arn);
    expect(source.role?.statements).toEqual([
      { effect: 'Allow', actions: ['lambda:InvokeFunction'], resources: [arn, `${arn}:*`] },
    ]);
  });
});

test('a table is read in the words of CreateTable', () => {
  const { tables } = deploy(({ stack }) => void table(stack));
  expect(only(tables)).toMatchObject({
    name: expect.stringMatching(/^Team-Messages[A-Z0-9]{8}-[A-Z0-9]{12}$/),
    keySchema: [
      { name: 'channelId', kind: 'HASH' },
      { name: 'seq', kind: 'RANGE' },
    ],
    attributes: expect.arrayContaining([
      { name: 'channelId', type: 'S' },
      { name: 'rev', type: 'N' },
    ]),
    globalIndexes: [
      {
        name: 'by_author',
        keySchema: [{ name: 'author', kind: 'HASH' }],
        projection: { kind: 'INCLUDE', attributes: ['text'] },
      },
    ],
    localIndexes: [{ name: 'by_rev', projection: { kind: 'ALL' } }],
    ttlAttribute: 'expiresAt',
  });
});

test('a table of the older kind is read alike, without expiry where none is set', () => {
  const { tables } = deploy(({ stack }) => {
    const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
    new dynamodb.Table(stack, 'Users', { tableName: 'users', partitionKey });
  });
  expect(only(tables)).toMatchObject({ name: 'users', ttlAttribute: null, keySchema: [{ name: 'id', kind: 'HASH' }] });
});

test('a function has its code folder, resolved variables and defaults', () => {
  const { lambdas, secrets } = deploy((workshop) => {
    const secret = new secretsmanager.Secret(workshop.stack, 'Key', { generateSecretString: { passwordLength: 48 } });
    const bucket = new s3.Bucket(workshop.stack, 'Uploads');
    const environment = { KEY: secret.secretArn, BUCKET: bucket.bucketArn, REGION: workshop.stack.region };
    secret.grantRead(handler(workshop, { environment, timeout: Duration.seconds(7) }));
  });
  const definition = only(lambdas);
  const secret = only(secrets);
  expect(definition).toMatchObject({
    handler: 'index.handler',
    timeoutSeconds: 7,
    environment: {
      KEY: secret.arn,
      BUCKET: expect.stringMatching(/^arn:aws:s3:::team-uploads/),
      REGION: 'eu-west-1',
    },
    role: { statements: [{ resources: [secret.arn] }] },
  });
  const { code: folder } = definition;
  if (folder.kind !== 'directory') throw new Error('the code must be a folder');
  expect(readFileSync(`${folder.path}/index.mjs`, 'utf8')).toContain('handler');
  expect(secret).toMatchObject({ value: null, generatedLength: 48 });
});

test('outputs are resolved', () => {
  const { outputs, apis } = deploy(({ stack, api }) => {
    new CfnOutput(stack, 'Url', { value: api().graphqlUrl });
    new CfnOutput(stack, 'Id', { value: Fn.sub('${AWS::StackName}/${Size}/${!kept}') });
    new CfnParameter(stack, 'Size', { default: 'small' });
  });
  expect(apis).toHaveLength(1);
  expect(outputs).toMatchObject({ Url: 'http://localhost:4000/graphql', Id: 'Team/small/${kept}' });
});

test('a stack sees what another one exports', () => {
  const { apis, tables } = deploy(({ app, api }) => {
    const data = new Stack(app, 'Data');
    api().addDynamoDbDataSource('Messages', table(data));
  });
  const source = sourceOf(only(apis), 'AMAZON_DYNAMODB');
  expect(source.tableName).toBe(only(tables).name);
  expect(source.role?.statements[0]?.resources[0]).toBe(only(tables).arn);
});

test('a stack bound to a region keeps it', () => {
  const { tables } = deploy(({ app }) => {
    table(new Stack(app, 'Far', { env: { account: '999999999999', region: 'us-west-2' } }));
  });
  expect(only(tables).arn).toMatch(/^arn:aws:dynamodb:us-west-2:999999999999:table\/Far-/);
});

test('a folder without a manifest is refused', () => {
  expect(() => readAssembly('/nowhere', place)).toThrow(/cannot read \/nowhere\/manifest\.json/);
});
