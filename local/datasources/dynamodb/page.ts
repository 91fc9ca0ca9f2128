import type { DynamoDbOutput } from '../../dynamodb/client.ts';
import { itemToJson, type Item } from './attribute-value.ts';
import { readOptionalExpression, readOptionalProjection, type Expression } from './expression.ts';
import { RequestRefused } from './failure.ts';
import type { OperationContext, OperationResult } from './operation.ts';
import { refuseReversedRanges } from './range.ts';
import { readOptionalBoolean, readOptionalInteger, readOptionalString, type RequestObject } from './request-object.ts';

/** What Query and Scan have in common. */
export interface PageRequest {
  readonly index: string | undefined;
  readonly startKey: Item | undefined;
  readonly filter: Expression | undefined;
  readonly projection: Expression | undefined;
  /** For DynamoDB, all but the placeholders. */
  readonly input: Readonly<Record<string, unknown>>;
}

export const pageMembers = ['index', 'nextToken', 'limit', 'consistentRead', 'select', 'filter', 'projection'] as const;

const selections: ReadonlySet<string> = new Set(['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES']);

export function readPageRequest(request: RequestObject, context: OperationContext): PageRequest {
  const index = readOptionalString(request['index'], '$[index]');
  const token = readOptionalString(request['nextToken'], '$[nextToken]');
  const startKey = token === undefined ? undefined : context.openToken(token, index);
  const filter = readOptionalExpression(request['filter'], '$[filter]');
  refuseReversedRanges(filter, 'FilterExpression');
  const projection = readOptionalProjection(request['projection'], '$[projection]');
  const select = readSelect(request['select'], projection !== undefined);
  return {
    index,
    startKey,
    filter,
    projection,
    input: {
      TableName: context.table.name,
      IndexName: index,
      ExclusiveStartKey: startKey,
      Limit: readOptionalInteger(request['limit'], '$[limit]'),
      ConsistentRead: readOptionalBoolean(request['consistentRead'], '$[consistentRead]'),
      Select: select,
      FilterExpression: filter?.text,
      ProjectionExpression: projection?.text,
    },
  };
}

/** `scannedCount` counts what was evaluated, before the filter. */
export function pageResult(
  output: DynamoDbOutput,
  index: string | undefined,
  context: OperationContext,
): OperationResult {
  // The casts state the answers of Query and Scan.
  const lastKey = output['LastEvaluatedKey'] as Item | undefined;
  return {
    result: {
      items: (output['Items'] as Item[]).map(itemToJson),
      nextToken: lastKey === undefined ? null : context.sealToken(lastKey, index),
      scannedCount: output['ScannedCount'],
    },
  };
}

/**
 * AppSync documents that a projection needs `SPECIFIC_ATTRIBUTES`, but not what it does without, so a request that
 * leaves it open is refused.
 */
function readSelect(value: unknown, hasProjection: boolean): string | undefined {
  const select = readOptionalString(value, '$[select]');
  if (select !== undefined && !selections.has(select)) {
    throw new RequestRefused(`Unsupported value '${select}' for field '$[select]'.`);
  }
  if (hasProjection && select !== 'SPECIFIC_ATTRIBUTES') {
    throw new RequestRefused("'$[projection]' needs '$[select]' to be 'SPECIFIC_ATTRIBUTES'.");
  }
  return select;
}
