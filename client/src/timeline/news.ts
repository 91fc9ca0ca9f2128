import { tellAll } from '../tell-all.ts';
import type { Schedule } from './frame.ts';

/** Tells listeners that something has changed. */
export interface News {
  /** Something has changed: they are told soon, once for all that happens until then. */
  changed(): void;
  /** They are to be told soon, should `settle` find that something has changed. */
  look(): void;
  /** Something has changed, and they are told now. */
  tell(): void;
  onChange(listener: () => void): () => void;
  stop(): void;
}

/** `settle` is called before they are told. */
export function createNews(schedule: Schedule, settle: () => void): News {
  const listeners = new Set<() => void>();
  let isScheduled = false;
  let isNews = false;

  function look(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      tellNow();
    });
  }

  function tellNow(): void {
    settle();
    if (!isNews) return;
    isNews = false;
    tellAll(listeners);
  }

  return {
    changed() {
      isNews = true;
      look();
    },
    look,
    tell() {
      isNews = true;
      tellNow();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => listeners.clear(),
  };
}
