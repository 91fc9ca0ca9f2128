import type { AnyNode } from 'acorn';
import type { ModuleName, ParsedCode } from './parse-code.ts';
import { SourcePositions, type Insertion } from './source-positions.ts';
import { walkSyntax } from './syntax-walk.ts';

export interface RewrittenCode {
  /**
   * An expression for a function `(modules, step) => handlers`. The name `Error`, which the sandbox needs for itself, is
   * undefined in it. The first line is ours: run it with a line offset of -1, and lines are those of the author.
   */
  readonly text: string;
  readonly positions: SourcePositions;
}

const modules: readonly ModuleName[] = ['@aws-appsync/utils', '@aws-appsync/utils/dynamodb'];

/**
 * Makes a function of a module. Imports and the word `export` become blanks of the same length; the imported names are
 * bound on a line before the first. The body of every loop calls `step` first, which ends a run after too many
 * iterations: those calls move columns, and `positions` knows by how much.
 */
export function rewriteCode(source: string, code: ParsedCode): RewrittenCode {
  const prefix = freeName('$appsync', code.identifiers);
  const edits: Edit[] = [];
  for (const { start, end } of code.sourceMapComments) edits.push({ start, end, text: null });
  const callStarts = new Map<string, { line: number; column: number }>();
  walkSyntax(code.program, (node) => {
    edits.push(...editsFor(node, `${prefix}step();`));
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
    const { object, property } = node.callee;
    if (object.type !== 'Identifier' || object.name !== 'console' || !property.loc || !object.loc) return;
    callStarts.set(SourcePositions.key(property.loc.start.line, property.loc.start.column), object.loc.start);
  });
  const { text, insertions } = applyEdits(source, edits);
  const bindings = code.imports.flatMap(({ module, names }) =>
    names.map(({ local, exported }) => {
      const from = `${prefix}${modules.indexOf(module)}`;
      return `const ${local}=${from}${exported === null ? '' : `.${exported}`};`;
    }),
  );
  const parameters = [...modules.map((_, index) => `${prefix}${index}`), `${prefix}step`].join(',');
  const handlers = [...code.handlers].map(([name, local]) => `${name}:${local}`).join(',');
  return {
    text: `((Error)=>(${parameters})=>{'use strict';${bindings.join('')}\n${text}\nreturn {${handlers}};\n})()`,
    positions: new SourcePositions(insertions, callStarts),
  };
}

/** `text: null` = blank the range, keeping its line ends. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string | null;
}

function editsFor(node: AnyNode, step: string): Edit[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return [{ start: node.start, end: node.end, text: null }];
    case 'ExportNamedDeclaration':
      return [{ start: node.start, end: node.declaration?.start ?? node.end, text: null }];
    case 'ForOfStatement':
    case 'ForInStatement': {
      const { body } = node;
      if (body.type === 'BlockStatement') return [{ start: body.start + 1, end: body.start + 1, text: step }];
      return [
        { start: body.start, end: body.start, text: `{${step}` },
        { start: body.end, end: body.end, text: '}' },
      ];
    }
    default:
      return [];
  }
}

function applyEdits(source: string, edits: readonly Edit[]): { text: string; insertions: Insertion[] } {
  const insertions: Insertion[] = [];
  let text = '';
  let done = 0;
  // The sort is stable, so of two insertions at one place (`for … for … x;` ends both loops) each keeps its length.
  for (const edit of edits.toSorted((left, right) => left.start - right.start)) {
    text += source.slice(done, edit.start);
    if (edit.text === null) {
      text += source.slice(edit.start, edit.end).replace(/[^\n\r\u2028\u2029]/g, ' ');
    } else {
      const before = source.slice(0, edit.start).split(/\r\n|[\n\r\u2028\u2029]/);
      insertions.push({ line: before.length, column: before.at(-1)?.length ?? 0, length: edit.text.length });
      text += edit.text;
    }
    done = edit.end;
  }
  return { text: text + source.slice(done), insertions };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  while ([...taken].some((identifier) => identifier.startsWith(name))) name += '$';
  return name;
}
