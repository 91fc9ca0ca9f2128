import type { AnyNode, Node } from 'acorn';

/** Calls `visit` for every node below and including `root`, parents before children, in the order of the text. */
export function walkSyntax(root: AnyNode, visit: (node: AnyNode, parent: AnyNode | null) => void): void {
  const descend = (node: AnyNode, parent: AnyNode | null): void => {
    visit(node, parent);
    for (const child of childrenOf(node)) descend(child, node);
  };
  descend(root, null);
}

/** In the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const member of Object.values(node)) {
    for (const candidate of Array.isArray(member) ? member : [member]) {
      if (isNode(candidate)) children.push(candidate);
    }
  }
  return children.sort((left, right) => left.start - right.start);
}

/** The name of a member where it stands in the text, as in `a.name` and `a['name']`; null = it is computed. */
export function memberName(node: Extract<AnyNode, { type: 'MemberExpression' }>): string | null {
  const { property } = node;
  if (!node.computed) return property.type === 'Identifier' ? property.name : null;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
}

// Every object with a `type` and a `start` that hangs on an acorn node is itself one of acorn's node types.
function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof (value as Node).start === 'number';
}
