import { listIn, type TableRow } from './facts.ts';
import type { Judged } from './judged.ts';
import { onlyRow } from './versions.ts';

/**
 * R22, in its simple forms: the tables as they were scanned at the end. Taken from what a crash may leave: a counter that is ahead of
 * the rows, never behind; a right of nobody; but no row without the one that it belongs to.
 */
export function checkTables({ facts, logs, report }: Judged): void {
  const { tables } = facts;
  const messages = tables.get('Message') ?? [];
  const channels = new Map((tables.get('Channel') ?? []).map((one) => [String(one.row['id']), one]));
  if (channels.size === 0) return;
  const byChannel = new Map<string, TableRow[]>();
  for (const one of messages) listIn(byChannel, String(one.row['channelId'])).push(one);
  for (const [id, rows] of byChannel) {
    const channel = channels.get(id);
    if (!channel) {
      report('R22', id, `Messages of ${id} are there, and the channel is not.`, rows.slice(0, 1).map(proofOf));
      continue;
    }
    checkCounters(id, channel, rows);
    checkSameAsRead(id, rows);
  }
  checkMembers();
  checkReactions();
  checkDirectMessages();

  function checkCounters(id: string, channel: TableRow, rows: readonly TableRow[]): void {
    const headSeq = Number(channel.row['headSeq']);
    const ordinals = new Map<number, TableRow>();
    const times = new Map<string, TableRow>();
    for (const one of rows.toSorted((a, b) => Number(a.row['seq']) - Number(b.row['seq']))) {
      const { seq, rev, ordinal, createdAt } = one.row;
      if (Math.max(Number(seq), Number(rev ?? 0)) > headSeq) {
        report('R22', id, `${String(one.row['id'])} is above the channel’s counter.`, [proofOf(one), proofOf(channel)]);
      }
      const twin = ordinals.get(Number(ordinal)) ?? times.get(String(createdAt));
      if (twin) report('R22', id, `Two messages have one number or one time.`, [proofOf(twin), proofOf(one)]);
      ordinals.set(Number(ordinal), one);
      times.set(String(createdAt), one);
    }
    if (Number(channel.row['messageCount']) < rows.length) {
      report('R22', id, `${id} counts ${String(channel.row['messageCount'])} messages and has ${rows.length}.`, [
        proofOf(channel),
      ]);
    }
    const inOrder = rows.toSorted((a, b) => Number(a.row['seq']) - Number(b.row['seq']));
    const late = inOrder.find(
      (one, index) => index > 0 && String(one.row['createdAt']) <= String(inOrder[index - 1]?.row['createdAt']),
    );
    if (late)
      report('R22', id, `${String(late.row['id'])} is not younger than the message before it.`, [proofOf(late)]);
  }

  /** What is read is what is there. */
  function checkSameAsRead(id: string, rows: readonly TableRow[]): void {
    const log = logs.get(id);
    if (!log) return;
    const stored = new Set(rows.map(({ row }) => String(row['id'])));
    const hidden = rows.find(({ row }) => !log.byId.has(String(row['id'])));
    const lost = log.rows.find(([message]) => !stored.has(message));
    if (hidden)
      report('R1', id, `${String(hidden.row['id'])} is in the table, and no page has it.`, [
        proofOf(hidden),
        log.found,
      ]);
    if (lost) report('R22', id, `${lost[0]} is read, and is not in the table.`, [log.found]);
  }

  function checkMembers(): void {
    const people = new Map<string, number>();
    for (const one of tables.get('ChannelMember') ?? []) {
      const id = String(one.row['channelId']);
      people.set(id, (people.get(id) ?? 0) + 1);
      if (!channels.has(id)) report('R22', id, 'Somebody is in a channel that is not there.', [proofOf(one)]);
    }
    if (!tables.has('ChannelMember')) return;
    for (const [id, channel] of channels) {
      const count = Number(channel.row['memberCount']);
      if (count === (people.get(id) ?? 0)) continue;
      report('R22', id, `${id} counts ${count} people and has ${people.get(id) ?? 0}.`, [proofOf(channel)]);
    }
  }

  function checkReactions(): void {
    const ids = new Set(messages.map(({ row }) => String(row['id'])));
    const orphan = (tables.get('Reaction') ?? []).find(({ row }) => !ids.has(String(row['messageId'])));
    if (orphan)
      report('R22', String(orphan.row['channelId']), 'A reaction is on a message that is not there.', [
        proofOf(orphan),
      ]);
  }

  function checkDirectMessages(): void {
    const named = new Set((tables.get('DirectMessage') ?? []).map(({ row }) => String(row['channelId'])));
    for (const id of named)
      if (!channels.has(id)) report('R22', id, 'A direct message names a channel that is not there.', []);
  }
}

function proofOf({ row, found }: TableRow) {
  return onlyRow(found, row);
}
