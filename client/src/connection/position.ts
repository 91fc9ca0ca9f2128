/**
 * How far one channel's events are known, by their contiguous positions. `through` is complete: nothing up to it is missing.
 * Undefined = not known yet, before the first catch-up.
 */
export interface Position {
  readonly through: number | undefined;
  /** Positions that were heard beyond `through`, with something missing between. */
  readonly ahead: readonly number[];
  /** The last position that the channel is known to have taken, heard or not. */
  readonly head: number;
}

export const unknownPosition: Position = { through: undefined, ahead: [], head: 0 };

/** With an event's position, in whatever order they come. */
export function withHeard(position: Position, seq: number): Position {
  if (position.through !== undefined && seq <= position.through) return position;
  if (position.ahead.includes(seq)) return position;
  return closed({ ...position, ahead: [...position.ahead, seq], head: Math.max(position.head, seq) });
}

/** With what was told of the channel's head, by the service or by an event that took no position of its own. */
export function withHead(position: Position, head: number): Position {
  return head <= position.head ? position : { ...position, head };
}

/** With everything up to `seq` known to be loaded. */
export function withLoadedThrough(position: Position, seq: number): Position {
  const through = Math.max(position.through ?? 0, seq);
  return closed({ ...position, through, head: Math.max(position.head, through) });
}

/** True = something is known to have happened that was not heard. */
export function hasHole({ through, head }: Position): boolean {
  return through !== undefined && head > through;
}

/** With what `ahead` joins on. */
function closed(position: Position): Position {
  if (position.through === undefined) return position;
  let { through } = position;
  const left = position.ahead.filter((seq) => seq > through).sort((a, b) => a - b);
  while (left[0] === through + 1) {
    left.shift();
    through += 1;
  }
  return { ...position, through, ahead: left };
}
