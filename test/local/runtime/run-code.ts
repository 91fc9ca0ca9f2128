import { Script } from 'node:vm';
import { parse } from 'acorn';
import type { RequestUse } from '../../../local/runtime/evaluation.ts';
import { loadCode, type Evaluation, type HandlerContext, type HandlerName } from '../../../local/runtime/index.ts';
import { readImports } from '../../../local/runtime/module-imports.ts';
import { readEvaluation } from '../../../local/runtime/read-evaluation.ts';
import { rewriteCode } from '../../../local/runtime/rewrite-code.ts';
import { openSandbox, type UserModule } from '../../../local/runtime/sandbox.ts';

export const emptyContext: HandlerContext = {
  arguments: {},
  identity: null,
  source: null,
  stash: {},
  prev: null,
  request: { headers: {}, domainName: null },
  info: { fieldName: 'me', parentTypeName: 'Query', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
  env: {},
};

export const nothingUsed: RequestUse = {
  isMutation: false,
  invalidations: [],
  responseHeadersLength: 0,
  timeLeftMs: 5_000,
};

const imports = [
  "import { util, extensions, runtime } from '@aws-appsync/utils';",
  "import * as ddb from '@aws-appsync/utils/dynamodb';",
].join('');

/** A module whose two handlers have the same body. The body begins on line 2 of the code. */
export function moduleOf(body: string): string {
  return `${imports} export function request(ctx) {\n${body}\n}\nexport function response(ctx) {\n${body}\n}\n`;
}

export function run(body: string, context: Partial<HandlerContext> = {}, handler: HandlerName = 'request'): Evaluation {
  return loadCode({ text: moduleOf(body), origin: 'test' }).run(handler, { ...emptyContext, ...context });
}

/**
 * The same without any check of the code, as if something had got past them. Null = the run was ended for its time.
 */
function runUnchecked(body: string, context: Partial<HandlerContext> = {}): Evaluation | null {
  const source = moduleOf(body);
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const { text, positions } = rewriteCode(source, {
    program,
    imports: readImports(program).imports,
    handlers: new Map([['request', 'request']]),
    identifiers: new Set(),
    sourceMapComments: [],
  });
  const sandbox = openSandbox();
  // rewriteCode writes an expression for exactly this.
  const module = new Script(text, { filename: 'code.js', lineOffset: -1 }).runInContext(sandbox.context) as UserModule;
  const watch = { limitMs: 5_000, mustWatch: true };
  const given = { ...emptyContext, ...context };
  const answer = sandbox.evaluate(module, 'request', given, JSON.stringify(nothingUsed), watch);
  return answer === null ? null : readEvaluation(answer, given.stash, positions, () => null);
}

/** What the expression gives; throws what the code was told where it failed. */
export function evaluate(expression: string, context: Partial<HandlerContext> = {}): unknown {
  return valueOf(run(`return ${expression};`, context));
}

export function evaluateUnchecked(expression: string): unknown {
  return valueOf(runUnchecked(`return ${expression};`));
}

function valueOf(evaluation: Evaluation | null): unknown {
  if (evaluation === null) throw new Error('the run was ended');
  const { outcome } = evaluation;
  if (outcome.kind === 'error') throw new Error(`${outcome.error.errorType}: ${outcome.error.message}`);
  return outcome.value;
}
