import { closed } from '../errors.ts';
import { tellAll } from '../tell-all.ts';
import type { OutboxEntry } from './entry.ts';
import type { Outbox, OutboxSummary } from './open-outbox.ts';

/** The outbox of a person who may not be known yet: empty until then. */
export interface LateOutbox extends Pick<Outbox, 'rows' | 'summary' | 'seen' | 'onChange' | 'resume' | 'close'> {
  /** Rejects where it can not be learnt who the person is; the next call asks again. `CLOSED` after `close`. */
  opened(): Promise<Outbox>;
}

const none: readonly OutboxEntry[] = [];
const nothing: OutboxSummary = { depth: 0, refused: 0, oldestAt: null, isDurable: null };

/** `open` answers as soon as the person is known. It is called by the first who asks. */
export function createLateOutbox(open: () => Promise<Outbox>): LateOutbox {
  const listeners = new Set<() => void>();
  let outbox: Outbox | undefined;
  let opening: Promise<Outbox> | undefined;
  let isWanted = false;
  let isClosed = false;

  function tell(): void {
    tellAll(listeners);
  }

  async function openNow(): Promise<Outbox> {
    try {
      const opened = await open();
      if (isClosed) opened.close();
      outbox = opened;
      outbox.onChange(tell);
      tell();
      return opened;
    } catch (failure) {
      opening = undefined;
      throw failure;
    }
  }

  async function opened(): Promise<Outbox> {
    if (isClosed) throw closed();
    isWanted = true;
    return await (opening ??= openNow());
  }

  return {
    opened,
    rows: (channelId) => outbox?.rows(channelId) ?? none,
    summary: () => outbox?.summary() ?? nothing,
    seen: (seen) => outbox?.seen(seen),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    resume() {
      if (outbox) outbox.resume();
      // Who could not be asked before may be asked now.
      else if (isWanted && !isClosed) opened().catch(() => {});
    },
    close() {
      isClosed = true;
      listeners.clear();
      outbox?.close();
    },
  };
}
