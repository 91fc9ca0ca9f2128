import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AttributeType, ProjectionType, Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * `items` is a table with the key pk and sk, `others` another that `items` may use too. `frozen` may only read. `web` is
 * the endpoint `web` of the parts, and `signed` is that endpoint with requests signed for `execute-api`.
 */
export type DataSourceName = 'none' | 'items' | 'frozen' | 'lambda' | 'web' | 'signed';

export interface Step {
  readonly dataSource: DataSourceName;
  /** Bodies of the two handlers. Default of `response`: `return ctx.result;`. */
  readonly request: string;
  readonly response?: string;
  /** For batches of calls of a function. */
  readonly maxBatchSize?: number;
}

/** A resolver without code: the function is given the whole context. */
export interface Direct {
  readonly direct: 'lambda';
  readonly maxBatchSize?: number;
}

export interface Pipeline {
  readonly request: string;
  readonly response: string;
  readonly functions: readonly Step[];
}

export interface ApiParts {
  readonly schema: string;
  /** By address, as in `Query.me`. */
  readonly resolvers: Readonly<Record<string, Step | Pipeline | Direct>>;
  /** Besides the API key, which is the default mode. `lambda` lets `user:<name>` in. */
  readonly moreModes?: readonly ('lambda' | 'iam' | 'cognito' | 'oidc')[];
  /** Without the API key: the first of `moreModes` is the default mode then. Default false. */
  readonly isWithoutKey?: boolean;
  /** The source of the authorizer's module. Needed with `lambda`. */
  readonly authorizer?: string;
  /** Issuer and clients of OpenID Connect. Needed with `oidc`. */
  readonly provider?: appsync.OpenIdConnectConfig;
  /** Scheme, host and port. Needed with the data sources `web` and `signed`. */
  readonly web?: string;
  /** The source of the module behind the data source `lambda`. */
  readonly handler?: string;
  /** Fields that the role of the data source `lambda` may call, as in `Mutation.post`. */
  readonly granted?: readonly string[];
  readonly introspection?: 'DISABLED';
  readonly queryDepthLimit?: number;
  readonly resolverCountLimit?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Assembly {
  readonly directory: string;
  remove(): void;
}

/** Synthesises one stack with one API for real. */
export function synthesize(parts: ApiParts): Assembly {
  const directory = mkdtempSync(join(tmpdir(), 'conformance-'));
  const app = new App({
    outdir: join(directory, 'out'),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const stack = new Stack(app, 'Facts');
  const schemaFile = join(directory, 'schema.graphql');
  writeFileSync(schemaFile, parts.schema);
  const functionOf = (name: string, source: string) => {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'index.mjs'), source);
    return new lambda.Function(stack, name, {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(join(directory, name)),
    });
  };
  const modes = (parts.moreModes ?? []).map((mode): appsync.AuthorizationMode => {
    if (mode === 'iam') return { authorizationType: appsync.AuthorizationType.IAM };
    if (mode === 'oidc') {
      const openIdConnectConfig = parts.provider ?? { oidcProvider: '' };
      return { authorizationType: appsync.AuthorizationType.OIDC, openIdConnectConfig };
    }
    if (mode === 'cognito') {
      return { authorizationType: appsync.AuthorizationType.USER_POOL, userPoolConfig: { userPool: poolOf(stack) } };
    }
    return {
      authorizationType: appsync.AuthorizationType.LAMBDA,
      lambdaAuthorizerConfig: {
        handler: functionOf('Authorizer', parts.authorizer ?? ''),
        resultsCacheTtl: Duration.seconds(0),
      },
    };
  });
  const byKey: appsync.AuthorizationMode = { authorizationType: appsync.AuthorizationType.API_KEY };
  const [defaultMode = byKey, ...otherModes] = parts.isWithoutKey ? modes : [byKey, ...modes];
  const api = new appsync.GraphqlApi(stack, 'Api', {
    name: 'facts',
    definition: appsync.Definition.fromFile(schemaFile),
    authorizationConfig: {
      defaultAuthorization: defaultMode,
      additionalAuthorizationModes: otherModes,
    },
    ...(parts.introspection && { introspectionConfig: appsync.IntrospectionConfig.DISABLED }),
    ...(parts.queryDepthLimit !== undefined && { queryDepthLimit: parts.queryDepthLimit }),
    ...(parts.resolverCountLimit !== undefined && { resolverCountLimit: parts.resolverCountLimit }),
    ...(parts.environment && { environmentVariables: parts.environment }),
  });
  const sources = dataSourcesOf(stack, api, parts, functionOf);
  addResolvers(stack, api, parts, sources);
  for (const address of parts.granted ?? []) {
    const field = appsync.IamResource.custom(`types/${address.replace('.', '/fields/')}`);
    api.grant(sources.lambda(), field, 'appsync:GraphQL');
  }
  app.synth();
  return { directory: join(directory, 'out'), remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A pool with the group `editors` and a client to which people sign in with their password. */
function poolOf(stack: Stack): cognito.UserPool {
  const pool = new cognito.UserPool(stack, 'Pool', { signInAliases: { username: true } });
  pool.addClient('Client', { authFlows: { userPassword: true } });
  pool.addGroup('Editors', { groupName: 'editors' });
  return pool;
}

type Sources = Readonly<Record<Exclude<DataSourceName, 'lambda'>, () => appsync.BaseDataSource>> & {
  readonly lambda: () => appsync.LambdaDataSource;
};

/** Each is made when a resolver first asks for it, so that an API without a table starts no database. */
function dataSourcesOf(
  stack: Stack,
  api: appsync.GraphqlApi,
  parts: ApiParts,
  functionOf: (name: string, source: string) => lambda.Function,
): Sources {
  const tableOf = (id: string) => {
    const table = new Table(stack, id, {
      tableName: id,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'by_kind',
      partitionKey: { name: 'kind', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    return table;
  };
  const items = once(() => tableOf('Items'));
  // CDK's own types disagree under exactOptionalPropertyTypes, hence the casts of tables.
  return {
    none: once(() => api.addNoneDataSource('none')),
    items: once(() => {
      const source = api.addDynamoDbDataSource('items', items() as ITable);
      tableOf('Others').grantReadWriteData(source);
      return source;
    }),
    frozen: once(
      () =>
        new appsync.DynamoDbDataSource(stack, 'Frozen', {
          api,
          name: 'frozen',
          table: items() as ITable,
          readOnlyAccess: true,
        }),
    ),
    web: once(() => api.addHttpDataSource('web', parts.web ?? '')),
    signed: once(() =>
      api.addHttpDataSource('signed', parts.web ?? '', {
        authorizationConfig: { signingRegion: 'eu-west-1', signingServiceName: 'execute-api' },
      }),
    ),
    lambda: once(() => api.addLambdaDataSource('lambda', functionOf('Handler', parts.handler ?? ''))),
  };
}

function addResolvers(stack: Stack, api: appsync.GraphqlApi, parts: ApiParts, sources: Sources): void {
  const runtime = appsync.FunctionRuntime.JS_1_0_0;
  for (const [address, given] of Object.entries(parts.resolvers)) {
    const [typeName = '', fieldName = ''] = address.split('.');
    if ('direct' in given) {
      const { maxBatchSize } = given;
      new appsync.Resolver(stack, typeName + fieldName, {
        api,
        typeName,
        fieldName,
        dataSource: sources.lambda(),
        ...(maxBatchSize !== undefined && { maxBatchSize }),
      });
      continue;
    }
    const common = { api, typeName, fieldName, runtime };
    if ('dataSource' in given) {
      const dataSource = sources[given.dataSource]();
      const { maxBatchSize } = given;
      new appsync.Resolver(stack, typeName + fieldName, {
        ...common,
        dataSource,
        code: codeOf(given),
        ...(maxBatchSize !== undefined && { maxBatchSize }),
      });
      continue;
    }
    const pipelineConfig = given.functions.map(
      (step, at) =>
        new appsync.AppsyncFunction(stack, `${typeName}${fieldName}${at}`, {
          name: `${fieldName}_${at}`,
          api,
          dataSource: sources[step.dataSource](),
          runtime,
          code: codeOf(step),
        }),
    );
    new appsync.Resolver(stack, typeName + fieldName, { ...common, pipelineConfig, code: codeOf(given) });
  }
}

function codeOf({ request, response = 'return ctx.result;' }: { request: string; response?: string }): appsync.Code {
  return appsync.Code.fromInline(`import { util, extensions, runtime } from '@aws-appsync/utils';
export function request(ctx) { ${request} }
export function response(ctx) { ${response} }
`);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
