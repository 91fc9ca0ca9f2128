import type { AnyNode, Program } from 'acorn';
import { readCalls } from './recursion-rules.ts';
import { analyzeScopes, isFunctionNode, type FunctionNode, type Scopes } from './scopes.ts';
import { walkSyntax } from './syntax-walk.ts';

/** Some milliseconds' worth. */
const MAX_CALLS = 10_000;

/**
 * Whether one call of a function of the code can lead to so many others that it may take long. There is no recursion by name, and
 * loops and callbacks are metered, but thirty functions that each call the next one twice make a thousand million calls. Of a
 * function that an object holds nobody can tell from the text who calls it, and how often.
 */
export function callsMany(program: Program): boolean {
  const scopes = analyzeScopes(program);
  if (holdsFunctions(program, scopes)) return true;
  const calls = readCalls(program, scopes);
  const counts = new Map<FunctionNode, number>();
  const countOf = (caller: FunctionNode): number => {
    const known = counts.get(caller);
    if (known !== undefined) return known;
    const count = (calls.get(caller) ?? []).reduce((sum, { to }) => sum + countOf(to), 1);
    counts.set(caller, count);
    return count;
  };
  return [...calls.keys()].some((caller) => countOf(caller) > MAX_CALLS);
}

/** Whether a function is anywhere but behind a name of its own, in a call or among a call's arguments. */
function holdsFunctions(program: Program, scopes: Scopes): boolean {
  let found = false;
  walkSyntax(program, (node, parent) => {
    const isFunction = node.type !== 'FunctionDeclaration' && isFunctionNode(node);
    if (isFunction && !isCalled(node, parent) && parent?.type !== 'VariableDeclarator') found = true;
  });
  return found || scopes.references.some((node) => isHeld(node, scopes));
}

function isHeld(reference: AnyNode, scopes: Scopes): boolean {
  const value = scopes.bindingOf(reference)?.value;
  const parent = scopes.parentOf(reference);
  return !!value && isFunctionNode(value) && !isCalled(reference, parent) && parent?.type !== 'ExportSpecifier';
}

function isCalled(node: AnyNode, parent: AnyNode | null): boolean {
  if (parent?.type === 'TaggedTemplateExpression') return parent.tag === node;
  return parent?.type === 'CallExpression';
}
