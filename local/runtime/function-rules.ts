import type { AnyNode, Program } from 'acorn';
import type { Finding } from './finding.ts';
import { callbackMethods } from './library/documented.ts';
import { libraryObject } from './library-objects.ts';
import { isFunctionNode, namesOf, type FunctionNode, type Scopes } from './scopes.ts';
import { memberName, walkSyntax } from './syntax-walk.ts';

/**
 * Functions where AppSync takes plain values only: as an argument of anything but an array's own methods, as a result,
 * as the value of a second name, and as the owner of `call`, `apply` and `bind` (rules `no-function-passing`,
 * `no-function-return` and `no-function-reassign` of `@aws-appsync/eslint-plugin`).
 */
export function findMisusedFunctions(program: Program, scopes: Scopes): Finding[] {
  const findings: Finding[] = [];
  walkSyntax(program, (node) => {
    switch (node.type) {
      case 'CallExpression':
        findings.push(...findPassed(node, scopes));
        break;
      case 'ReturnStatement':
        if (node.argument) findings.push(...findReturned(node.argument, scopes));
        break;
      case 'ArrowFunctionExpression':
        if (node.body.type !== 'BlockStatement') findings.push(...findReturned(node.body, scopes));
        break;
      case 'VariableDeclarator':
        if (node.init && !isFunctionNode(node.init) && isFunction(node.init, scopes)) {
          findings.push({ node, text: 'a function must not be given a second name' });
        }
        break;
      case 'AssignmentExpression':
        findings.push(...findReassigned(node, scopes));
        break;
      case 'MemberExpression':
        if (['call', 'apply', 'bind'].includes(memberName(node) ?? '') && isFunction(node.object, scopes)) {
          findings.push({ node: node.property, text: 'call, apply and bind are not supported' });
        }
        break;
      default:
    }
  });
  return findings;
}

/** The function of the code that an expression surely is; null = something else, or none of the code's own. */
export function ownFunction(node: AnyNode, scopes: Scopes): FunctionNode | null {
  if (isFunctionNode(node)) return node;
  if (node.type !== 'Identifier') return null;
  const value = scopes.bindingOf(node)?.value;
  return value && isFunctionNode(value) ? value : null;
}

function isFunction(node: AnyNode, scopes: Scopes): boolean {
  switch (node.type) {
    case 'ConditionalExpression':
      return isFunction(node.consequent, scopes) || isFunction(node.alternate, scopes);
    case 'LogicalExpression':
      return isFunction(node.left, scopes) || isFunction(node.right, scopes);
    case 'SequenceExpression':
      return node.expressions.slice(-1).some((last) => isFunction(last, scopes));
    default:
      return ownFunction(node, scopes) !== null || typeof libraryObject(node, scopes) === 'function';
  }
}

function findPassed(call: Extract<AnyNode, { type: 'CallExpression' }>, scopes: Scopes): Finding[] {
  const { callee } = call;
  const method = callee.type === 'MemberExpression' ? memberName(callee) : null;
  const takesCallback = method !== null && callbackMethods.includes(method);
  return call.arguments.flatMap((argument, index) => {
    if (!isFunction(argument, scopes) || (takesCallback && index === 0)) return [];
    const isComparator = method === 'sort' && index === 0;
    const says = isComparator ? 'sort takes no comparator' : 'functions can not be passed as an argument';
    return [{ node: argument, text: isComparator ? says : `${says}; only array methods take one` }];
  });
}

function findReturned(value: AnyNode, scopes: Scopes): Finding[] {
  return isFunction(value, scopes) ? [{ node: value, text: 'functions can not be returned' }] : [];
}

function findReassigned(node: Extract<AnyNode, { type: 'AssignmentExpression' }>, scopes: Scopes): Finding[] {
  const { left, right } = node;
  // A member may hold a function of its own, as in `o.toString = () => '…'`.
  const isSecondName = isFunction(right, scopes) && !(left.type === 'MemberExpression' && isFunctionNode(right));
  if (isSecondName) return [{ node, text: 'a function must not be given a second name' }];
  const replaced = namesOf(left).find((name) => ownFunction(name, scopes) !== null);
  return replaced ? [{ node: replaced, text: `the function ${replaced.name} must not be reassigned` }] : [];
}
