import type { AnyNode, Identifier, Pattern, Program } from 'acorn';
import { childrenOf } from './syntax-walk.ts';

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

/** One declared name. */
export interface Binding {
  readonly kind: 'import' | 'const' | 'let' | 'var' | 'function' | 'parameter';
  /**
   * What the name stands for where it is declared: a function, an initial value or an import's specifier.
   * null = nothing, or a part of a pattern.
   */
  readonly value: AnyNode | null;
}

/** Which name means what. Names that nothing declares are global and have no binding. */
export interface Scopes {
  /** Every use of a name, in the order of the text; declarations are none. */
  readonly references: readonly Identifier[];
  /** Of a reference or of a declared name; null = a global name. */
  bindingOf(node: AnyNode): Binding | null;
  parentOf(node: AnyNode): AnyNode | null;
  /** The innermost function that `node` stands in; null = the module. */
  functionAround(node: AnyNode): FunctionNode | null;
}

export function isFunctionNode(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

interface Scope {
  readonly outer: Scope | null;
  /** Where `var` lands. */
  readonly isFunctionScope: boolean;
  readonly names: Map<string, Binding>;
}

export function analyzeScopes(program: Program): Scopes {
  const parents = new Map<AnyNode, AnyNode>();
  const uses: { readonly node: Identifier; readonly scope: Scope }[] = [];
  const bindings = new Map<AnyNode, Binding>();

  const declare = (scope: Scope, pattern: Pattern, kind: Binding['kind'], value: AnyNode | null): void => {
    for (const name of namesOf(pattern)) {
      const binding = { kind, value: name === pattern ? value : null };
      scope.names.set(name.name, binding);
      bindings.set(name, binding);
    }
  };
  const visit = (node: AnyNode, outer: Scope): void => {
    const scope = scopeOf(node, outer, declare);
    declareNames(node, outer, declare);
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      visit(child, scope);
    }
    if (node.type === 'Identifier') uses.push({ node, scope });
  };
  visit(program, { outer: null, isFunctionScope: true, names: new Map() });

  const references: Identifier[] = [];
  for (const { node, scope } of uses) {
    if (bindings.has(node) || !isReference(node, parents.get(node) ?? null)) continue;
    references.push(node);
    const binding = find(scope, node.name);
    if (binding) bindings.set(node, binding);
  }
  return {
    references,
    bindingOf: (node) => bindings.get(node) ?? null,
    parentOf: (node) => parents.get(node) ?? null,
    functionAround(node) {
      let around = parents.get(node);
      while (around && !isFunctionNode(around)) around = parents.get(around);
      return around ?? null;
    },
  };
}

type Declare = (scope: Scope, pattern: Pattern, kind: Binding['kind'], value: AnyNode | null) => void;

/** The scope that the children of `node` see. */
function scopeOf(node: AnyNode, outer: Scope, declare: Declare): Scope {
  if (isFunctionNode(node)) {
    const scope: Scope = { outer, isFunctionScope: true, names: new Map() };
    // A function expression knows its own name; a parameter of that name hides it.
    if (node.type === 'FunctionExpression' && node.id) declare(scope, node.id, 'function', node);
    for (const parameter of node.params) declare(scope, parameter, 'parameter', null);
    return scope;
  }
  switch (node.type) {
    case 'BlockStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'SwitchStatement':
      return { outer, isFunctionScope: false, names: new Map() };
    case 'CatchClause': {
      const scope: Scope = { outer, isFunctionScope: false, names: new Map() };
      if (node.param) declare(scope, node.param, 'let', null);
      return scope;
    }
    default:
      return outer;
  }
}

/** What `node` itself declares in the scope that it stands in. */
function declareNames(node: AnyNode, scope: Scope, declare: Declare): void {
  // A default export, which is refused, may have no name.
  if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) {
    declare(scope, node.id, node.type === 'FunctionDeclaration' ? 'function' : 'let', node);
  }
  if (node.type === 'ImportDeclaration') {
    for (const specifier of node.specifiers) declare(scope, specifier.local, 'import', specifier);
  }
  if (node.type !== 'VariableDeclaration') return;
  // `using` is newer than the language that AppSync runs; as a declaration it is a `const`.
  const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
  const home = kind === 'var' ? functionScope(scope) : scope;
  for (const { id, init } of node.declarations) declare(home, id, kind, init ?? null);
}

function functionScope(scope: Scope): Scope {
  return scope.isFunctionScope || !scope.outer ? scope : functionScope(scope.outer);
}

function find(scope: Scope | null, name: string): Binding | null {
  return scope ? (scope.names.get(name) ?? find(scope.outer, name)) : null;
}

/** The names in a pattern. The members that an assignment writes to, as in `[a.b] = list`, are none. */
export function namesOf(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) => namesOf(part.type === 'Property' ? part.value : part.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []));
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'MemberExpression':
      return [];
    default:
      pattern satisfies never;
      return [];
  }
}

/** Whether an identifier that declares nothing is the use of a name, and not the name of a member. */
function isReference(node: Identifier, parent: AnyNode | null): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.computed || parent.object === node;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.computed || parent.key !== node;
    case 'ExportSpecifier':
      return parent.local === node;
    case 'ImportSpecifier':
    case 'ExportAllDeclaration':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}
