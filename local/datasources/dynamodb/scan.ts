import { placeholders } from './expression.ts';
import { RequestRefused } from './failure.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { pageMembers, pageResult, readPageRequest } from './page.ts';
import { readOptionalInteger } from './request-object.ts';

/** One page: `{items, nextToken, scannedCount}`. */
export const scan: Operation = {
  members: requestMembers('segment', 'totalSegments', ...pageMembers),
  async run(request, context) {
    const segment = readOptionalInteger(request['segment'], '$[segment]');
    const totalSegments = readOptionalInteger(request['totalSegments'], '$[totalSegments]');
    if ((segment === undefined) !== (totalSegments === undefined)) {
      throw new RequestRefused("'$[segment]' and '$[totalSegments]' need each other.");
    }
    const page = readPageRequest(request, context);
    const input = {
      ...page.input,
      Segment: segment,
      TotalSegments: totalSegments,
      ...placeholders(page.filter, page.projection),
    };
    context.authorize('Scan', context.table.name, page.index);
    return pageResult(await context.send('Scan', input), page.index, context);
  },
};
