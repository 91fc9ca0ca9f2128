import type { FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import type { ResolverError } from '../runtime/evaluation.ts';
import type { WireError } from './errors.ts';

/** The error of a resolver, a denial or a limit, with every member AppSync gives it. */
export function wireResolverError(
  error: ResolverError,
  path: readonly (string | number)[],
  nodes: readonly FieldNode[],
): WireError {
  const locations = nodes.flatMap(({ loc }) =>
    loc ? [{ line: loc.startToken.line, column: loc.startToken.column, sourceName: null }] : [],
  );
  return {
    path,
    data: error.data ?? null,
    errorType: error.errorType,
    errorInfo: error.errorInfo ?? null,
    locations,
    message: error.message,
  };
}

/**
 * Cuts an error's `data` to the field's selection, so that a resolver that passes on a whole item shows no more of it than
 * the query asked for (AppSync Developer Guide, Built-in utilities in util).
 */
export function filterData(
  data: unknown,
  nodes: readonly FieldNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): unknown {
  const sets = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
  return cut(data ?? null, sets, fragments);
}

/** No selection = a leaf, which is kept as it is. */
function cut(
  data: unknown,
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): unknown {
  if (sets.length === 0 || typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((item: unknown) => cut(item, sets, fragments));
  const kept: Record<string, unknown> = {};
  const take = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) take(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) take(fragment.selectionSet);
      } else if (Object.hasOwn(data, selection.name.value)) {
        const value: unknown = Reflect.get(data, selection.name.value);
        const key = (selection.alias ?? selection.name).value;
        kept[key] = cut(value, selection.selectionSet ? [selection.selectionSet] : [], fragments);
      }
    }
  };
  for (const set of sets) take(set);
  return kept;
}
