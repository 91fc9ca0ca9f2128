import type { ChannelEvent } from '../model.ts';

/** People say so every 3 seconds while they type. */
const typingMs = 5_000;

/** Who is typing, as events tell. */
export interface Typing {
  /** Who typed last comes last. The same array until it changes. */
  people(): readonly string[];
  hear(event: ChannelEvent): void;
  stop(): void;
}

/** Calls `onChange` whenever it changes. */
export function createTyping(onChange: () => void): Typing {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let people: readonly string[] = [];

  function set(next: readonly string[]): void {
    people = next;
    onChange();
  }

  function forget(userId: string): void {
    clearTimeout(timers.get(userId));
    if (timers.delete(userId)) set(people.filter((one) => one !== userId));
  }

  return {
    people: () => people,
    hear({ kind, actorId }) {
      // Whoever has sent has done typing.
      if (kind === 'MESSAGE_SENT') return forget(actorId);
      if (kind !== 'TYPING') return;
      clearTimeout(timers.get(actorId));
      timers.set(
        actorId,
        setTimeout(() => forget(actorId), typingMs),
      );
      if (!people.includes(actorId)) set([...people, actorId]);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
