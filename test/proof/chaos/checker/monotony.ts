import type { FrameLine } from '../history.ts';
import type { Found } from '../history-files.ts';
import type { View } from './facts.ts';
import type { Judged } from './judged.ts';
import { eachScreen } from './screens.ts';

/**
 * R6, and of R8 that what was shown stays shown.
 *
 * Taken from what a timeline claims: after a long absence it begins anew with the newest page, so what is older than all that it shows may
 * go. Where somebody jumps into the past, what is newer may go too, and then there is more to load (`hasNewer`).
 */
export function checkMonotony(judged: Judged): void {
  for (const view of judged.facts.views) {
    checkVersions(judged, view);
    checkStaying(judged, view);
  }
}

function checkVersions({ report }: Judged, { frames, channel, by }: View): void {
  const known = new Map<string, { rev: number; found: Found<FrameLine> }>();
  for (const found of frames) {
    for (const [id, , rev] of found.line.rows ?? []) {
      const before = known.get(id);
      if (before && rev < before.rev) {
        report('R6', channel, `${by} showed ${id} as of ${before.rev}, and then as of ${rev}.`, [before.found, found]);
      } else known.set(id, { rev, found });
    }
  }
}

function checkStaying({ report }: Judged, view: View): void {
  const { by, channel } = view;
  const seqs = new Map<string, { seq: number; found: Found<FrameLine> }>();
  eachScreen(view, ({ found, lowest, highest, hasNewer }, before) => {
    for (const [id, seq] of found.line.rows ?? []) if (!seqs.has(id)) seqs.set(id, { seq, found });
    const hadNewer = before.hasNewer;
    for (const id of found.line.gone ?? []) {
      const gone = seqs.get(id);
      if (!gone || gone.seq < lowest) continue;
      if (gone.seq <= highest) {
        const words = `${by} showed ${id} at ${gone.seq}, and then no more, among ${lowest} to ${highest}.`;
        report('R8', channel, words, [gone.found, found]);
      } else if (!hasNewer && !hadNewer) {
        const words = `${by} showed up to ${gone.seq}, and then only up to ${highest}, with nothing newer to load.`;
        report('R6', channel, words, [gone.found, found]);
      }
    }
  });
}
