import type { FrameLine } from '../history.ts';
import type { Found } from '../history-files.ts';
import type { View } from './facts.ts';

/** A timeline as a person saw it, frame by frame. */
export interface Screen {
  readonly found: Found<FrameLine>;
  /** The positions of what is shown, by id. */
  readonly shown: ReadonlyMap<string, number>;
  /** The timeline claims to show all from here: from the beginning, where there is nothing older to load. */
  readonly claimedFrom: number;
  /** Of what is shown; 0 and 0 where nothing is. */
  readonly lowest: number;
  readonly highest: number;
  readonly status: string;
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

/** Calls `see` with the screen after each frame. The maps are the same throughout: what they hold counts during the call. */
export function eachScreen(
  { frames }: View,
  see: (screen: Screen, before: Omit<Screen, 'shown' | 'found'>) => void,
): void {
  const shown = new Map<string, number>();
  let before = { claimedFrom: 0, lowest: 0, highest: 0, status: '', hasNewer: false, hasOlder: true };
  for (const found of frames) {
    const { rows = [], gone = [], status = before.status } = found.line;
    const { hasNewer = before.hasNewer, hasOlder = before.hasOlder } = found.line;
    let { lowest, highest } = before;
    let isEdgeGone = false;
    for (const id of gone) {
      const seq = shown.get(id);
      shown.delete(id);
      isEdgeGone ||= seq === lowest || seq === highest;
    }
    for (const [id, seq] of rows) {
      shown.set(id, seq);
      lowest = lowest === 0 ? seq : Math.min(lowest, seq);
      highest = Math.max(highest, seq);
    }
    if (isEdgeGone) [lowest, highest] = edgesOf(shown);
    const claimedFrom = hasOlder ? lowest : 1;
    const now = { claimedFrom, lowest, highest, status, hasNewer, hasOlder };
    see({ found, shown, ...now }, before);
    before = now;
  }
}

function edgesOf(shown: ReadonlyMap<string, number>): [lowest: number, highest: number] {
  let lowest = Infinity;
  let highest = 0;
  for (const seq of shown.values()) {
    lowest = Math.min(lowest, seq);
    highest = Math.max(highest, seq);
  }
  return highest === 0 ? [0, 0] : [lowest, highest];
}
