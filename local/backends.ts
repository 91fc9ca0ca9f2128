import type { ApiDefinition, DataSourceDefinition, Deployment, RoleDefinition } from './assembly/model.ts';
import type { InvokeAuthorizer } from './auth/lambda-authorizer.ts';
import { pagingKey } from './data-directory.ts';
import type { DataSource } from './datasources/data-source.ts';
import { createDynamoDbDataSource } from './datasources/dynamodb/dynamodb-data-source.ts';
import { createHttpDataSource } from './datasources/http.ts';
import { createLambdaDataSource } from './datasources/lambda.ts';
import { createNoneDataSource } from './datasources/none.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import type { IdentityStore } from './iam/credentials.ts';
import { createIdentityStore } from './iam/credentials.ts';
import type { Lambda } from './lambda/index.ts';
import { createLambda, sdkEnvironment } from './lambda/index.ts';
import type { Log } from './log.ts';
import type { Secrets, SecretsEndpoint } from './secrets/index.ts';
import { createSecrets, startSecretsEndpoint } from './secrets/index.ts';

/** Everything behind the APIs: tables, functions, secrets, roles. */
export interface Backends {
  /** null = the deployment has no table. */
  readonly database: Database | null;
  readonly secrets: Secrets;
  readonly identities: IdentityStore;
  /** Every role of the deployment by ARN. */
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  readonly invokeAuthorizer: InvokeAuthorizer;
  dataSourcesOf(api: ApiDefinition): ReadonlyMap<string, DataSource>;
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly region: string;
  /** null = nothing is kept. */
  readonly dataDirectory: string | null;
  /** A DynamoDB that runs already; null = one is started. */
  readonly dynamoDbEndpoint: string | null;
  readonly log: Log;
}

/** Starts what the deployment needs. What had started is ended again where something fails. */
export async function startBackends(deployment: Deployment, options: BackendOptions): Promise<Backends> {
  const { region, dataDirectory, log } = options;
  const identities = createIdentityStore();
  const roles = new Map(rolesOf(deployment).map((role) => [role.arn, role] as const));
  const secrets = createSecrets(deployment.secrets, dataDirectory);
  const tokenKey = pagingKey(dataDirectory);
  const database = deployment.tables.length === 0 ? null : await openDatabase(deployment.tables, options);
  let secretsEndpoint: SecretsEndpoint | null = null;
  try {
    if (deployment.lambdas.length > 0) {
      secretsEndpoint = await startSecretsEndpoint(secrets, identities, [...roles.values()]);
    }
  } catch (error) {
    await database?.close();
    throw error;
  }
  const endpoints = secretsEndpoint ? { SECRETS_MANAGER: secretsEndpoint.url } : {};
  const lambdas = startLambdas(deployment, identities, { region, endpoints, log });

  const createDataSource = (definition: DataSourceDefinition): DataSource => {
    const { name, role } = definition;
    switch (definition.type) {
      case 'NONE':
        return createNoneDataSource(name);
      case 'AMAZON_DYNAMODB':
        if (!database) throw new Error(`Data source ${name}: the deployment has no table ${definition.tableName}.`);
        return createDynamoDbDataSource({ definition, tables: deployment.tables, client: database.client, tokenKey });
      case 'AWS_LAMBDA': {
        const { functionArn } = definition;
        return createLambdaDataSource({ name, functionArn, role, lambda: lambdaOf(lambdas, functionArn) });
      }
      case 'HTTP':
        return createHttpDataSource({ definition, credentialsOf: (arn) => identities.credentialsOf(arn) });
      default:
        return definition satisfies never;
    }
  };

  return {
    database,
    secrets,
    identities,
    roles,
    invokeAuthorizer: (functionArn, event, timeoutMs) => invoke(lambdaOf(lambdas, functionArn), event, timeoutMs),
    dataSourcesOf: (api) => new Map(api.dataSources.map((source) => [source.name, createDataSource(source)])),
    async close() {
      await Promise.all([...lambdas.values()].map((lambda) => lambda.close()));
      await secretsEndpoint?.close();
      await database?.close();
    },
  };
}

function rolesOf({ apis, lambdas }: Deployment): readonly RoleDefinition[] {
  const owners = [...apis.flatMap(({ dataSources }) => dataSources), ...lambdas];
  return owners.flatMap(({ role }) => (role ? [role] : []));
}

function startLambdas(
  { lambdas }: Deployment,
  identities: IdentityStore,
  { region, endpoints, log }: { region: string; endpoints: Readonly<Record<string, string>>; log: Log },
): ReadonlyMap<string, Lambda> {
  return new Map(
    lambdas.map((definition) => {
      const credentials = definition.role ? identities.credentialsOf(definition.role.arn) : null;
      const lambda = createLambda(definition, {
        environment: sdkEnvironment(region, credentials, endpoints),
        log(level, text) {
          const line = `${definition.name}: ${text}`;
          if (level === 'warn' || level === 'error') log.warn(line);
          else log.debug(line);
        },
      });
      // Loaded ahead, as the first request would wait for it. What fails now fails again, and is said, at the first call.
      lambda.warm().catch((error: unknown) => log.debug(`${definition.name} does not load yet: ${String(error)}`));
      return [definition.arn, lambda] as const;
    }),
  );
}

function lambdaOf(lambdas: ReadonlyMap<string, Lambda>, functionArn: string): Lambda {
  const lambda = lambdas.get(functionArn);
  if (!lambda) throw new Error(`The deployment has no function ${functionArn}.`);
  return lambda;
}

async function invoke(lambda: Lambda, event: unknown, timeoutMs: number): Promise<unknown> {
  const outcome = await lambda.invoke(event, { timeoutMs });
  switch (outcome.kind) {
    case 'returned':
      return outcome.value;
    case 'failed':
      throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
    case 'abandoned':
      throw new Error(`it took longer than ${timeoutMs} ms`);
    default:
      return outcome satisfies never;
  }
}
