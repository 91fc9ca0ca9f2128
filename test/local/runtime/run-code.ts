import { loadCode, type Evaluation, type HandlerContext, type HandlerName } from '../../../local/runtime/index.ts';

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

/** What the expression gives; throws what the code was told where it failed. */
export function evaluate(expression: string, context: Partial<HandlerContext> = {}): unknown {
  const { outcome } = run(`return ${expression};`, context);
  if (outcome.kind === 'error') throw new Error(`${outcome.error.errorType}: ${outcome.error.message}`);
  return outcome.value;
}
