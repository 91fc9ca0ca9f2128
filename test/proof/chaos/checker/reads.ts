import type { StoredRow } from '../history.ts';
import type { Op } from './facts.ts';
import { type FinalLog, firstFrom } from './final-logs.ts';
import type { Judged } from './judged.ts';

/**
 * R8 and R12 over pages: a read that began after a message was known to be stored has it, where the page reaches; and one that began
 * after a message was known to be deleted does not have its text.
 *
 * Held against everyone's reads, not the author's alone. Deltas are left out of R8: they tell what changed, not what is there.
 */
export function checkReads(judged: Judged): void {
  const { facts, messages, logs, report } = judged;
  for (const op of facts.ops) {
    const { asked, answer, from } = op;
    if (asked.do !== 'read' || answer?.line.kind !== 'ok') continue;
    const rows = answer.line.rows ?? [];
    for (const row of rows) {
      const deleted = messages.get(row[0])?.deleted;
      if (deleted && deleted.at < from && (row[4] === 0 || row[3] !== '')) {
        const words = `${row[0]} was deleted, and a read that began later has its text.`;
        report('R12', asked.channel, words, [deleted.found, op.invoke, answer]);
      }
    }
    const log = logs.get(asked.channel);
    if (log && asked.how !== 'sync' && asked.how !== 'message')
      checkPage(judged, op, rows, log, asked.how === 'newest');
  }
  for (const { channel, readings } of logs.values()) {
    for (const found of readings) {
      for (const row of found.line.rows) {
        const deleted = messages.get(row[0])?.deleted;
        if (!deleted || (row[4] !== 0 && row[3] === '')) continue;
        report('R12', channel, `${row[0]} was deleted, and its text is there at the end.`, [deleted.found, found]);
      }
    }
  }
}

function checkPage(
  { messages, report }: Judged,
  op: Op,
  rows: readonly StoredRow[],
  log: FinalLog,
  isNewest: boolean,
): void {
  if (rows.length === 0 && !isNewest) return;
  const ids = new Set(rows.map(([id]) => id));
  const lowest = rows.reduce((least, [, seq]) => Math.min(least, seq), Infinity);
  const highest = isNewest ? Infinity : rows.reduce((most, [, seq]) => Math.max(most, seq), 0);
  const start = rows.length === 0 ? 0 : firstFrom(log.seqs, lowest);
  for (let index = start; index < log.rows.length && (log.seqs[index] ?? 0) <= highest; index += 1) {
    const [id, seq] = log.rows[index] ?? ['', 0];
    const message = messages.get(id);
    // Positions rise with time, so everything above was stored later still, but for what raced.
    if (isNewest && (message?.sends[0]?.from ?? 0) > op.until) break;
    if (ids.has(id) || !message?.stored || message.stored.at >= op.from) continue;
    const whose = message.sends.some(({ person }) => person === op.person) ? 'Their own' : 'A stored';
    const words = `${whose} message ${id} at ${seq} is not in the page that ${op.person} asked for afterwards.`;
    report('R8', log.channel, words, [message.stored.found, op.invoke, op.answer]);
  }
}
