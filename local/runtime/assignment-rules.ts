import type { AnyNode, Pattern, Program } from 'acorn';
import type { Finding } from './finding.ts';
import { isFunctionNode, namesOf, type Binding, type Scopes } from './scopes.ts';
import { walkSyntax } from './syntax-walk.ts';

/**
 * Writes to names that stand for good, and to `ctx` or one of its own properties inside a handler (`ctx.stash = …`,
 * `delete ctx.args`), as the lint rule `no-disallowed-re-assignment` reports them. Members below (`ctx.stash.x = …`)
 * may be written.
 */
export function findForbiddenWrites(program: Program, handlers: readonly AnyNode[], scopes: Scopes): Finding[] {
  const contexts = new Set(handlers.flatMap((handler) => contextOf(handler, scopes) ?? []));
  const isContext = (node: AnyNode): boolean => {
    const binding = node.type === 'Identifier' ? scopes.bindingOf(node) : null;
    return binding !== null && contexts.has(binding);
  };
  const findings: Finding[] = [];
  walkSyntax(program, (node) => {
    for (const name of writtenNames(node)) {
      const kind = scopes.bindingOf(name)?.kind;
      const isFixed = kind === 'const' || kind === 'import' || isContext(name);
      if (isFixed) findings.push({ node: name, text: `${name.name} must not be reassigned` });
    }
    for (const member of writtenMembers(node)) {
      if (!isContext(member.object)) continue;
      const name = member.object.type === 'Identifier' ? member.object.name : 'ctx';
      findings.push({ node: member, text: `a base property of ${name} must not be reassigned or deleted` });
    }
  });
  return findings;
}

function contextOf(handler: AnyNode, scopes: Scopes): Binding | null {
  const first = isFunctionNode(handler) ? handler.params[0] : undefined;
  return first?.type === 'Identifier' ? scopes.bindingOf(first) : null;
}

function writtenNames(node: AnyNode): ReturnType<typeof namesOf> {
  const target = targetOf(node);
  return target ? namesOf(target) : [];
}

type Member = Extract<AnyNode, { type: 'MemberExpression' }>;

function writtenMembers(node: AnyNode): Member[] {
  if (node.type === 'UnaryExpression' && node.operator === 'delete') {
    const target = node.argument.type === 'ChainExpression' ? node.argument.expression : node.argument;
    return target.type === 'MemberExpression' ? [target] : [];
  }
  const target = targetOf(node);
  return target ? membersIn(target) : [];
}

function targetOf(node: AnyNode): Pattern | null {
  if (node.type === 'AssignmentExpression') return node.left;
  const isLoop = node.type === 'ForOfStatement' || node.type === 'ForInStatement';
  return isLoop && node.left.type !== 'VariableDeclaration' ? node.left : null;
}

/** The members that a pattern writes to, as in `[a.b] = list`. */
function membersIn(pattern: Pattern): Member[] {
  switch (pattern.type) {
    case 'MemberExpression':
      return [pattern];
    case 'Identifier':
      return [];
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) => membersIn(part.type === 'Property' ? part.value : part.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? membersIn(element) : []));
    case 'AssignmentPattern':
      return membersIn(pattern.left);
    case 'RestElement':
      return membersIn(pattern.argument);
    default:
      pattern satisfies never;
      return [];
  }
}
