import type { AnyNode } from 'acorn';

/**
 * One thing that APPSYNC_JS 1.0.0 does not run. `check` answers what to tell the author, or null where the node is fine.
 * A rule sees every node of its types; add a rule to refuse more.
 */
export interface SyntaxRule {
  readonly types: readonly AnyNode['type'][];
  check(node: AnyNode, parent: AnyNode | null): string | null;
}

/** AppSync Developer Guide, "Supported runtime features", and the rules of `@aws-appsync/eslint-plugin`. */
export const syntaxRules: readonly SyntaxRule[] = [
  refused(['ThrowStatement'], 'throw is not supported; use util.error'),
  refused(['TryStatement', 'CatchClause'], 'try, catch and finally are not supported'),
  refused(['WhileStatement', 'DoWhileStatement'], 'while and do-while loops are not supported; use for-of or for-in'),
  refused(['ForStatement'], 'for (;;) loops are not supported; use for-of or for-in'),
  refused(['ContinueStatement'], 'continue is not supported'),
  refused(['LabeledStatement'], 'labels are not supported'),
  refused(['WithStatement', 'DebuggerStatement'], 'this statement is not supported'),
  refused(['UpdateExpression'], '++ and -- are not supported; use += 1 or -= 1'),
  refused(['ClassDeclaration', 'ClassExpression'], 'classes are not supported'),
  refused(['ThisExpression', 'Super'], 'this is not supported'),
  refused(['NewExpression'], 'new is not supported'),
  refused(['AwaitExpression', 'YieldExpression'], 'async functions and generators are not supported'),
  refused(['ImportExpression'], 'dynamic import is not supported'),
  refused(['MetaProperty'], 'import.meta and new.target are not supported'),
  refused(['ExportDefaultDeclaration'], 'a default export is not supported; export request and response by name'),
  refused(['ExportAllDeclaration'], 're-exports are not supported'),
  {
    types: ['ExportNamedDeclaration'],
    check: (node) => ('source' in node && node.source !== null ? 're-exports are not supported' : null),
  },
  {
    types: ['UnaryExpression'],
    check: (node) => ('operator' in node && node.operator === '~' ? 'the operator ~ is not supported' : null),
  },
  {
    types: ['BinaryExpression'],
    check: (node) => {
      if (!('operator' in node)) return null;
      if (node.operator === '**') return 'the operator ** is not supported';
      if (node.operator === 'in') return 'the operator in is not supported; use Object.hasOwn';
      return node.operator === 'instanceof' ? 'the operator instanceof is not supported' : null;
    },
  },
  {
    types: ['AssignmentExpression'],
    check: (node) => ('operator' in node && node.operator === '**=' ? 'the operator **= is not supported' : null),
  },
  {
    types: ['Literal'],
    check: (node) => {
      if ('regex' in node && node.regex) return 'regular expression literals are not supported; use util.matches';
      return 'bigint' in node && node.bigint ? 'bigint literals are not supported' : null;
    },
  },
  {
    types: ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'],
    check: (node) => {
      if ('async' in node && node.async) return 'async functions are not supported';
      return 'generator' in node && node.generator ? 'generators are not supported' : null;
    },
  },
  {
    types: ['ForOfStatement'],
    check: (node) => ('await' in node && node.await ? 'for await is not supported' : null),
  },
  {
    types: ['Property'],
    check: (node) => {
      if (!('kind' in node)) return null;
      if (node.kind === 'get' || node.kind === 'set') return 'getters and setters are not supported';
      return node.type === 'Property' && setsPrototype(node) ? 'setting a prototype is not supported' : null;
    },
  },
];

function refused(types: SyntaxRule['types'], says: string): SyntaxRule {
  return { types, check: () => says };
}

// `{ __proto__: x }` is the one spelling that sets a prototype; `{ ['__proto__']: x }` and `{ __proto__ }` do not.
function setsPrototype(node: Extract<AnyNode, { type: 'Property' }>): boolean {
  if (node.computed || node.shorthand || node.method) return false;
  const { key } = node;
  return key.type === 'Identifier' ? key.name === '__proto__' : key.type === 'Literal' && key.value === '__proto__';
}
