import type { OutboxEntry } from './entry.ts';

/** What one tab tells the others after it changed rows. */
export interface TabNote {
  /** Found to be done by the service. */
  readonly sent: readonly OutboxEntry[];
  /** The ids of those that were taken out, whether they were sent or not. */
  readonly gone: readonly string[];
}

/** The tabs that share one outbox, as one of them sees it. */
export interface Tabs {
  /** Calls `lead` when this tab becomes the one that sends, which it stays until it closes or dies. Once. */
  lead(lead: () => void): void;
  hear(listener: (note: TabNote) => void): void;
  tell(note: TabNote): void;
  close(): void;
}

/** The tabs of this browser that use the same `name`. Null = they can not find each other: each is alone. */
export function browserTabs(name: string): Tabs | null {
  // Neither is everywhere: locks want a secure page, and Node 20 has none.
  const { BroadcastChannel, navigator } = globalThis as Partial<typeof globalThis>;
  const locks = navigator?.locks as LockManager | undefined;
  if (!BroadcastChannel || !locks) return null;
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  return {
    lead(lead) {
      const held = locks.request(name, { signal: ended.signal }, () => {
        // `signal` ends the waiting only; who has the lock holds it as long as this promise lasts.
        const released = new Promise<void>((release) => ended.signal.addEventListener('abort', () => release()));
        lead();
        return released;
      });
      // Refused where the browser gives no locks to this page, as in a sandbox; aborted by `close`.
      held.catch(() => !ended.signal.aborted && lead());
    },
    hear(listener) {
      // Only this code writes to the channel.
      channel.onmessage = ({ data }: MessageEvent<TabNote>) => listener(data);
    },
    tell(note) {
      channel.postMessage(note);
    },
    close() {
      ended.abort();
      channel.close();
    },
  };
}
