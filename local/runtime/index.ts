/** APPSYNC_JS 1.0.0: checks resolver code as AppSync does at deployment, and runs its handlers apart from this process. */
export { CodeError, type CodeProblem } from './code-error.ts';
export type { Evaluation, HandlerContext, HandlerName, Outcome, ResolverCode, ResolverError } from './evaluation.ts';
export { loadCode } from './load-code.ts';
