import type { GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { Kind, isObjectType } from 'graphql';
import type { ApiDefinition, AuthMode } from '../assembly/model.ts';
import type { AccessRules } from './access.ts';
import { fieldAccess } from './access.ts';
import { FieldError, SchemaError, notAuthorized } from './errors.ts';
import { FieldRun } from './field-run.ts';
import { runPipeline } from './pipeline.ts';
import type { RequestState } from './request-state.ts';
import type { Resolver } from './resolvers.ts';
import { runUnit } from './unit.ts';

/** AppSync Developer Guide, quotas. */
const MAX_RESOLVER_RUNS = 10_000;

/** Gives each field of the schema its behaviour: may the caller have it, then its resolver or its parent's property. */
export function attachFields(
  api: ApiDefinition,
  schema: GraphQLSchema,
  resolvers: ReadonlyMap<string, Resolver>,
): void {
  refuseUnknownFields(schema, resolvers);
  const rules = accessRules(api, schema);
  const depthLimit = api.queryDepthLimit;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const address = `${type.name}.${field.name}`;
      const isAllowed = fieldAccess(rules, type, field.name);
      const behave = behaviour(api, schema, type, field.name, resolvers.get(address));
      const takesArguments = field.args.length > 0;
      field.resolve = (source: unknown, args: Record<string, unknown>, state: RequestState, info) => {
        if (!isAllowed(state.request.caller)) throw notAuthorized(type.name, field.name);
        if (state.phase === 'deliver') return property(source, field.name);
        if (depthLimit > 0) checkDepth(depthLimit, info.path);
        return behave(source, takesArguments ? withNulls(args, info) : args, state, info);
      };
    }
  }
}

type Behaviour = (
  source: unknown,
  args: Record<string, unknown>,
  state: RequestState,
  info: GraphQLResolveInfo,
) => unknown;

function behaviour(
  api: ApiDefinition,
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  fieldName: string,
  resolver: Resolver | undefined,
): Behaviour {
  if (type === schema.getSubscriptionType()) return subscriptionStart(api, fieldName, resolver);
  if (!resolver) return (source) => property(source, fieldName);
  const isMutation = type === schema.getMutationType();
  return async (source, args, state, info) => {
    if (isMutation) state.mutations.push({ key: String(info.path.key), fieldName });
    const { value } = await runResolver(api, resolver, { source, args, state, info });
    return value;
  };
}

/** Runs once per `start`. Without a resolver there is nothing to ask, and the arguments are the filter. */
function subscriptionStart(api: ApiDefinition, fieldName: string, resolver: Resolver | undefined): Behaviour {
  return async (source, args, state, info) => {
    const ran = resolver ? await runResolver(api, resolver, { source, args, state, info }) : null;
    const { subscriptionFilter: filter, invalidationFilter } = ran?.run ?? {};
    state.subscription = { fieldName, args, filter, invalidationFilter };
    return ran?.value ?? null;
  };
}

/** Runs a resolver to its end and answers the run too, for what the code left behind. */
async function runResolver(
  api: ApiDefinition,
  resolver: Resolver,
  call: { source: unknown; args: Readonly<Record<string, unknown>>; state: RequestState; info: GraphQLResolveInfo },
): Promise<{ readonly value: unknown; readonly run: FieldRun }> {
  countRun(api, call.state);
  const run = new FieldRun({ ...call, environment: api.environment });
  const value = resolver.kind === 'UNIT' ? await runUnit(run, resolver) : await runPipeline(run, resolver);
  return { value, run };
}

function property(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) return null;
  return Reflect.get(source, name);
}

/**
 * A variable that was declared, given to an argument, and not sent reaches resolvers and subscription filters as null,
 * unlike an argument that is left out (github.com/aws/aws-appsync-community/issues/94, 348 and 394).
 */
function withNulls(args: Record<string, unknown>, { fieldNodes }: GraphQLResolveInfo): Record<string, unknown> {
  for (const { name, value } of fieldNodes[0]?.arguments ?? []) {
    if (value.kind === Kind.VARIABLE && !Object.hasOwn(args, name.value)) args[name.value] = null;
  }
  return args;
}

/**
 * What lies too deep is an error of its own, beside the data above it; a root field is at level one (AppSync Developer
 * Guide, Configuring query depth limits).
 */
function checkDepth(limit: number, path: GraphQLResolveInfo['path']): void {
  let depth = 0;
  for (let at: typeof path | undefined = path; at; at = at.prev) if (typeof at.key === 'string') depth += 1;
  if (depth <= limit) return;
  throw new FieldError({
    message: `Query depth limit of ${limit} reached.`,
    errorType: 'QueryDepthLimitReached',
    data: null,
    errorInfo: null,
  });
}

function countRun(api: ApiDefinition, state: RequestState): void {
  state.resolverRuns += 1;
  const limit = api.resolverCountLimit === 0 ? MAX_RESOLVER_RUNS : api.resolverCountLimit;
  if (state.resolverRuns <= limit) return;
  throw new FieldError({
    message: 'Resolver invocation limit reached.',
    errorType: 'ResolverExecutionLimitReached',
    data: null,
    errorInfo: null,
  });
}

function isClosedByDefault(mode: AuthMode): boolean {
  return mode.type === 'AMAZON_COGNITO_USER_POOLS' && mode.defaultAction === 'DENY';
}

function accessRules(api: ApiDefinition, schema: GraphQLSchema): AccessRules {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return {
    modes: api.authModes.map((mode) => mode.type),
    defaultMode: api.authModes[0].type,
    isOpenByDefault: !isClosedByDefault(api.authModes[0]),
    apiArn: api.arn,
    rootTypes: new Set(roots.flatMap((type) => (type ? [type.name] : []))),
  };
}

function refuseUnknownFields(schema: GraphQLSchema, resolvers: ReadonlyMap<string, Resolver>): void {
  for (const address of resolvers.keys()) {
    const [typeName = '', fieldName = ''] = address.split('.');
    const type = schema.getType(typeName);
    if (!isObjectType(type) || !Object.hasOwn(type.getFields(), fieldName)) {
      throw new SchemaError(`There is a resolver for ${address}, but the schema has no such field.`);
    }
  }
}
