import type { ASTVisitor, ValidationContext } from 'graphql';
import { GraphQLError } from 'graphql';

/**
 * With introspection disabled the types of introspection have no fields: `__schema` itself is there, `types` below it is
 * undefined (AppSync Developer Guide, Configuring introspection). `__typename` still works.
 */
export function hiddenFieldRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const parent = context.getParentType();
      if (!parent?.name.startsWith('__')) return;
      const message = `Cannot query field "${node.name.value}" on type "${parent.name}".`;
      context.reportError(new GraphQLError(message, { nodes: node }));
      // What lies below a field that is not there has no type to be checked against.
      return false;
    },
  };
}
