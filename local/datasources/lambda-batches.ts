import type { DataSourceCall, DataSourceResult } from './data-source.ts';

/** Brings calls of the same field together. */
export interface LambdaBatches {
  add(call: DataSourceCall, entry: BatchEntry): Promise<DataSourceResult>;
}

export interface BatchEntry {
  readonly payload: unknown;
  readonly invocationType: InvocationType;
}

export type InvocationType = 'RequestResponse' | 'Event';

/** Sends one batch; answers as many results as there are payloads, in their order. */
export type SendBatch = (
  payloads: readonly unknown[],
  invocationType: InvocationType,
  call: DataSourceCall,
) => Promise<readonly DataSourceResult[]>;

/** AppSync's batch size where the template sets none (AppSync Developer Guide, "Tutorial: AWS Lambda resolvers"). */
const defaultBatchSize = 5;

/**
 * A batch is complete when the event loop's turn is over: the siblings of a list all ask within one turn. `maxSizeOf` says
 * how many calls of a resolver or function go out at once; 0 = AppSync's default.
 */
export function createLambdaBatches(maxSizeOf: (caller: string) => number, send: SendBatch): LambdaBatches {
  const collecting = new WeakMap<object, Map<string, Waiting[]>>();
  return {
    add(call, { payload, invocationType }) {
      return new Promise((resolve) => {
        const request = call.batch?.request ?? {};
        const key = JSON.stringify([call.caller, call.batch?.field, invocationType]);
        const byKey = collecting.get(request) ?? new Map<string, Waiting[]>();
        collecting.set(request, byKey);
        const waiting = byKey.get(key);
        if (waiting !== undefined) return void waiting.push({ payload, resolve });
        const all = [{ payload, resolve }];
        byKey.set(key, all);
        setImmediate(() => {
          byKey.delete(key);
          for (const batch of chunks(all, maxSizeOf(call.caller) || defaultBatchSize)) {
            void settle(batch, (payloads) => send(payloads, invocationType, call));
          }
        });
      });
    },
  };
}

interface Waiting {
  readonly payload: unknown;
  readonly resolve: (result: DataSourceResult) => void;
}

async function settle(
  batch: readonly Waiting[],
  send: (payloads: readonly unknown[]) => Promise<readonly DataSourceResult[]>,
): Promise<void> {
  const results = await send(batch.map(({ payload }) => payload));
  batch.forEach(({ resolve }, index) => {
    // The batch is one call of the function, whoever of them is said to have made it.
    const cost = { calls: index === 0 ? 1 : 0, readUnits: 0, writeUnits: 0 };
    resolve({ result: null, ...results[index], cost });
  });
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const result: Item[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
