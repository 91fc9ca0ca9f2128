import type { ChannelEvent } from '../model.ts';

/**
 * How far one channel's events are known, by their contiguous positions. `through` is complete: nothing up to it is missing.
 * Undefined = not known yet, before the first catch-up.
 */
export interface Position {
  readonly through: number | undefined;
  /** What was heard beyond `through`, with something missing before each range. Rising; ranges, since thousands may follow one hole. */
  readonly ahead: readonly PositionRange[];
  /** The last position that the channel is known to have taken, heard or not. */
  readonly head: number;
}

/** From one position through another, both included. */
export interface PositionRange {
  readonly from: number;
  readonly through: number;
}

export const unknownPosition: Position = { through: undefined, ahead: [], head: 0 };

/** With an event's position, in whatever order they come. */
export function withHeard(position: Position, seq: number): Position {
  if (position.through !== undefined && seq <= position.through) return position;
  if (position.ahead.some(({ from, through }) => from <= seq && seq <= through)) return position;
  let range: PositionRange = { from: seq, through: seq };
  const below: PositionRange[] = [];
  const above: PositionRange[] = [];
  for (const one of position.ahead) {
    if (one.through + 1 === range.from) range = { from: one.from, through: range.through };
    else if (one.from === range.through + 1) range = { from: range.from, through: one.through };
    else (one.through < seq ? below : above).push(one);
  }
  return closed({ ...position, ahead: [...below, range, ...above], head: Math.max(position.head, seq) });
}

/** With what was told of the channel's head, by the service or by an event that took no position of its own. */
export function withHead(position: Position, head: number): Position {
  return head <= position.head ? position : { ...position, head };
}

/** With where an event says that the channel stands. */
export function withTold(position: Position, event: ChannelEvent): Position {
  return takesPosition(event) ? withHeard(position, event.seq) : withHead(position, event.seq);
}

/** False = it tells where the channel stands: its `seq` is the last position that was taken. */
export function takesPosition({ kind }: ChannelEvent): boolean {
  return kind !== 'TYPING' && kind !== 'AUDIENCE_ENDED';
}

/** With everything up to `seq` known to be loaded. */
export function withLoadedThrough(position: Position, seq: number): Position {
  if (position.through !== undefined && seq <= position.through) return position;
  return closed({ ...position, through: seq, head: Math.max(position.head, seq) });
}

/** True = something is known to have happened that was not heard. */
export function hasHole({ through, head }: Position): boolean {
  return through !== undefined && head > through;
}

/** With what `ahead` joins on. */
function closed(position: Position): Position {
  if (position.through === undefined) return position;
  let { through } = position;
  const ahead: PositionRange[] = [];
  for (const range of position.ahead) {
    if (range.from > through + 1) ahead.push(range);
    else through = Math.max(through, range.through);
  }
  return { ...position, through, ahead };
}
