import { expect } from 'vitest';
import {
  CodeError,
  loadCode,
  type Evaluation,
  type HandlerContext,
  type HandlerName,
  type ResolverError,
} from '../../../local/runtime/index.ts';

const emptyContext: HandlerContext = {
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
].join(' ');

/** A module of which both handlers have these bodies. The request handler's body begins on line 2. */
export function moduleOf(request: string, response = 'return ctx.result;'): string {
  return `${imports} export function request(ctx) {\n${request}\n}\nexport function response(ctx) {\n${response}\n}\n`;
}

/** Runs a body as the given handler. */
export function run(body: string, context: Partial<HandlerContext> = {}, handler: HandlerName = 'request'): Evaluation {
  const text = handler === 'request' ? moduleOf(body) : moduleOf('return {};', body);
  return loadCode({ text, origin: 'fact' }).run(handler, { ...emptyContext, ...context });
}

/** What an expression gives. Throws where the code failed. */
export function valueOf(expression: string, context: Partial<HandlerContext> = {}): unknown {
  const { outcome } = run(`return ${expression};`, context);
  if (outcome.kind === 'error') throw new Error(`${String(outcome.error.errorType)}: ${outcome.error.message}`);
  return outcome.value;
}

/** The error that a body ends with. */
export function errorOf(body: string, context: Partial<HandlerContext> = {}): ResolverError {
  const { outcome } = run(body, context);
  if (outcome.kind !== 'error') throw new Error(`it ended as ${outcome.kind}`);
  return outcome.error;
}

/** Asserts that AppSync would not save the code. */
export function expectRefused(text: string): CodeError {
  try {
    loadCode({ text, origin: 'fact' });
  } catch (error) {
    expect(error).toBeInstanceOf(CodeError);
    return error as CodeError; // The line above made sure.
  }
  throw new Error(`the code was taken: ${text}`);
}

/** Asserts that the body works neither when the code is saved nor when it runs: which of both, sources do not always tell. */
export function expectUnavailable(body: string): void {
  let evaluation: Evaluation;
  try {
    evaluation = run(body);
  } catch (error) {
    expect(error).toBeInstanceOf(CodeError);
    return;
  }
  expect(evaluation.outcome, body).toMatchObject({ kind: 'error', error: { errorType: 'Code' } });
}
