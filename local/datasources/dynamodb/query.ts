import type { TableDefinition } from '../../assembly/model.ts';
import type { Item } from './attribute-value.ts';
import { attributeName, placeholders, readExpression, type Expression } from './expression.ts';
import { validationException } from './failure.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { pageMembers, pageResult, readPageRequest } from './page.ts';
import { readOptionalBoolean } from './request-object.ts';
import { isSameValue } from './same-item.ts';

/** One page: `{items, nextToken, scannedCount}`. */
export const query: Operation = {
  members: requestMembers('query', 'scanIndexForward', ...pageMembers),
  async run(request, context) {
    const condition = readExpression(request['query'], '$[query]');
    const isForward = readOptionalBoolean(request['scanIndexForward'], '$[scanIndexForward]');
    const page = readPageRequest(request, context);
    if (page.startKey !== undefined) checkPartition(context.table, page.index, condition, page.startKey);
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

/** DynamoDB refuses to start in another partition than the one asked for; the local engine answers an empty page. */
function checkPartition(table: TableDefinition, index: string | undefined, condition: Expression, start: Item): void {
  const schema =
    index === undefined
      ? table.keySchema
      : [...table.globalIndexes, ...table.localIndexes].find(({ name }) => name === index)?.keySchema;
  const hashName = schema?.find(({ kind }) => kind === 'HASH')?.name;
  if (hashName === undefined) return;
  for (const [, path = '', alias = ''] of condition.text.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    const asked = condition.values[alias];
    const given = start[hashName];
    if (attributeName(condition, path) !== hashName || asked === undefined || given === undefined) continue;
    if (!isSameValue(asked, given)) {
      throw validationException('The provided starting key is outside query boundaries based on provided conditions');
    }
  }
}
