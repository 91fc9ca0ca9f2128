import type { RosterLine, RosterRow } from '../history.ts';
import type { Found } from '../history-files.ts';
import { accessKey, type Facts, listIn, type Op } from './facts.ts';
import { firstFrom } from './final-logs.ts';
import type { Judged } from './judged.ts';
import { isLetIn } from './rights.ts';

/**
 * R16: read markers, and what is unread.
 *
 * Taken from the schema: unread is the number of messages sent after the marker, one's own and deleted ones included. Taken from
 * what a retry costs: a send that took a position and wrote nothing counts as one unread too many, until the next message that is read. So
 * the count may be higher than the messages that are there, by no more than the channel's counter is.
 */
export function checkMarkers(judged: Judged): void {
  checkAnswers(judged);
  checkRosters(judged);
  checkUnread(judged);
}

/** A marker is not below what was asked, nor below what an earlier answer said. */
function checkAnswers({ facts, report }: Judged): void {
  const byPerson = new Map<string, Op[]>();
  for (const op of facts.ops) {
    if (op.asked.do === 'markRead' && op.outcome === 'ok')
      listIn(byPerson, `${op.person} ${op.asked.channel}`).push(op);
  }
  for (const ops of byPerson.values()) {
    const byEnd = ops.toSorted((a, b) => a.until - b.until);
    let index = 0;
    let highest: { seq: number; op: Op } | null = null;
    for (const op of ops) {
      for (let next = byEnd[index]; next && next.until < op.from; next = byEnd[++index]) {
        const seq = markerOf(next);
        if (!highest || seq > highest.seq) highest = { seq, op: next };
      }
      const { asked } = op;
      if (asked.do !== 'markRead') continue;
      if (markerOf(op) < asked.seq) {
        const words = `${op.person} read up to ${asked.seq}, and was answered ${markerOf(op)}.`;
        report('R16', asked.channel, words, [op.invoke, op.answer]);
      }
      if (highest && markerOf(op) < highest.seq) {
        const words = `${op.person} had read up to ${highest.seq}, and then up to ${markerOf(op)}.`;
        report('R16', asked.channel, words, [highest.op.answer, op.invoke, op.answer]);
      }
    }
  }
}

/** In what one roster shows, markers do not go back; and at the end none is below what was answered, and all rosters agree. */
function checkRosters({ facts, logs, limits, report }: Judged): void {
  const last = new Map<string, { row: RosterRow; found: Found<RosterLine> }>();
  const finals = new Map<string, { row: RosterRow; found: Found<RosterLine> }>();
  const statuses = new Map<string, string>();
  for (const found of facts.rosters) {
    const { by, person, channels, gone, isFinal, status } = found.line;
    if (status !== undefined) statuses.set(by, status);
    for (const channel of gone ?? []) last.delete(`${by} ${channel}`);
    for (const row of channels) {
      if (isFinal) finals.set(`${person} ${row[0]}`, { row, found });
      const key = `${by} ${row[0]}`;
      const before = last.get(key);
      // Whoever is taken out loses the marker, and begins anew with the next stay.
      if (before && row[1] < before.row[1] && hasStayed(facts, person, row[0], before.found.line.at, found.line.at)) {
        report('R16', row[0], `${by} showed ${row[0]} as read up to ${before.row[1]}, and then up to ${row[1]}.`, [
          before.found,
          found,
        ]);
      }
      last.set(key, { row, found });
    }
  }
  for (const op of facts.ops) {
    if (op.asked.do !== 'markRead' || op.outcome !== 'ok') continue;
    const final = finals.get(`${op.person} ${op.asked.channel}`);
    if (!final || final.row[1] >= op.asked.seq) continue;
    const words = `${op.person} read up to ${op.asked.seq}, and the marker is at ${final.row[1]} at the end.`;
    report('R16', op.asked.channel, words, [op.invoke, op.answer, final.found]);
  }
  const end = facts.drained?.line.at ?? Infinity;
  for (const { row, found } of last.values()) {
    const { by, person, isFinal } = found.line;
    const final = finals.get(`${person} ${row[0]}`);
    if (isFinal || !final || (facts.sessions.get(by)?.until ?? Infinity) < end) continue;
    // What one has read is told to the service within seconds, many channels and positions at once.
    if (found.line.at > end - limits.markerMs) continue;
    // One that ended says so, and is opened anew by whoever wants it.
    if ((statuses.get(by) ?? 'live') !== 'live') continue;
    // A client that counts the messages that it hears of does not count what wrote none; the service does.
    const log = logs.get(row[0]);
    const sent = log ? log.seqs.length - firstFrom(log.seqs, row[1] + 1) : final.row[2];
    if (row[1] === final.row[1] && row[2] <= final.row[2] && row[2] >= Math.min(sent, final.row[2])) continue;
    const words = `${by} ends with ${row[2]} unread after ${row[1]}; the service says ${final.row[2]} after ${final.row[1]}.`;
    report('R16', row[0], words, [found, final.found]);
  }
}

function checkUnread({ facts, logs, report }: Judged): void {
  const counted = new Map<string, number>();
  for (const { row } of facts.tables.get('Channel') ?? []) counted.set(String(row['id']), Number(row['messageCount']));
  for (const found of facts.rosters) {
    if (!found.line.isFinal) continue;
    for (const [channel, lastReadSeq, unread] of found.line.channels) {
      const log = logs.get(channel);
      if (!log) continue;
      const sent = log.seqs.length - firstFrom(log.seqs, lastReadSeq + 1);
      const surplus = (counted.get(channel) ?? Infinity) - log.seqs.length;
      if (unread >= sent && unread <= sent + surplus) continue;
      const words = `${found.line.person} has ${unread} unread after ${lastReadSeq}, where ${sent} messages follow.`;
      report('R16', channel, words, [found, log.found]);
    }
  }
}

function markerOf({ answer }: Op): number {
  return (answer?.line.kind === 'ok' && answer.line.marker?.lastReadSeq) || 0;
}

function hasStayed(facts: Facts, person: string, channel: string, from: number, until: number): boolean {
  const lines = facts.access.get(accessKey(person, channel)) ?? [];
  const isTaken = lines.some((line) => !line.mayRead && line.from <= until && (line.by ?? Infinity) >= from);
  return !isTaken && isLetIn(facts, person, channel, until);
}
