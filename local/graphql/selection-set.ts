import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  print,
} from 'graphql';

/** `ctx.info.selectionSetList` and `ctx.info.selectionSetGraphQL` (AppSync Developer Guide, Resolver context reference). */
export interface SelectionInfo {
  /** Parents before children, the parts of a path joined by `/`, aliases instead of names. Empty for a leaf. */
  readonly list: readonly string[];
  /** Inline fragments kept, named ones left as spreads. Empty for a leaf. */
  readonly graphql: string;
}

/** `isFixed`: nothing in the document depends on variables, so that the selection is the same at every run. */
export function selectionInfo(info: GraphQLResolveInfo, isFixed: boolean): SelectionInfo {
  const [node, ...others] = info.fieldNodes;
  if (node?.selectionSet === undefined) return NOTHING;
  const isKept = isFixed && others.length === 0;
  const known = isKept ? kept.get(node) : undefined;
  if (known) return known;
  const selection = { list: listOf(info), graphql: print(mergedSelection(info.fieldNodes)) };
  if (isKept) kept.set(node, selection);
  return selection;
}

/** Whether @skip and @include leave a selection in. */
function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if ((node.directives ?? []).length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

const NOTHING: SelectionInfo = { list: [], graphql: '' };
const kept = new WeakMap<FieldNode, SelectionInfo>();

function mergedSelection(nodes: readonly FieldNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections: nodes.flatMap((node) => node.selectionSet?.selections ?? []) };
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly found: Set<string>;
}

function listOf(info: GraphQLResolveInfo): readonly string[] {
  const { schema, fragments, variableValues: variables } = info;
  const walk: Walk = { schema, fragments, variables, found: new Set() };
  collect(walk, mergedSelection(info.fieldNodes), info.returnType, '');
  return [...walk.found];
}

function collect(walk: Walk, set: SelectionSetNode, returnType: GraphQLOutputType, prefix: string): void {
  const type = getNamedType(returnType);
  for (const selection of set.selections) {
    if (!isIncluded(selection, walk.variables)) continue;
    if (selection.kind === Kind.FIELD) collectField(walk, selection, returnType, prefix);
    else {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments[selection.name.value] : selection;
      if (!fragment) continue;
      // Of an interface only its own fields are listed, not those of the types that implement it.
      const condition = fragment.typeCondition?.name.value;
      if (isAbstractType(type) && condition !== undefined && condition !== type.name) continue;
      collect(walk, fragment.selectionSet, returnType, prefix);
    }
  }
}

function collectField(walk: Walk, node: FieldNode, parent: GraphQLOutputType, prefix: string): void {
  const path = prefix + (node.alias ?? node.name).value;
  walk.found.add(path);
  const type = getNamedType(parent);
  if (!node.selectionSet || !(isObjectType(type) || 'getFields' in type)) return;
  // Input types have getFields too, but no field ever returns one.
  const field = (type as { getFields(): Record<string, { type: GraphQLOutputType }> }).getFields()[node.name.value];
  if (field) collect(walk, node.selectionSet, field.type, `${path}/`);
}
