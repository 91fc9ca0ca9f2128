import type { PendingRow, Row } from '../history.ts';
import type { Facts, View } from './facts.ts';
import type { FinalLog } from './final-logs.ts';
import { firstFrom } from './final-logs.ts';
import type { Judged } from './judged.ts';
import { countsIn } from './messages.ts';
import { isLetIn } from './rights.ts';
import { eachScreen } from './screens.ts';

/** R21, and of R11 that all screens show the same in the end: after the last fault, and once nobody asks for anything any more. */
export function checkRecovery(judged: Judged): void {
  const { facts, limits, report } = judged;
  const { healed, drained } = facts;
  if (!drained) return;
  const tookMs = drained.line.at - (healed?.line.at ?? drained.line.at);
  if (!drained.line.isComplete) report('R21', null, 'Not all came to rest.', [healed, drained]);
  if (tookMs > limits.settleMs)
    report('R21', null, `It took ${Math.round(tookMs / 1000)} s until all was equal.`, [healed, drained]);
  for (const view of facts.views) {
    if (view.until < drained.line.at) continue;
    const log = judged.logs.get(view.channel);
    if (log) checkView(judged, view, log);
  }
  checkOutboxes(judged, drained.line.at);
  checkResources(facts, judged);
}

function checkView({ facts, report }: Judged, view: View, log: FinalLog): void {
  const { by, person, channel } = view;
  const { drained } = facts;
  const end = drained?.line.at ?? Infinity;
  const rows = new Map<string, Row>();
  const waiting = new Map<string, PendingRow>();
  let error: string | undefined;
  let last = view.frames[0];
  let screen = { claimedFrom: 0, status: '', hasNewer: false };
  eachScreen({ ...view, frames: view.frames.filter(({ line }) => line.at <= end) }, (now) => {
    const { line } = now.found;
    last = now.found;
    screen = { claimedFrom: now.claimedFrom, status: now.status, hasNewer: now.hasNewer };
    error = line.error ?? error;
    for (const id of line.gone ?? []) rows.delete(id);
    for (const row of line.rows ?? []) rows.set(row[0], row);
    for (const id of line.pendingGone ?? []) waiting.delete(id);
    for (const row of line.pending ?? []) waiting.set(row[0], row);
  });
  if (!isLetIn(facts, person, channel, end)) return;
  if (error !== undefined || screen.status !== 'live') {
    report('R21', channel, `${by} may read, and ends ${error === undefined ? screen.status : `with ${error}`}.`, [
      last,
      drained,
    ]);
    return;
  }
  for (const [id, state] of waiting.values()) {
    if (state !== 'refused') report('R21', channel, `${by} still shows ${id} as ${state} at the end.`, [last, drained]);
  }
  if (screen.hasNewer) return;
  if (rows.size === 0 && log.rows.length > 0) {
    report('R21', channel, `${by} shows nothing at the end.`, [last, log.found]);
    return;
  }
  for (let index = firstFrom(log.seqs, screen.claimedFrom); index < log.rows.length; index += 1) {
    const final = log.rows[index];
    const row = final && rows.get(final[0]);
    if (!final) continue;
    if (!row) report('R21', channel, `${by} does not show ${final[0]} at ${final[1]} at the end.`, [last, log.found]);
    else if (row[6] === 0 && (row[2] !== final[2] || row[3] !== final[3] || countsIn(row[5]) !== countsIn(final[5]))) {
      report('R11', channel, `${by} ends with ${final[0]} as of ${row[2]}, the service has it as of ${final[2]}.`, [
        last,
        log.found,
      ]);
    }
  }
  for (const id of rows.keys()) {
    if (!log.byId.has(id))
      report('R21', channel, `${by} shows ${id} at the end, which is not in the log.`, [last, log.found]);
  }
}

function checkOutboxes({ facts, report }: Judged, end: number): void {
  for (const found of facts.outboxes.values()) {
    if ((facts.sessions.get(found.line.by)?.until ?? Infinity) < end || found.line.waiting === 0) continue;
    report('R21', null, `${found.line.by} still has ${found.line.waiting} to send at the end.`, [found, facts.drained]);
  }
}

/** What a process may hold more of at the end than at the beginning. */
const mostTimersMore = 20;
const mostSocketsMore = 4;

function checkResources({ resources }: Facts, { report }: Judged): void {
  const before = new Map(resources.filter(({ line }) => line.when === 'before').map((found) => [found.line.by, found]));
  for (const after of resources) {
    const first = before.get(after.line.by);
    if (after.line.when !== 'after' || !first) continue;
    const { by, sockets = 0, timers = 0 } = after.line;
    const socketsMore = sockets - (first.line.sockets ?? sockets);
    const timersMore = timers - (first.line.timers ?? timers);
    if (socketsMore > mostSocketsMore)
      report('R21', null, `${by} has ${socketsMore} sockets more than before.`, [first, after]);
    if (timersMore > mostTimersMore)
      report('R21', null, `${by} has ${timersMore} timers more than before.`, [first, after]);
  }
}
