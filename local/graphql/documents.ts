import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { Kind, parse, validate, visit } from 'graphql';
import { createBoundedCache } from './bounded-cache.ts';
import type { WireError } from './errors.ts';
import { RequestError, malformedRequest } from './errors.ts';
import { depthOf } from './depth.ts';
import { validationError } from './validation-errors.ts';

/** A query text that was parsed and checked once. */
export interface PreparedDocument {
  readonly text: string;
  readonly document: DocumentNode;
  /** null = the document is valid. */
  readonly errors: readonly WireError[] | null;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The variables that decide, through @include and @skip, which fields there are. */
  readonly conditionVariables: readonly string[];
}

export interface DocumentRules {
  readonly introspection: boolean;
  /** 0 = no limit. */
  readonly depthLimit: number;
}

/** Parses and validates each text once. Throws a `RequestError` for text that is not GraphQL. */
export function createDocuments(schema: GraphQLSchema, rules: DocumentRules): (text: string) => PreparedDocument {
  const cache = createBoundedCache<PreparedDocument>(CACHED_DOCUMENTS);
  return (text) => {
    const known = cache.get(text);
    if (known) return known;
    const prepared = prepare(schema, rules, text);
    if (text.length <= CACHED_LENGTH) cache.set(text, prepared);
    return prepared;
  };
}

/** Throws a `RequestError` where the name leaves open which operation is meant. */
export function selectOperation(prepared: PreparedDocument, name: string | null): OperationDefinitionNode {
  const [first, ...others] = prepared.operations;
  if (first === undefined) throw malformedRequest('Unable to parse GraphQL query.');
  if (name === null) {
    if (others.length > 0) throw new RequestError(400, 'BadRequestException', 'Missing operation name.');
    return first;
  }
  const named = prepared.operations.find((operation) => operation.name?.value === name);
  if (named === undefined) throw new RequestError(400, 'BadRequestException', `Unknown operation named '${name}'.`);
  return named;
}

const CACHED_DOCUMENTS = 500;
const CACHED_LENGTH = 20_000;
/** graphql-java, on which AppSync runs, stops reading a document after this many tokens. */
const MAX_TOKENS = 15_000;

function prepare(schema: GraphQLSchema, rules: DocumentRules, text: string): PreparedDocument {
  const document = parseText(text);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const errors = check(schema, rules, document, fragments);
  const conditionVariables = variablesInConditions(document);
  return { text, document, errors: errors.length === 0 ? null : errors, operations, fragments, conditionVariables };
}

function parseText(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch {
    throw malformedRequest('Unable to parse GraphQL query.');
  }
}

function check(
  schema: GraphQLSchema,
  rules: DocumentRules,
  document: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly WireError[] {
  const invalid = validate(schema, document).map((error) => validationError(document, error));
  if (invalid.length > 0) return invalid;
  if (!rules.introspection) {
    const hidden = introspectionField(document);
    if (hidden) return [hiddenField(schema, hidden)];
  }
  if (rules.depthLimit > 0 && depthOf(document, fragments) > rules.depthLimit) {
    return [
      {
        path: null,
        errorType: 'QueryDepthLimitReached',
        locations: null,
        message: `Query depth exceeds the limit of ${rules.depthLimit}.`,
      },
    ];
  }
  return [];
}

function introspectionField(document: DocumentNode): FieldNode | null {
  let found: FieldNode | null = null;
  visit(document, {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type') found ??= node;
    },
  });
  return found;
}

/** With introspection disabled its fields are as if they did not exist; `__typename` still works. */
function hiddenField(schema: GraphQLSchema, node: FieldNode): WireError {
  const name = node.name.value;
  const type = schema.getQueryType()?.name ?? 'Query';
  const start = node.loc?.startToken;
  return {
    path: null,
    locations: start ? [{ line: start.line, column: start.column, sourceName: null }] : null,
    message: `Validation error of type FieldUndefined: Field '${name}' in type '${type}' is undefined @ '${name}'`,
  };
}

function variablesInConditions(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      for (const { value } of node.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
