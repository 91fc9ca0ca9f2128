import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  ValidationRule,
} from 'graphql';
import { Kind, ValuesOfCorrectTypeRule, parse, specifiedRules, validate, visit } from 'graphql';
import { createBoundedCache } from './bounded-cache.ts';
import type { WireError } from './errors.ts';
import { RequestError, malformedRequest } from './errors.ts';
import { hiddenFieldRule } from './introspection.ts';
import { literalRule } from './literal-rule.ts';
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
}

/** Parses and validates each text once. Throws a `RequestError` for text that is not GraphQL, or is too long. */
export function createDocuments(
  schema: GraphQLSchema,
  { introspection }: DocumentRules,
): (text: string) => PreparedDocument {
  const cache = createBoundedCache<PreparedDocument>(CACHED_DOCUMENTS);
  const own = introspection ? [literalRule] : [literalRule, hiddenFieldRule];
  const rules = [...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule), ...own];
  return (text) => {
    const known = cache.get(text);
    if (known) return known;
    const prepared = prepare(schema, rules, text);
    cache.set(text, prepared);
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
/** What is reported of AppSync speaks of 15,000, of characters here and of tokens there. Characters is the stricter. */
const MAX_QUERY_LENGTH = 15_000;

function prepare(schema: GraphQLSchema, rules: readonly ValidationRule[], text: string): PreparedDocument {
  if (text.length > MAX_QUERY_LENGTH) throw malformedRequest('Maximum char length exceeded');
  const document = parseText(text);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const errors = validate(schema, document, rules).map((error) => validationError(document, error));
  const conditionVariables = variablesInConditions(document);
  return { text, document, errors: errors.length === 0 ? null : errors, operations, fragments, conditionVariables };
}

function parseText(text: string): DocumentNode {
  try {
    return parse(text);
  } catch {
    throw malformedRequest('Unable to parse GraphQL query.');
  }
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
