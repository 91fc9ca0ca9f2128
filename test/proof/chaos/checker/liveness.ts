import type { FrameLine } from '../history.ts';
import type { Found } from '../history-files.ts';
import type { Fault, View } from './facts.ts';
import { type FinalLog, firstFrom } from './final-logs.ts';
import type { Judged } from './judged.ts';
import type { Evidence } from './messages.ts';
import { eachScreen, type Screen } from './screens.ts';

/**
 * R7, R15, R19: what `live` is worth.
 *
 * A message counts from the moment at which anybody was told that it is stored. The time in which a client's process was stopped does
 * not count: nobody looks at it. Taken from what a timeline claims: a gap that is heard of is mended after a second; one whose message
 * was written later than what stands above it, and whose event was lost, by looks that come at most 16 s apart.
 */
export function checkLiveness(judged: Judged): void {
  const stops = judged.facts.faults.filter(({ what }) => what === 'stop-client');
  const storedAts = new Map<FinalLog, readonly number[]>();
  for (const log of judged.logs.values()) {
    storedAts.set(
      log,
      log.rows.map(([id]) => judged.messages.get(id)?.stored?.at ?? -Infinity),
    );
  }
  for (const view of judged.facts.views) {
    const log = judged.logs.get(view.channel);
    if (!log) continue;
    const paused = stops.filter(({ on }) => on === undefined || on === view.by || on === view.device);
    checkGaps(judged, view, log, paused);
    checkLag(judged, view, log, paused, storedAts.get(log) ?? []);
  }
}

interface Gap {
  readonly since: number;
  readonly limitMs: number;
  readonly found: Found<FrameLine>;
  readonly stored: Evidence;
}

/** R7: between the messages that a live timeline shows, none is missing for longer than it takes to mend. */
function checkGaps(
  { messages, limits, facts, report }: Judged,
  view: View,
  log: FinalLog,
  paused: readonly Fault[],
): void {
  const gaps = new Map<string, Gap>();
  const reported = new Set<string>();
  const end = Math.min(view.until, facts.drained?.line.at ?? Infinity);

  function judge(at: number): void {
    for (const [id, { since, limitMs, found, stored }] of gaps) {
      if (reported.has(id) || at - since - overlapMs(paused, since, at) <= limitMs) continue;
      reported.add(id);
      const seconds = Math.round((at - since) / 100) / 10;
      const seq = log.byId.get(id)?.[1];
      report('R7', view.channel, `${view.by} was live for ${seconds} s without ${id} at ${seq}.`, [
        stored.found,
        found,
      ]);
    }
  }

  eachScreen(view, (screen, before) => {
    const { at } = screen.found.line;
    if (before.status === 'live') judge(at);
    if (screen.status !== 'live') return gaps.clear();
    const missing = missingIn(screen, log);
    for (const id of gaps.keys()) if (!missing.includes(id)) gaps.delete(id);
    for (const id of missing) {
      const stored = messages.get(id)?.stored;
      if (!stored || gaps.has(id)) continue;
      const isLate = stored.at > at;
      const limitMs = isLate ? limits.lateRepairMs : limits.repairMs;
      gaps.set(id, { since: Math.max(at, stored.at), limitMs, found: screen.found, stored });
    }
  });
  if (end < Infinity) judge(end);
}

/** What the final log has in what is shown, and the screen has not. */
function missingIn({ claimedFrom, highest, shown }: Screen, { rows, seqs }: FinalLog): string[] {
  if (highest === 0) return [];
  const start = firstFrom(seqs, claimedFrom);
  let left = firstFrom(seqs, highest + 1) - start - shown.size;
  const missing: string[] = [];
  // From the top: gaps are young.
  for (let index = start + left + shown.size - 1; index >= start && left > 0; index -= 1) {
    const id = rows[index]?.[0];
    if (id === undefined || shown.has(id)) continue;
    missing.push(id);
    left -= 1;
  }
  return missing;
}

/** R15, R19: a timeline that was live all the while shows a message within moments where nothing was broken, and soon where something was. */
function checkLag(
  { messages, limits, facts, report }: Judged,
  view: View,
  log: FinalLog,
  paused: readonly Fault[],
  storedAts: readonly number[],
): void {
  const shownAt = new Map<string, number>();
  const stretches: { from: number; until: number; lowest: number; found: Found<FrameLine> }[] = [];
  const end = Math.min(view.until, facts.drained?.line.at ?? Infinity);
  eachScreen(view, ({ found, status, hasNewer, lowest }, before) => {
    for (const [id] of found.line.rows ?? []) if (!shownAt.has(id)) shownAt.set(id, found.line.at);
    const isLive = status === 'live' && !hasNewer;
    const wasLive = before.status === 'live' && !before.hasNewer;
    const last = stretches.at(-1);
    if (wasLive && !isLive && last) last.until = found.line.at;
    if (isLive && !wasLive) stretches.push({ from: found.line.at, until: end, lowest, found });
  });
  for (const { from, until, lowest, found } of stretches) {
    for (let index = firstFrom(log.seqs, lowest); index < log.rows.length; index += 1) {
      const at = storedAts[index] ?? -Infinity;
      if (at < from || at > until) continue;
      const id = log.rows[index]?.[0] ?? '';
      const message = messages.get(id);
      if (!message?.stored) continue;
      const seen = Math.min(shownAt.get(id) ?? Infinity, until);
      const lagMs = seen - at - overlapMs(paused, at, seen);
      if (lagMs > limits.staleMs) {
        const words = `${view.by} said that it was live for ${Math.round(lagMs / 1000)} s after ${id} was stored, without showing it.`;
        report('R19', view.channel, words, [message.stored.found, found]);
      } else if (lagMs > limits.heardMs && isCalm(facts.faults, message.sends[0]?.from ?? at, seen)) {
        const words = `${view.by} was live and showed ${id} only ${Math.round(lagMs)} ms after it was stored, without any fault.`;
        report('R15', view.channel, words, [message.sends[0]?.invoke, message.stored.found, found]);
      }
    }
  }
}

/** What a fault did may still be felt for so long. */
const aftermathMs = 20_000;

function isCalm(faults: readonly Fault[], from: number, until: number): boolean {
  return !faults.some((fault) => fault.from <= until && fault.until + aftermathMs >= from);
}

function overlapMs(faults: readonly Fault[], from: number, until: number): number {
  return faults.reduce((sum, fault) => sum + Math.max(0, Math.min(until, fault.until) - Math.max(from, fault.from)), 0);
}
