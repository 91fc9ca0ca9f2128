import type { ParleyMetric } from '../metric.ts';

/** How long this client's own messages take. */
export interface OwnSends {
  posted(id: string): void;
  /** When it was posted. Undefined = it was not, or all of it is over. */
  postedAt(id: string): number | undefined;
  stored(id: string): void;
  shown(ids: readonly string[]): void;
}

/** Of more that are on their way, the oldest are not measured. */
const mostOnTheirWay = 200;

export function createOwnSends(note: (metric: ParleyMetric) => void, now: () => number): OwnSends {
  const sends = new Map<string, { readonly at: number; isStored: boolean }>();

  function stored(id: string): void {
    const send = sends.get(id);
    if (!send || send.isStored) return;
    send.isStored = true;
    note({ name: 'send-stored', value: now() - send.at });
  }

  return {
    posted(id) {
      if (!sends.has(id)) sends.set(id, { at: now(), isStored: false });
      const [oldest = id] = sends.keys();
      if (sends.size > mostOnTheirWay) sends.delete(oldest);
    },
    postedAt: (id) => sends.get(id)?.at,
    stored,
    shown(ids) {
      if (sends.size === 0) return;
      for (const id of ids) {
        const send = sends.get(id);
        if (!send) continue;
        // Its event may overtake the answer, which is then not waited for.
        stored(id);
        note({ name: 'send-shown', value: now() - send.at });
        sends.delete(id);
      }
    },
  };
}
