import type { AnyNode } from 'acorn';
import { walkSyntax } from './syntax-walk.ts';

export interface ContextFinding {
  readonly node: AnyNode;
  readonly text: string;
}

/**
 * Writes to `ctx` itself or to one of its own properties inside a handler (`ctx.stash = …`, `delete ctx.args`), as the
 * lint rule `no-disallowed-re-assignment` reports them. Members below (`ctx.stash.x = …`) may be written.
 */
export function findContextWrites(handler: AnyNode): ContextFinding[] {
  if (!('params' in handler)) return [];
  const first = handler.params[0];
  if (first?.type !== 'Identifier') return [];
  const findings: ContextFinding[] = [];
  walkSyntax(handler, (node) => {
    for (const target of targetsOf(node)) {
      if (target.type === 'Identifier' && target.name === first.name) {
        findings.push({ node: target, text: `${first.name} must not be reassigned` });
      }
      if (target.type === 'MemberExpression' && isNamed(target.object, first.name)) {
        findings.push({ node: target, text: `a base property of ${first.name} must not be reassigned or deleted` });
      }
    }
  });
  return findings;
}

function targetsOf(node: AnyNode): AnyNode[] {
  if (node.type === 'AssignmentExpression') return [node.left];
  if (node.type === 'UnaryExpression' && node.operator === 'delete') return [node.argument];
  return [];
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}
