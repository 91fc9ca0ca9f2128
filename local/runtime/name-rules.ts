import type { AnyNode, Program } from 'acorn';
import type { Finding } from './finding.ts';
import { documentedMethods } from './library/documented.ts';
import { isGlobal, isOpen, libraryObject } from './library-objects.ts';
import type { Scopes } from './scopes.ts';
import { memberName, walkSyntax } from './syntax-walk.ts';

/**
 * Names that surely do not exist: undeclared ones, and members that neither AppSync's library nor a built-in documents.
 * AppSync finds them with the TypeScript compiler when it saves the code. Where a value's type is not plain from the
 * text, as of `ctx.args.name.padStart`, the run tells.
 */
export function findUnknownNames(program: Program, scopes: Scopes): Finding[] {
  const findings: Finding[] = [];
  for (const node of scopes.references) {
    if (scopes.bindingOf(node) || isGlobal(node.name)) continue;
    const text = node.name === 'arguments' ? 'arguments is not supported' : `cannot find name ${node.name}`;
    findings.push({ node, text });
  }
  walkSyntax(program, (node) => {
    if (node.type !== 'MemberExpression') return;
    const name = memberName(node);
    if (name === null || hasMember(node.object, name, scopes)) return;
    findings.push({ node: node.property, text: `${describe(node.object)} has no ${name} in APPSYNC_JS` });
  });
  return findings;
}

function hasMember(object: AnyNode, name: string, scopes: Scopes): boolean {
  const literal = literalType(object);
  if (literal) return name === 'length' || documentedMethods[literal].some((method) => method === name);
  const owner = libraryObject(object, scopes);
  return !isOpen(owner) || Object.hasOwn(owner, name);
}

function literalType(node: AnyNode): keyof typeof documentedMethods | null {
  if (node.type === 'ArrayExpression') return 'Array';
  if (node.type === 'TemplateLiteral') return 'String';
  return node.type === 'Literal' && typeof node.value === 'string' ? 'String' : null;
}

function describe(node: AnyNode): string {
  const literal = literalType(node);
  if (literal) return literal === 'Array' ? 'an array' : 'a string';
  if (node.type === 'MemberExpression') return `${describe(node.object)}.${memberName(node) ?? '…'}`;
  return node.type === 'Identifier' ? node.name : 'it';
}
