import { placeholders, readExpression } from './expression.ts';
import { checkKeyCondition } from './key-condition.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { pageMembers, pageResult, readPageRequest } from './page.ts';
import { readOptionalBoolean } from './request-object.ts';

/** One page: `{items, nextToken, scannedCount}`. */
export const query: Operation = {
  members: requestMembers('query', 'scanIndexForward', ...pageMembers),
  async run(request, context) {
    const condition = readExpression(request['query'], '$[query]');
    const isForward = readOptionalBoolean(request['scanIndexForward'], '$[scanIndexForward]');
    const page = readPageRequest(request, context);
    checkKeyCondition(context.table, page.index, condition, page.startKey);
    const input = {
      ...page.input,
      KeyConditionExpression: condition.text,
      ScanIndexForward: isForward,
      ...placeholders(condition, page.filter, page.projection),
    };
    context.authorize('Query', context.table.name, page.index);
    return pageResult(await context.send('Query', input), page.index, context);
  },
};
