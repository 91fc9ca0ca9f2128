import type { ApiDefinition, AuthMode, ResolverDefinition } from '../../../local/assembly/model.ts';
import type { Caller } from '../../../local/auth/caller.ts';
import { noFields } from '../../../local/auth/caller.ts';
import type { DataSource, DataSourceResult } from '../../../local/datasources/data-source.ts';
import { createNoneDataSource } from '../../../local/datasources/none.ts';
import { selectOperation } from '../../../local/graphql/documents.ts';
import type { Execution, Executor } from '../../../local/graphql/executor.ts';
import { createExecutor, executeOperation } from '../../../local/graphql/executor.ts';
import { silentLog } from '../../../local/log.ts';
import { loadCode } from '../../../local/runtime/index.ts';

export interface ApiParts extends Partial<Omit<ApiDefinition, 'resolvers'>> {
  readonly schema: string;
  /** By address: the code of a unit resolver on `none`, or a pipeline's code and that of its functions. */
  readonly resolvers?: Readonly<Record<string, string | readonly string[]>>;
  /** What the data source `fails` answers. */
  readonly failure?: DataSourceResult;
  /** The data source of every unit resolver and function. Default `none`. */
  readonly dataSource?: 'none' | 'fails';
}

export const apiKey: AuthMode = { type: 'API_KEY', keys: [{ value: 'da2-key', expiresAt: null }] };
export const lambda: AuthMode = { type: 'AWS_LAMBDA', functionArn: 'arn:f', resultTtlSeconds: 0, tokenPattern: null };

export function defineApi({ resolvers = {}, dataSource = 'none', ...parts }: ApiParts): ApiDefinition {
  const code = (text: string, origin: string) => ({ text, origin });
  return {
    id: 'abcdefghijklmnopqrstuvwxyz',
    logicalId: 'Api',
    name: 'api',
    arn: 'arn:aws:appsync:eu-west-1:123456789012:apis/abcdefghijklmnopqrstuvwxyz',
    authModes: [apiKey],
    environment: {},
    introspection: 'ENABLED',
    queryDepthLimit: 0,
    resolverCountLimit: 0,
    dataSources: [
      { name: 'none', type: 'NONE', role: null },
      { name: 'fails', type: 'AWS_LAMBDA', role: null, functionArn: 'arn:f' },
    ],
    ...parts,
    resolvers: Object.entries(resolvers).map(([address, given]): ResolverDefinition => {
      const [typeName = '', fieldName = ''] = address.split('.');
      if (typeof given === 'string') {
        return { typeName, fieldName, code: code(given, address), steps: { kind: 'UNIT', dataSource } };
      }
      const [own = '', ...functions] = given;
      const steps = functions.map((text, at) => {
        const name = `${address}/${at}`;
        return { id: name, name, dataSource, code: code(text, name) };
      });
      return { typeName, fieldName, code: code(own, address), steps: { kind: 'PIPELINE', functions: steps } };
    }),
  };
}

export function createApi(parts: ApiParts): Executor {
  const fails: DataSource = { name: 'fails', call: () => Promise.resolve(parts.failure ?? { result: null }) };
  const dataSources = new Map([
    ['none', createNoneDataSource('none')],
    ['fails', fails],
  ]);
  return createExecutor(defineApi(parts), { dataSources, loadCode, log: silentLog });
}

export const someone: Caller = {
  mode: 'API_KEY',
  identity: null,
  deniedFields: noFields,
  groups: [],
  statements: null,
};

export interface Asked {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly caller?: Caller;
  readonly deadline?: number;
}

export async function run(executor: Executor, query: string, asked: Asked = {}): Promise<Execution> {
  const prepared = executor.prepare(query);
  return executeOperation(executor, prepared, selectOperation(prepared, null), {
    caller: asked.caller ?? someone,
    headers: {},
    variables: asked.variables ?? {},
    deadline: asked.deadline ?? Date.now() + 30_000,
  });
}

/** A handler pair that answers what the expression over `ctx` gives. */
export const answers = (expression: string): string => `
  export function request(ctx) { return { payload: ${expression} }; }
  export function response(ctx) { return ctx.result; }`;
