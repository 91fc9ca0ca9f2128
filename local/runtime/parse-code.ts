import { parse, type AnyNode, type Program } from 'acorn';
import { findForbiddenWrites } from './assignment-rules.ts';
import { CodeError, type CodeProblem } from './code-error.ts';
import type { FindSource } from './code-source-map.ts';
import type { HandlerName } from './evaluation.ts';
import type { Finding } from './finding.ts';
import { findMisusedFunctions } from './function-rules.ts';
import { exportedName, readImports, type ImportedNames } from './module-imports.ts';
import { findUnknownNames } from './name-rules.ts';
import { findRecursion } from './recursion-rules.ts';
import { analyzeScopes } from './scopes.ts';
import { syntaxRules } from './syntax-rules.ts';
import { walkSyntax } from './syntax-walk.ts';

export interface ParsedCode {
  readonly program: Program;
  readonly imports: readonly ImportedNames[];
  /** The local name of each exported handler. */
  readonly handlers: ReadonlyMap<HandlerName, string>;
  /** Every identifier the code uses, so that a generated name can avoid them. */
  readonly identifiers: ReadonlySet<string>;
  /** Offsets of `//# sourceMappingURL` comments. */
  readonly sourceMapComments: readonly { readonly start: number; readonly end: number }[];
}

/** "AppSync endpoints and quotas": 32 KB per resolver or function. A source map in the code counts too. */
const maxCodeLength = 32_768;

const handlerNames: readonly HandlerName[] = ['request', 'response'];

/** Throws a `CodeError` that lists every problem of the code. */
export function parseCode(text: string, origin: string, findSource: FindSource): ParsedCode {
  if (text.length > maxCodeLength) {
    const says = `the code has ${text.length} characters; AppSync takes ${maxCodeLength}`;
    throw new CodeError(origin, [{ line: 1, column: 1, text: says, source: null }]);
  }
  const sourceMapComments: { start: number; end: number }[] = [];
  const program = parseModule(text, origin, findSource, (comment, start, end) => {
    if (/^[#@]\s*sourceMappingURL=/.test(comment)) sourceMapComments.push({ start, end });
  });
  const identifiers = new Set<string>();
  const findings: Finding[] = [];
  walkSyntax(program, (node, parent) => {
    if (node.type === 'Identifier') identifiers.add(node.name);
    for (const rule of syntaxRules) {
      const says = rule.types.includes(node.type) ? rule.check(node, parent) : null;
      if (says !== null) findings.push({ node, text: says });
    }
  });
  const { imports, findings: importFindings } = readImports(program);
  const handlers = readHandlers(program);
  findings.push(...importFindings, ...findMissingHandlers(program, handlers), ...checkMeaning(program, handlers));
  const [first, ...rest] = findings.map((finding) => problemOf(finding, findSource)).sort(byPlace);
  if (first) throw new CodeError(origin, [first, ...rest]);
  return { program, imports, handlers, identifiers, sourceMapComments };
}

/** The rules that have to know what a name stands for. */
function checkMeaning(program: Program, handlers: ReadonlyMap<HandlerName, string>): Finding[] {
  const scopes = analyzeScopes(program);
  const definitions = [...handlers.values()].flatMap((name) => findDefinition(program, name) ?? []);
  return [
    ...findForbiddenWrites(program, definitions, scopes),
    ...findUnknownNames(program, scopes),
    ...findMisusedFunctions(program, scopes),
    ...findRecursion(program, scopes),
  ];
}

function parseModule(
  text: string,
  origin: string,
  findSource: FindSource,
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
    const place = { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
    const says = error.message.replace(/ \(\d+:\d+\)$/, '');
    throw new CodeError(origin, [{ ...place, text: says, source: findSource(place) }]);
  }
}

function problemOf({ node, text }: Finding, findSource: FindSource): CodeProblem {
  const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
  const place = { line, column: column + 1 };
  return { ...place, text, source: findSource(place) };
}

function byPlace(left: CodeProblem, right: CodeProblem): number {
  return left.line - right.line || left.column - right.column;
}

function readHandlers(program: Program): Map<HandlerName, string> {
  const handlers = new Map<HandlerName, string>();
  const add = (exported: string, local: string): void => {
    const name = handlerNames.find((candidate) => candidate === exported);
    if (name) handlers.set(name, local);
  };
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const { exported, local } of statement.specifiers) add(exportedName(exported), exportedName(local));
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration') add(declaration.id.name, declaration.id.name);
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id } of declaration.declarations) if (id.type === 'Identifier') add(id.name, id.name);
  }
  return handlers;
}

/** AppSync wants both of a code resolver that has a data source, and every resolver of a cloud assembly has one. */
function findMissingHandlers(program: Program, handlers: ReadonlyMap<HandlerName, string>): Finding[] {
  const missing = handlerNames.filter((name) => !handlers.has(name));
  return missing.map((name) => ({ node: program, text: `the code must export a function named ${name}` }));
}

/** What the module binds `name` to, as far as it stands there as a function. */
function findDefinition(program: Program, name: string): AnyNode | undefined {
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id.name === name) return declaration;
    if (declaration?.type !== 'VariableDeclaration') continue;
    const found = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found?.init) return found.init;
  }
  return undefined;
}
