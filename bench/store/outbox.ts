import { createMemoryStore } from '../../client/src/outbox/memory-store.ts';
import { openOutbox } from '../../client/src/outbox/open-outbox.ts';

export interface OutboxFigures {
  readonly rows: number;
  /** From opening until what waits is shown, and until all of it is sent to a service that answers at once. */
  readonly shownMs: number;
  readonly sentMs: number;
}

/** Starts an outbox that holds so many rows from before, over so many channels. */
export async function measureOutbox(rows: number, channels: number): Promise<OutboxFigures> {
  const store = createMemoryStore();
  // The store is the devices': what closes an outbox leaves it.
  const kept = { ...store, close() {} };
  const away = openOutbox({ person: 'alice', store: kept, send: () => new Promise(() => {}) });
  for (let index = 0; index < rows; index += 1) {
    const id = `01ARZ3NDEKTSV4RRFF${String(index).padStart(8, '0')}`;
    await away.enqueue({ id, channelId: `bench_${index % channels}`, content: 'Kept until it is sent.' });
  }
  away.close();
  let seq = 0;
  const startedAt = performance.now();
  const outbox = openOutbox({ person: 'alice', store: kept, send: async () => ({ seq: ++seq }) });
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const stop = outbox.onChange(() => {
        if (!isSo()) return;
        stop();
        resolve();
      });
    });
  await until(() => outbox.rows('bench_0').length > 0);
  const shownMs = performance.now() - startedAt;
  await until(() => seq === rows);
  const sentMs = performance.now() - startedAt;
  outbox.close();
  return { rows, shownMs, sentMs };
}
