import type { ExecutionArgs, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { OperationTypeNode, execute, executeSync } from 'graphql';
import type { ApiDefinition } from '../assembly/model.ts';
import type { Log } from '../log.ts';
import { logDefect } from '../log.ts';
import type { PreparedDocument } from './documents.ts';
import { createDocuments } from './documents.ts';
import type { WireError } from './errors.ts';
import type { Executable } from './executable.ts';
import { createExecutable } from './executable.ts';
import { executionError } from './execution-errors.ts';
import { attachFields } from './fields.ts';
import type { GraphQLRequest, RequestState } from './request-state.ts';
import { startRequest } from './request-state.ts';
import type { ResolverParts } from './resolvers.ts';
import { loadResolvers } from './resolvers.ts';
import { buildApiSchema } from './schema.ts';
import { coerceVariables } from './variables.ts';

/** One API, ready to run operations. */
export interface Executor {
  readonly schema: GraphQLSchema;
  readonly executable: Executable;
  /** Mutation field → the subscription fields that hear of it. */
  readonly triggers: ReadonlyMap<string, readonly string[]>;
  readonly log: Log;
  /** Parses and validates, once per text. Throws a `RequestError` for what is not GraphQL. */
  prepare(text: string): PreparedDocument;
}

/** Throws for a schema, a resolver or wiring that AppSync would refuse to deploy. */
export function createExecutor(api: ApiDefinition, parts: ResolverParts & { readonly log: Log }): Executor {
  const { schema, triggers } = buildApiSchema(api.schema);
  attachFields(api, schema, loadResolvers(api, parts));
  const prepare = createDocuments(schema, { introspection: api.introspection === 'ENABLED' });
  return { schema, executable: createExecutable(schema), triggers, log: parts.log, prepare };
}

/** The members of a response's body, and what the run left behind. */
export interface Execution {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly WireError[];
  readonly state: RequestState;
  /** The mutation fields that answered something: what each publishes. */
  readonly published: readonly { readonly fieldName: string; readonly payload: unknown }[];
}

/**
 * Runs a query or a mutation. Never rejects: whatever fails is among the errors.
 *
 * What a mutation publishes is its part of the response: cut to what the sender selected, under the sender's aliases
 * (github.com/aws/aws-appsync-community/issues/160). A field that is null publishes nothing.
 */
export async function executeOperation(
  executor: Executor,
  prepared: PreparedDocument,
  operation: OperationDefinitionNode,
  request: GraphQLRequest,
): Promise<Execution> {
  const state = startRequest(prepared, request);
  if (prepared.errors) return { data: null, errors: prepared.errors, state, published: [] };
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    const message = 'Subscriptions are served through the real-time endpoint only.';
    const error = { path: null, errorType: 'UnsupportedOperation', locations: null, message };
    return { data: null, errors: [error], state, published: [] };
  }
  const variables = coerceVariables(executor.schema, operation, request.variables);
  if (variables.errors) return { data: null, errors: variables.errors, state, published: [] };
  const args = executionArgs(executor, state, operation, variables.values, null);
  const { data, errors } = answer(executor, state, await execute(args));
  return { data, errors: [...errors, ...state.appendedErrors], state, published: publishedBy(executor, state, data) };
}

/**
 * Runs a subscription's resolver, as at every `start`. Whether it may start is for the errors to say. The value that the
 * resolver returns goes nowhere: that it is null for a non-null field is no error.
 */
export async function executeStart(
  executor: Executor,
  prepared: PreparedDocument,
  operation: OperationDefinitionNode,
  request: GraphQLRequest,
): Promise<Pick<Execution, 'errors' | 'state'>> {
  const state = startRequest(prepared, request);
  if (prepared.errors) return { errors: prepared.errors, state };
  const variables = coerceVariables(executor.schema, operation, request.variables);
  if (variables.errors) return { errors: variables.errors, state };
  const args = executionArgs(executor, state, operation, variables.values, null);
  const { errors } = answer(executor, state, await execute(args));
  return { errors: errors.filter(({ message }) => !message.startsWith('Cannot return null')), state };
}

/** Cuts an event to what one subscription selected. No resolver runs, so it is done at once. */
export function executeDelivery(
  executor: Executor,
  prepared: PreparedDocument,
  operation: OperationDefinitionNode,
  request: GraphQLRequest,
  root: Readonly<Record<string, unknown>>,
): Pick<Execution, 'data' | 'errors'> {
  const state = startRequest(prepared, request, 'deliver');
  // They fitted when the subscription began, and whenever another version of the API was served.
  const values = coerceVariables(executor.schema, operation, request.variables).values ?? {};
  return answer(executor, state, executeSync(executionArgs(executor, state, operation, values, root)));
}

function executionArgs(
  executor: Executor,
  state: RequestState,
  operation: OperationDefinitionNode,
  variableValues: Readonly<Record<string, unknown>>,
  rootValue: unknown,
): ExecutionArgs {
  return {
    schema: executor.executable.schema,
    document: executor.executable.documentOf(state.prepared),
    operationName: operation.name?.value ?? null,
    variableValues,
    contextValue: state,
    rootValue,
  };
}

function answer(executor: Executor, state: RequestState, result: ExecutionResult): Pick<Execution, 'data' | 'errors'> {
  const { data = null, errors = [] } = result;
  if (errors.length === 0) return { data, errors: [] };
  const onBug = (error: Error) => logDefect(executor.log, error);
  return { data, errors: errors.map((error) => executionError(executor.schema, state.prepared, error, onBug)) };
}

function publishedBy(executor: Executor, state: RequestState, data: Execution['data']): Execution['published'] {
  return state.mutations.flatMap(({ key, fieldName }) => {
    const payload = data?.[key] ?? null;
    return payload === null || !executor.triggers.has(fieldName) ? [] : [{ fieldName, payload }];
  });
}
