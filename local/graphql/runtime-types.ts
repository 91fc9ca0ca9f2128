import type { GraphQLSchema } from 'graphql';
import { isAbstractType, isEnumType, isObjectType } from 'graphql';
import { javaText } from './java-values.ts';

/** Has interfaces, unions and enums fail as graphql-java has them fail, where a resolver's value is none of theirs. */
export function attachRuntimeTypes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) {
      // AppSync tells by `__typename`, which the resolver has to give.
      type.resolveType = (value: unknown, _, { parentType, fieldName }) => {
        const name: unknown =
          typeof value === 'object' && value !== null ? Reflect.get(value, '__typename') : undefined;
        const found = typeof name === 'string' ? schema.getType(name) : undefined;
        if (isObjectType(found) && schema.isSubType(type, found)) return found.name;
        const why = isObjectType(found)
          ? `Runtime Object type '${found.name}' is not a possible type for '${type.name}'.`
          : `Could not determine the exact type of '${type.name}'`;
        const field = `${parentType.name}.${fieldName}`;
        throw new TypeError(
          `Abstract type '${type.name}' must resolve to an Object type at runtime for field '${field}'. ${why}`,
        );
      };
    } else if (isEnumType(type)) {
      type.serialize = (value: unknown) => {
        if (typeof value === 'string' && type.getValue(value)) return value;
        throw new TypeError(`Invalid input for Enum '${type.name}'. Unknown value '${javaText(value)}'`);
      };
    }
  }
}
