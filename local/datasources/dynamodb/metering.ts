import type { DynamoDbOutput } from '../../dynamodb/client.ts';

/** What one call of the data source has used up so far, in DynamoDB's capacity units. */
export interface Meter {
  calls: number;
  readUnits: number;
  writeUnits: number;
}

const writes: ReadonlySet<string> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

/** Adds what DynamoDB reports. It reports nothing on failed calls, although it charges for failed conditions. */
export function addConsumption(meter: Meter, operation: string, { ConsumedCapacity }: DynamoDbOutput): void {
  // The cast states DynamoDB's answer: one object for a call on one table, a list for the others.
  const consumed = ConsumedCapacity as { CapacityUnits?: number } | { CapacityUnits?: number }[] | undefined;
  if (consumed === undefined) return;
  const kind = writes.has(operation) ? 'writeUnits' : 'readUnits';
  for (const { CapacityUnits } of Array.isArray(consumed) ? consumed : [consumed]) meter[kind] += CapacityUnits ?? 0;
}
