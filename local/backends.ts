import type { ApiDefinition, DataSourceDefinition, Deployment, LambdaCalls, RoleDefinition } from './assembly/model.ts';
import type { KeysOf } from './auth/key-set.ts';
import type { InvokeAuthorizer } from './auth/lambda-authorizer.ts';
import type { UserPools } from './cognito/index.ts';
import { createUserPools } from './cognito/index.ts';
import type { DataSource } from './datasources/data-source.ts';
import { createDynamoDbDataSource } from './datasources/dynamodb/dynamodb-data-source.ts';
import { createHttpDataSource } from './datasources/http.ts';
import { createLambdaDataSource } from './datasources/lambda.ts';
import { createNoneDataSource } from './datasources/none.ts';
import type { Functions } from './functions.ts';
import { createFunctions } from './functions.ts';
import type { Ground } from './ground.ts';
import type { Lambda } from './lambda/index.ts';
import type { Schedules } from './schedules.ts';
import { createSchedules } from './schedules.ts';
import type { Secrets } from './secrets/index.ts';
import { createSecrets } from './secrets/index.ts';

/** Everything behind the APIs of one version of a deployment: its tables, functions, secrets, roles. */
export interface Backends {
  readonly ground: Ground;
  readonly secrets: Secrets;
  /** Every role of the deployment by ARN. */
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  readonly functions: Functions;
  readonly schedules: Schedules;
  readonly invokeAuthorizer: InvokeAuthorizer;
  readonly userPools: UserPools;
  /** The keys of any issuer: a user pool of the deployment, or one elsewhere. */
  readonly keysOf: KeysOf;
  dataSourcesOf(api: ApiDefinition): ReadonlyMap<string, DataSource>;
  /** Makes the tables that are missing. Rejects where a stored one differs. */
  holdTables(): Promise<void>;
  /** From now on this version is the one that is served. */
  begin(): void;
  /** Keeps everything of this version until the work is done. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Ends what `successor` does not go on with, once no work needs it. */
  retire(successor: Backends): Promise<void>;
  /** Ends its functions at once. */
  close(): Promise<void>;
}

/** Prepares what the deployment needs. Nothing of it runs yet, and what `previous` runs is not touched. */
export async function prepareBackends(
  deployment: Deployment,
  ground: Ground,
  previous: Backends | null,
): Promise<Backends> {
  const { identities, log } = ground;
  const region = deployment.apis[0]?.arn.split(':')[3] ?? '';
  const roles = new Map(rolesOf(deployment).map((role) => [role.arn, role] as const));
  const secrets = createSecrets(deployment.secrets, ground.dataDirectory, previous?.secrets ?? null);
  if (deployment.tables.length > 0) await ground.openDatabase(region);
  const userPools = await createUserPools(deployment.userPools, ground, previous?.userPools ?? null);
  const endpoints = await openEndpoints(deployment, ground, region);
  const functions = createFunctions(
    deployment.lambdas,
    { region, identities, endpoints, log },
    previous?.functions ?? null,
  );

  const schedules = createSchedules(deployment.schedules, functions, log);

  const createDataSource = (definition: DataSourceDefinition, calls: ReadonlyMap<string, LambdaCalls>): DataSource => {
    const { name, role } = definition;
    switch (definition.type) {
      case 'NONE':
        return createNoneDataSource(name);
      case 'AMAZON_DYNAMODB': {
        const database = ground.database();
        if (!database) throw new Error(`Data source ${name}: the deployment has no table ${definition.tableName}.`);
        const { tables } = deployment;
        return createDynamoDbDataSource({ definition, tables, client: database.client, tokenKey: ground.pagingKey });
      }
      case 'AWS_LAMBDA': {
        const { functionArn } = definition;
        const lambda = functions.find(functionArn);
        return createLambdaDataSource({ name, functionArn, role, lambda, callsOf: (caller) => calls.get(caller) });
      }
      case 'HTTP':
        return createHttpDataSource({ definition, credentialsOf: (arn) => identities.credentialsOf(arn) });
      default:
        return definition satisfies never;
    }
  };

  let work = 0;
  let onIdle: (() => void) | null = null;
  return {
    ground,
    secrets,
    roles,
    functions,
    schedules,
    invokeAuthorizer: (functionArn, event, timeoutMs) => invoke(functions.find(functionArn), event, timeoutMs),
    userPools,
    keysOf: (issuer) => userPools.keysOf(issuer) ?? ground.remoteKeysOf(issuer),
    dataSourcesOf(api) {
      const calls = lambdaCallsOf(api);
      return new Map(api.dataSources.map((source) => [source.name, createDataSource(source, calls)]));
    },
    async holdTables() {
      await ground.database()?.hold(deployment.tables);
    },
    begin() {
      const { tables, buckets } = deployment;
      ground.show({ secrets, tables, buckets, roles: [...roles.values()] });
      functions.warm(calledFunctions(deployment));
      schedules.begin();
    },
    async during(run) {
      work += 1;
      try {
        return await run();
      } finally {
        work -= 1;
        if (work === 0) onIdle?.();
      }
    },
    async retire(successor) {
      schedules.end();
      if (work > 0) await new Promise<void>((resolve) => (onIdle = resolve));
      await functions.close(successor.functions);
    },
    close() {
      schedules.end();
      return functions.close(null);
    },
  };
}

/** What the AWS SDKs in handlers are to call, where there are handlers. */
async function openEndpoints(
  { lambdas, tables, buckets }: Deployment,
  ground: Ground,
  region: string,
): Promise<Readonly<Record<string, string>>> {
  if (lambdas.length === 0) return {};
  return {
    SECRETS_MANAGER: await ground.openSecretsEndpoint(),
    ...(buckets.length > 0 ? { S3: ground.objectsUrl } : {}),
    ...(tables.length > 0 ? { DYNAMODB: await ground.openDynamoDbEndpoint(region) } : {}),
  };
}

/** By the name under which a resolver or function calls its data source. */
function lambdaCallsOf({ resolvers }: ApiDefinition): ReadonlyMap<string, LambdaCalls> {
  const found = new Map<string, LambdaCalls>();
  for (const { typeName, fieldName, steps } of resolvers) {
    const callers =
      steps.kind === 'UNIT' ? [{ name: `${typeName}.${fieldName}`, lambdaCalls: steps.lambdaCalls }] : steps.functions;
    for (const { name, lambdaCalls } of callers) if (lambdaCalls) found.set(name, lambdaCalls);
  }
  return found;
}

function calledFunctions({ apis }: Deployment): ReadonlySet<string> {
  const callers = apis.flatMap((api) => [...api.dataSources, ...api.authModes]);
  return new Set(callers.flatMap((caller) => (caller.type === 'AWS_LAMBDA' ? [caller.functionArn] : [])));
}

function rolesOf({ apis, lambdas, roles }: Deployment): readonly RoleDefinition[] {
  const owners = [...apis.flatMap(({ dataSources }) => dataSources), ...lambdas];
  return [...roles, ...owners.flatMap(({ role }) => (role ? [role] : []))];
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
