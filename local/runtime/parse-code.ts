import { parse, type AnyNode, type Program } from 'acorn';
import type { HandlerName } from './evaluation.ts';
import { CodeError, type CodeProblem } from './code-error.ts';
import { findContextWrites } from './context-rules.ts';
import { syntaxRules } from './syntax-rules.ts';
import { walkSyntax } from './syntax-walk.ts';

export interface ParsedCode {
  readonly program: Program;
  /** Imported names, as `local name -> exported name`, per module. */
  readonly imports: readonly ImportedNames[];
  /** The local name of each exported handler. */
  readonly handlers: ReadonlyMap<HandlerName, string>;
  /** Every identifier the code uses, so that a generated name can avoid them. */
  readonly identifiers: ReadonlySet<string>;
  /** Offsets of `//# sourceMappingURL` comments. */
  readonly sourceMapComments: readonly { readonly start: number; readonly end: number }[];
}

export interface ImportedNames {
  readonly module: ModuleName;
  /** `null` as the exported name = the whole namespace. */
  readonly names: readonly { readonly local: string; readonly exported: string | null }[];
}

export type ModuleName = '@aws-appsync/utils' | '@aws-appsync/utils/dynamodb';

/** "AppSync endpoints and quotas": 32 KB per resolver or function. */
const maxCodeLength = 32_768;

const moduleExports: Readonly<Record<ModuleName, readonly string[]>> = {
  '@aws-appsync/utils': ['util', 'extensions', 'runtime'],
  '@aws-appsync/utils/dynamodb': [
    ...['get', 'put', 'update', 'remove', 'query', 'scan', 'sync', 'batchGet', 'batchPut', 'batchDelete'],
    ...['transactGet', 'transactWrite', 'toStringSet', 'toNumberSet', 'toBinarySet', 'operations'],
  ],
};

const handlerNames: readonly HandlerName[] = ['request', 'response'];

/** Throws a `CodeError` that lists every problem of the code. */
export function parseCode(text: string, origin: string): ParsedCode {
  if (text.length > maxCodeLength) {
    const length = `the code has ${text.length} characters; AppSync takes ${maxCodeLength}`;
    throw new CodeError(origin, [{ line: 1, column: 1, text: length }]);
  }
  const sourceMapComments: { start: number; end: number }[] = [];
  const program = parseModule(text, origin, (comment, start, end) => {
    if (/^[#@]\s*sourceMappingURL=/.test(comment)) sourceMapComments.push({ start, end });
  });

  const problems: CodeProblem[] = [];
  const report = (node: AnyNode, says: string): void => {
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    problems.push({ line, column: column + 1, text: says });
  };
  const identifiers = new Set<string>();
  const imports: ImportedNames[] = [];
  walkSyntax(program, (node, parent) => {
    if (node.type === 'Identifier') identifiers.add(node.name);
    if (node.type === 'ImportDeclaration') imports.push(...readImport(node, report));
    for (const rule of syntaxRules) {
      const says = rule.types.includes(node.type) ? rule.check(node, parent) : null;
      if (says !== null) report(node, says);
    }
  });

  const handlers = readHandlers(program);
  for (const name of handlerNames) {
    const local = handlers.get(name);
    // AppSync wants both of a code resolver that has a data source, and every resolver of a cloud assembly has one.
    if (local === undefined) report(program, `the code must export a function named ${name}`);
    const definition = local === undefined ? undefined : findFunction(program, local);
    for (const finding of definition ? findContextWrites(definition) : []) report(finding.node, finding.text);
  }
  const [first, ...rest] = problems;
  if (first) throw new CodeError(origin, [first, ...rest]);
  return { program, imports, handlers, identifiers, sourceMapComments };
}

function parseModule(
  text: string,
  origin: string,
  onComment: (comment: string, start: number, end: number) => void,
): Program {
  try {
    return parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      locations: true,
      onComment: (_isBlock, comment, start, end) => onComment(comment, start, end),
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // acorn adds `loc` to the SyntaxErrors it throws, and puts the same position at the end of the message.
    const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    const says = error.message.replace(/ \(\d+:\d+\)$/, '');
    throw new CodeError(origin, [{ line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1, text: says }]);
  }
}

function readImport(
  node: Extract<AnyNode, { type: 'ImportDeclaration' }>,
  report: (node: AnyNode, says: string) => void,
): ImportedNames[] {
  const module = node.source.value;
  if (!isServed(module)) {
    report(
      node,
      `cannot import from ${JSON.stringify(module)}; only ${Object.keys(moduleExports).join(' and ')} exist`,
    );
    return [];
  }
  const names: { local: string; exported: string | null }[] = [];
  for (const specifier of node.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') {
      names.push({ local, exported: null });
      continue;
    }
    const exported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported);
    if (!moduleExports[module].includes(exported)) report(specifier, `${module} has no export named ${exported}`);
    names.push({ local, exported });
  }
  return [{ module, names }];
}

function isServed(module: unknown): module is ModuleName {
  return typeof module === 'string' && Object.hasOwn(moduleExports, module);
}

function readHandlers(program: Program): Map<HandlerName, string> {
  const handlers = new Map<HandlerName, string>();
  const add = (exported: string, local: string): void => {
    const name = handlerNames.find((candidate) => candidate === exported);
    if (name) handlers.set(name, local);
  };
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const specifier of statement.specifiers) add(nameOf(specifier.exported), nameOf(specifier.local));
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration') add(declaration.id.name, declaration.id.name);
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id } of declaration.declarations) if (id.type === 'Identifier') add(id.name, id.name);
  }
  return handlers;
}

function nameOf(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}

/** What the module binds `name` to, as far as it stands there as a function. */
function findFunction(program: Program, name: string): AnyNode | undefined {
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id.name === name) return declaration;
    if (declaration?.type !== 'VariableDeclaration') continue;
    const found = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found?.init) return found.init;
  }
  return undefined;
}
