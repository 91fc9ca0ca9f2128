/** A channel that would be followed by a subscription, if there is room. */
export interface Wish {
  readonly channelId: string;
  /** When it last had a message, in milliseconds. */
  readonly at: number;
}

/**
 * A channel takes another one's subscription only where its last message is so much later: else channels that are equally busy would take
 * it from each other each time that somebody looks, and each of them would hear less.
 */
export const marginMs = 60_000;

/**
 * Which of `wishes` have a subscription, where there is room for `room` of them and those of `held` have one now. As many as there is
 * room for; whoever has none is at most `marginMs` more recent than whoever has one. Of those, as many as possible stay as they are.
 */
export function allocate(wishes: readonly Wish[], held: ReadonlySet<string>, room: number): Set<string> {
  const sorted = [...wishes].sort((a, b) => b.at - a.at || (a.channelId < b.channelId ? -1 : 1));
  const stay = sorted.filter(({ channelId }) => held.has(channelId));
  const come = sorted.filter(({ channelId }) => !held.has(channelId));
  const chosen = stay.slice(0, Math.max(0, room));
  chosen.push(...come.slice(0, Math.max(0, room) - chosen.length));
  const rest = come.filter((wish) => !chosen.includes(wish));
  // The least recent give way to the most recent, pair by pair.
  chosen.sort((a, b) => a.at - b.at);
  for (const [index, newer] of rest.entries()) {
    const older = chosen[index];
    if (!older || newer.at - older.at <= marginMs) break;
    chosen[index] = newer;
  }
  return new Set(chosen.map(({ channelId }) => channelId));
}
