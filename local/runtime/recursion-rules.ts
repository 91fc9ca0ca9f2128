import type { AnyNode, Program } from 'acorn';
import type { Finding } from './finding.ts';
import { ownFunction } from './function-rules.ts';
import type { FunctionNode, Scopes } from './scopes.ts';
import { walkSyntax } from './syntax-walk.ts';

export interface Call {
  readonly at: AnyNode;
  readonly to: FunctionNode;
}

/**
 * Functions that call themselves, directly, through one another or through a callback (rule `no-recursion` of
 * `@aws-appsync/eslint-plugin`). Each finding is the call that closes a circle.
 */
export function findRecursion(program: Program, scopes: Scopes): Finding[] {
  const calls = readCalls(program, scopes);
  const findings: Finding[] = [];
  const done = new Set<FunctionNode>();
  const follow = (caller: FunctionNode, path: readonly FunctionNode[]): void => {
    for (const { at, to } of calls.get(caller) ?? []) {
      const start = path.indexOf(to);
      if (start !== -1) {
        const names = [...path.slice(start), to].map((part) => nameOf(part, scopes)).join(' -> ');
        findings.push({ node: at, text: `recursion is not supported: ${names}` });
      } else if (!done.has(to)) {
        follow(to, [...path, to]);
      }
    }
    done.add(caller);
  };
  for (const caller of calls.keys()) if (!done.has(caller)) follow(caller, [caller]);
  return findings;
}

/** Who calls whom. A function that is passed on is called by whoever passes it. */
export function readCalls(program: Program, scopes: Scopes): Map<FunctionNode, Call[]> {
  const calls = new Map<FunctionNode, Call[]>();
  walkSyntax(program, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return;
    const caller = scopes.functionAround(node);
    if (!caller) return;
    const called = node.type === 'CallExpression' ? [node.callee, ...node.arguments] : [node.tag];
    for (const part of called) {
      const to = ownFunction(part, scopes);
      if (to) calls.set(caller, [...(calls.get(caller) ?? []), { at: node, to }]);
    }
  });
  return calls;
}

function nameOf(node: FunctionNode, scopes: Scopes): string {
  if (node.id) return node.id.name;
  const parent = scopes.parentOf(node);
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : 'a callback';
}
