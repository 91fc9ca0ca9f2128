import type { SubscriptionRequest } from '../realtime-transport.ts';

/** A subscription that is started once more, to hear whether anybody answers. */
export interface Echoed {
  readonly request: SubscriptionRequest;
}

/** The echoes that are out: starts of what is in effect already, stopped again as soon as they are answered. */
export interface Echoes<Entry extends Echoed> {
  /** Sends one; settles with its answer, whatever it is. */
  send(id: string, entry: Entry): Promise<void>;
  has(id: string): boolean;
  /** The id that was sent last. 0 = none is out. */
  newest(): number;
  /** Settles this one, and answers with whose echo it was. Undefined = it was none. */
  answer(id: string): Entry | undefined;
  /** The connection is gone: nothing is waited for any more. */
  clear(): void;
}

export type SendStart = (
  id: string,
  request: SubscriptionRequest,
  isForced: boolean,
  isWanted: () => boolean,
) => Promise<void>;

export function createEchoes<Entry extends Echoed>(sendStart: SendStart): Echoes<Entry> {
  const waiting = new Map<string, { entry: Entry; settle: () => void }>();

  function answer(id: string): Entry | undefined {
    const echo = waiting.get(id);
    waiting.delete(id);
    echo?.settle();
    return echo?.entry;
  }

  return {
    send(id, entry) {
      return new Promise((settle) => {
        waiting.set(id, { entry, settle });
        // No token says nothing of the connection.
        sendStart(id, entry.request, false, () => waiting.has(id)).catch(() => answer(id));
      });
    },
    has: (id) => waiting.has(id),
    newest: () => Number([...waiting.keys()].at(-1) ?? 0),
    answer,
    clear() {
      for (const id of [...waiting.keys()]) answer(id);
    },
  };
}
