import { batchWrite } from './batch-write.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';

/** `{data, unprocessedItems}`: the items as written. */
export const batchPutItem: Operation = {
  members: requestMembers('tables'),
  run: (request, context) =>
    batchWrite(request, context, { request: 'PutRequest', content: 'Item', unprocessedName: 'unprocessedItems' }),
};
