import type { FieldNode, GraphQLError, GraphQLSchema, GraphQLType } from 'graphql';
import { Kind, getNullableType, isListType, isObjectType } from 'graphql';
import { FieldError } from './errors.ts';
import type { WireError } from './errors.ts';
import type { PreparedDocument } from './documents.ts';
import { filterData, wireResolverError } from './resolver-errors.ts';

/** Says an error of graphql-js's execution as AppSync does. `onBug` hears what only a defect of ours can cause. */
export function executionError(
  schema: GraphQLSchema,
  prepared: PreparedDocument,
  error: GraphQLError,
  onBug: (error: Error) => void,
): WireError {
  const path = error.path ?? [];
  const nodes = (error.nodes ?? []).filter((node): node is FieldNode => node.kind === Kind.FIELD);
  const cause = error.originalError;
  if (cause instanceof FieldError) {
    const { message, errorType, errorInfo } = cause;
    const data = filterData(cause.data, nodes, prepared.fragments);
    return wireResolverError({ message, errorType, data, errorInfo }, path, nodes.slice(0, 1));
  }
  const said = completionMessage(schema, error.message, path);
  if (said !== null) return { path, locations: null, message: said };
  if (cause) onBug(cause);
  return wireResolverError(
    { message: error.message, errorType: 'InternalFailure', data: null, errorInfo: null },
    path,
    nodes.slice(0, 1),
  );
}

/** What went wrong where a value did not fit its type, in graphql-java's words; null = it is nothing of the kind. */
function completionMessage(schema: GraphQLSchema, message: string, path: readonly (string | number)[]): string | null {
  const where = javaPath(path);
  const nulled = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(message);
  if (nulled) return nullMessage(schema, nulled[1] ?? '', nulled[2] ?? '', path);
  if (/^(?:Unable to serialize |Expected type '|Invalid input for Enum )/.test(message)) {
    return `Can't serialize value (${where}) : ${message}`;
  }
  if (message.startsWith('Expected Iterable, but did not find one')) {
    return `Can't resolve value (${where}) : type mismatch error, expected type LIST`;
  }
  return message.startsWith("Abstract type '") ? `Can't resolve '${where}'. ${message}` : null;
}

/** A list has no name in graphql-java, whether it is what is null or what the null is in. */
function nullMessage(schema: GraphQLSchema, parent: string, field: string, path: readonly (string | number)[]): string {
  const type = schema.getType(parent);
  const depth = path.length - 1 - path.findLastIndex((part) => typeof part === 'string');
  let declared = isObjectType(type) ? getNullableType(type.getFields()[field]?.type) : undefined;
  for (let at = 0; at < depth; at += 1) {
    declared = isListType(declared) ? getNullableType<GraphQLType>(declared.ofType) : undefined;
  }
  const name = isListType(declared) ? 'null' : String(declared ?? field);
  const within = depth === 0 ? parent : 'null';
  return `Cannot return null for non-nullable type: '${name}' within parent '${within}' (${javaPath(path)})`;
}

/** As in `/listNotes/items[0]/title`. */
function javaPath(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `/${part}`)).join('');
}
