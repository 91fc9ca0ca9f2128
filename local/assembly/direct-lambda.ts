/**
 * What AppSync does for a resolver or function that has neither code nor templates, and a Lambda function as its data
 * source, put as code: the function gets the context, and what it returns is the value. In batches each result is
 * `{data, errorMessage, errorType}` (AppSync Developer Guide, "Resolver mapping template reference for Lambda", Direct
 * Lambda Resolvers).
 */
export function directLambdaCode(isBatched: boolean): string {
  return `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  const { selectionSetList, selectionSetGraphQL, parentTypeName, fieldName, variables } = ctx.info;
  return {
    operation: '${isBatched ? 'BatchInvoke' : 'Invoke'}',
    payload: {
      arguments: ctx.arguments,
      identity: ctx.identity,
      source: ctx.source,
      request: ctx.request,
      prev: ctx.prev,
      info: { selectionSetList, selectionSetGraphQL, parentTypeName, fieldName, variables },
      stash: ctx.stash,
    },
  };
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type, ctx.result);
  ${isBatched ? batchedAnswer : 'return ctx.result;'}
}
`;
}

const batchedAnswer = `if (ctx.result && ctx.result.errorMessage) {
    util.error(ctx.result.errorMessage, ctx.result.errorType, ctx.result.data);
  }
  return ctx.result ? ctx.result.data : null;`;
