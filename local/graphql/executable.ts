import type { DocumentNode, GraphQLSchema, TypeNode } from 'graphql';
import { GraphQLScalarType, Kind } from 'graphql';
import type { PreparedDocument } from './documents.ts';

/**
 * A schema and a document for graphql-js to execute with variables that `coerceVariables` has read already: graphql-js would read
 * them all again, by rules and with errors that are not AppSync's. Here every variable is of a type that takes what it is given.
 */
export interface Executable {
  readonly schema: GraphQLSchema;
  documentOf(prepared: PreparedDocument): DocumentNode;
}

export function createExecutable(schema: GraphQLSchema): Executable {
  const documents = new WeakMap<PreparedDocument, DocumentNode>();
  return {
    // The type is in no schema: a caller can neither name it nor see it.
    schema: Object.create(schema, {
      getType: { value: (name: string) => (name === coerced.name ? coerced : schema.getType(name)) },
    }) as GraphQLSchema,
    documentOf(prepared) {
      const known = documents.get(prepared);
      if (known) return known;
      const document = withCoercedVariables(prepared.document);
      documents.set(prepared, document);
      return document;
    },
  };
}

// Names that begin so are GraphQL's own: no schema has it.
const coerced = new GraphQLScalarType({ name: '__Coerced', parseValue: (value) => value });
const coercedType: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: coerced.name } };

function withCoercedVariables(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || !definition.variableDefinitions) return definition;
    const variableDefinitions = definition.variableDefinitions.map(({ kind, variable }) => {
      return { kind, variable, type: coercedType };
    });
    return { ...definition, variableDefinitions };
  });
  return { ...document, definitions };
}
