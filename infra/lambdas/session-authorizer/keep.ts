export interface KeepOptions<Value> {
  /** Reads the value anew. */
  readonly read: () => Promise<Value>;
  /** What the log calls it. */
  readonly name: string;
  /** How long a value is used before it is read again, so that a changed one is taken up without a deployment. */
  readonly maxAgeMs: number;
  /** How long one is used while it can not be read again. */
  readonly outageMs: number;
  /** After a failure, how long the kept one is used before the next try, so that an outage does not slow down everyone. Default 15 seconds. */
  readonly retryMs?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/**
 * Keeps a value that is slow to read. All who ask while it is read share that one reading: where one process takes many events at once, each of a
 * first burst would read it. Where it can not be read again the kept one goes on for `outageMs`, aloud: who vouched for a session an hour ago most
 * probably still does, and refusing everybody would make one service's outage ours. Rejects where there is none to use.
 */
export function keep<Value>(options: KeepOptions<Value>): () => Promise<Value> {
  const { read, name, maxAgeMs, outageMs, retryMs = 15_000, now = () => Date.now() } = options;
  let kept: { readonly value: Value; readonly readAt: number } | null = null;
  let failedAt = -Infinity;
  let underWay: Promise<Value> | null = null;

  const readAgain = async (): Promise<Value> => {
    try {
      const value = await read();
      kept = { value, readAt: now() };
      return value;
    } catch (error) {
      failedAt = now();
      if (!kept || now() - kept.readAt >= outageMs) throw error;
      console.error(`${name} can not be read again; the one of ${new Date(kept.readAt).toISOString()} is used`, error);
      return kept.value;
    }
  };

  return async () => {
    if (kept) {
      const ageMs = now() - kept.readAt;
      const isOfOutage = now() - failedAt < retryMs && ageMs < outageMs;
      if (ageMs < maxAgeMs || isOfOutage) return kept.value;
    }
    underWay ??= readAgain().finally(() => (underWay = null));
    return underWay;
  };
}
