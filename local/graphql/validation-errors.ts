import type { ASTNode, DocumentNode, GraphQLError } from 'graphql';
import { Kind, visit } from 'graphql';
import type { WireError } from './errors.ts';
import { locationOf } from './errors.ts';
import { reword } from './validation-wordings.ts';

/**
 * Says in the words of graphql-java, on which AppSync runs, what graphql-js found wrong with a document. Clients match on
 * `Validation error of type FieldUndefined` and the like. What has no known wording keeps graphql-js's own text.
 */
export function validationError(document: DocumentNode, error: GraphQLError): WireError {
  const said = reword(error);
  const nodes = placesOf(error, said);
  const where = nodes[0] ? pathTo(document, nodes[0]) : '';
  const suffix = where === '' ? '' : ` @ '${where}'`;
  return {
    path: null,
    locations: locationOf(...nodes),
    message: said === null ? `Validation error: ${error.message}` : `Validation error of type ${said}${suffix}`,
  };
}

/** graphql-js names all that is involved, graphql-java mostly the one place at fault. */
function placesOf(error: GraphQLError, said: string | null): readonly ASTNode[] {
  const nodes = error.nodes ?? [];
  if (said?.startsWith('FieldsConflict') || said?.startsWith('FragmentCycle')) return nodes;
  // graphql-js names a variable's definition first, graphql-java its use, and the second of two that share a name.
  const isLast = said?.startsWith('VariableTypeMismatch') || said?.startsWith('Duplicate');
  return nodes.slice(isLast ? -1 : 0, isLast ? undefined : 1);
}

/** The names of the fields and fragments that enclose a node, its own included, as in `listNotes/items/id`. */
function pathTo(document: DocumentNode, target: ASTNode): string {
  let found: string | null = null;
  const names: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.push(node.name.value);
      if (node === target) found ??= names.join('/');
    },
    leave(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.pop();
    },
  });
  return found ?? '';
}
