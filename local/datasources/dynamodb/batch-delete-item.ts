import { batchWrite } from './batch-write.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';

/** `{data, unprocessedKeys}`: the keys only, whether or not there was an item. */
export const batchDeleteItem: Operation = {
  members: requestMembers('tables'),
  run: (request, context) =>
    batchWrite(request, context, { request: 'DeleteRequest', content: 'Key', unprocessedName: 'unprocessedKeys' }),
};
