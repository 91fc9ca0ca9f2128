import type { FieldNode, GraphQLError, GraphQLSchema } from 'graphql';
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
  const said = completionMessage(schema, error.message, javaPath(path));
  if (said !== null) return { path, locations: null, message: said };
  if (cause) onBug(cause);
  return wireResolverError(
    { message: error.message, errorType: 'InternalFailure', data: null, errorInfo: null },
    path,
    nodes.slice(0, 1),
  );
}

/** What went wrong where a value did not fit its type, in graphql-java's words; null = it is nothing of the kind. */
function completionMessage(schema: GraphQLSchema, message: string, path: string): string | null {
  const nulled = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(message);
  if (nulled) {
    const [, parent = '', field = ''] = nulled;
    const type = typeName(schema, parent, field, path);
    return `Cannot return null for non-nullable type: '${type}' within parent '${parent}' (${path})`;
  }
  if (message.startsWith('Unable to serialize')) return `Can't serialize value (${path}) : ${message}`;
  const builtIn = /^(Int|Float|String|Boolean|ID) cannot represent/.exec(message);
  if (builtIn) return `Can't serialize value (${path}) : Expected type '${builtIn[1]}', got another.`;
  const member = /^Enum "(\w+)" cannot represent value: (.*)$/.exec(message);
  if (member) {
    return `Can't serialize value (${path}) : Invalid input for Enum '${member[1]}'. No value found for name ${member[2]}`;
  }
  if (/^Expected Iterable, but did not find one/.test(message)) {
    return `Can't resolve value (${path}) : type mismatch error, expected type LIST`;
  }
  if (/^Abstract type "(\w+)" (?:must resolve|was resolved)|^Runtime Object type/.test(message)) {
    return `Can't resolve value (${path}) : ${message}`;
  }
  return null;
}

function typeName(schema: GraphQLSchema, parent: string, field: string, path: string): string {
  const type = schema.getType(parent);
  const declared = isObjectType(type) ? type.getFields()[field]?.type : undefined;
  if (!declared) return field;
  const nullable = getNullableType(declared);
  return String(path.endsWith(']') && isListType(nullable) ? getNullableType(nullable.ofType) : nullable);
}

/** As in `/listNotes/items[0]/title`. */
function javaPath(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `/${part}`)).join('');
}
