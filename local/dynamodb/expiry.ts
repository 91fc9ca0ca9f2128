import type { TableDefinition } from '../assembly/model.ts';
import type { DynamoDbClient } from './client.ts';
import { DynamoDbError } from './errors.ts';

/** Stands in for DynamoDB's own removal of expired items, which the local engine does not do. */
export interface ExpirySweeper {
  /** One sweep now; joins the one under way. Resolves with the number of removed items. */
  sweep(): Promise<number>;
  /** No sweep begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export interface ExpirySweeperOptions {
  readonly client: DynamoDbClient;
  readonly tables: readonly TableDefinition[];
  /** Default: ten minutes. DynamoDB itself promises days, so nothing may rely on the moment. */
  readonly intervalMs?: number;
  /** Epoch milliseconds. Default: the system's clock. */
  readonly now?: () => number;
  readonly log: (line: string) => void;
}

const defaultIntervalMs = 10 * 60_000;
const callWithinMs = 10_000;
/** Small pages: a long scan would hold the engine's one lock against everybody else. */
const pageSize = 200;
/**
 * Items that expired more than five years ago are left alone, which protects against times in a wrong unit.
 * DynamoDB Developer Guide, Using time to live (TTL).
 */
const oldestSeconds = 5 * 365 * 24 * 3600;

export function startExpirySweeper(options: ExpirySweeperOptions): ExpirySweeper {
  const { client, tables, intervalMs = defaultIntervalMs, now = Date.now, log } = options;
  let underWay: Promise<number> | null = null;
  let isStopped = false;

  async function sweepAll(): Promise<number> {
    let removed = 0;
    for (const table of tables) {
      if (table.ttlAttribute !== null) removed += await sweepTable(table, table.ttlAttribute);
    }
    return removed;
  }

  async function sweepTable(table: TableDefinition, ttl: string): Promise<number> {
    const keyNames = table.keySchema.map(({ name }) => name);
    const nowSeconds = Math.floor(now() / 1000);
    let removed = 0;
    let startKey: unknown;
    do {
      const page = await client.call(
        'Scan',
        {
          TableName: table.name,
          Limit: pageSize,
          FilterExpression: '#ttl BETWEEN :oldest AND :now',
          ProjectionExpression: ['#ttl', ...keyNames.map((_, index) => `#key${index}`)].join(', '),
          ExpressionAttributeNames: {
            '#ttl': ttl,
            ...Object.fromEntries(keyNames.map((name, i) => [`#key${i}`, name])),
          },
          ExpressionAttributeValues: {
            ':oldest': { N: String(nowSeconds - oldestSeconds) },
            ':now': { N: String(nowSeconds) },
          },
          ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
        },
        { deadline: Date.now() + callWithinMs },
      );
      // The cast states Scan's answer.
      for (const item of page['Items'] as Record<string, unknown>[]) {
        if (isStopped) return removed;
        if (await remove(table.name, keyNames, item, ttl)) removed += 1;
      }
      startKey = page['LastEvaluatedKey'];
    } while (startKey !== undefined && !isStopped);
    return removed;
  }

  /** Only while the item still says what the scan saw: its life may have been prolonged meanwhile. */
  async function remove(
    tableName: string,
    keyNames: readonly string[],
    item: Record<string, unknown>,
    ttl: string,
  ): Promise<boolean> {
    try {
      await client.call(
        'DeleteItem',
        {
          TableName: tableName,
          Key: Object.fromEntries(keyNames.map((name) => [name, item[name]])),
          ConditionExpression: '#ttl = :seen',
          ExpressionAttributeNames: { '#ttl': ttl },
          ExpressionAttributeValues: { ':seen': item[ttl] },
        },
        { deadline: Date.now() + callWithinMs },
      );
      return true;
    } catch (error) {
      if (error instanceof DynamoDbError && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

  const sweep = () =>
    (underWay ??= sweepAll().finally(() => {
      underWay = null;
    }));

  const timer = setInterval(() => {
    sweep().catch((error: unknown) => {
      // The engine may be down just now; the next round tries again.
      log(`Expired items were not removed: ${error instanceof Error ? error.message : String(error)}`);
    });
  }, intervalMs);
  timer.unref();

  return {
    sweep,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await underWay?.catch(() => undefined);
    },
  };
}
