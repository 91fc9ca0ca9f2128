import type { AnyNode } from 'acorn';
import type { ModuleName } from './library-objects.ts';
import type { ParsedCode } from './parse-code.ts';
import { SourcePositions, type Insertion } from './source-positions.ts';
import { walkSyntax } from './syntax-walk.ts';

export interface RewrittenCode {
  /**
   * An expression for a function `(modules, meters) => handlers`. The name `Error`, which the sandbox needs for itself,
   * is undefined in it. The first line is ours: run it with a line offset of -1, and lines are those of the author.
   */
  readonly text: string;
  readonly positions: SourcePositions;
}

const modules: readonly ModuleName[] = ['@aws-appsync/utils', '@aws-appsync/utils/dynamodb'];

/** What the code calls to have its growth measured (`Meters` of the library), in the order of the parameters. */
const meters = ['step', 'grown', 'spread'] as const;

type Meter = Readonly<Record<(typeof meters)[number], string>>;

/**
 * Makes a function of a module. Imports and the word `export` become blanks of the same length; the imported names are
 * bound on a line before the first. The body of every loop calls `step` first, what may be a longer string goes through
 * `grown` and what is spread through `spread`, which end a run that takes too much: those calls move columns, and
 * `positions` knows by how much.
 */
export function rewriteCode(source: string, code: ParsedCode): RewrittenCode {
  const prefix = freeName('$appsync', code.identifiers);
  const meter: Meter = { step: `${prefix}step`, grown: `${prefix}grown`, spread: `${prefix}spread` };
  const edits: Edit[] = [];
  for (const { start, end } of code.sourceMapComments) edits.push({ start, end, text: null });
  const callStarts = new Map<string, { line: number; column: number }>();
  walkSyntax(code.program, (node, parent) => {
    edits.push(...editsFor(node, parent, meter));
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
  const parameters = [...modules.map((_, index) => `${prefix}${index}`), ...meters.map((name) => meter[name])].join(
    ',',
  );
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
  /** Whether it ends what another edit began. */
  readonly isClosing?: boolean;
}

function editsFor(node: AnyNode, parent: AnyNode | null, { step, grown, spread }: Meter): Edit[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return [{ start: node.start, end: node.end, text: null }];
    case 'ExportNamedDeclaration':
      return [{ start: node.start, end: node.declaration?.start ?? node.end, text: null }];
    case 'ForOfStatement':
      return stepIn(node.body, step);
    case 'ForInStatement':
      return [...around(node.right, `${spread}((`, '))'), ...stepIn(node.body, step)];
    case 'SpreadElement':
      // The inner pair keeps `...(a, b)` one argument.
      return around(node.argument, `${spread}((`, '))');
    case 'AssignmentExpression':
      return node.operator === '+=' ? around(node, `${grown}(`, ')') : [];
    case 'BinaryExpression':
      return node.operator === '+' && !isMeasured(parent) ? around(node, `${grown}(`, ')') : [];
    case 'TemplateLiteral': {
      const isPlain = node.expressions.length === 0 || parent?.type === 'TaggedTemplateExpression';
      return isPlain || isMeasured(parent) ? [] : around(node, `${grown}(`, ')');
    }
    case 'TaggedTemplateExpression':
      return around(node, `${grown}(`, ')');
    default:
      return [];
  }
}

/** Whether what holds a string is itself measured, which then is enough: one expression can not grow without end. */
function isMeasured(parent: AnyNode | null): boolean {
  return (
    (parent?.type === 'BinaryExpression' && parent.operator === '+') ||
    (parent?.type === 'AssignmentExpression' && parent.operator === '+=')
  );
}

function stepIn(body: AnyNode, step: string): Edit[] {
  if (body.type === 'BlockStatement') return [{ start: body.start + 1, end: body.start + 1, text: `${step}();` }];
  return around(body, `{${step}();`, '}');
}

function around({ start, end }: AnyNode, before: string, after: string): Edit[] {
  return [
    { start, end: start, text: before },
    { start: end, end, text: after, isClosing: true },
  ];
}

function applyEdits(source: string, edits: readonly Edit[]): { text: string; insertions: Insertion[] } {
  const insertions: Insertion[] = [];
  let text = '';
  let done = 0;
  for (const edit of inOrder(edits)) {
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

/** At one place: what ends comes before what begins; of ends the inner comes first, of beginnings the outer. */
function inOrder(edits: readonly Edit[]): readonly Edit[] {
  // The edits come parents before children, and sorting keeps the order of equals.
  const ends = edits.filter(({ isClosing }) => isClosing).reverse();
  const others = edits.filter(({ isClosing }) => !isClosing);
  return [...ends, ...others].sort((left, right) => left.start - right.start);
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  while ([...taken].some((identifier) => identifier.startsWith(name))) name += '$';
  return name;
}
