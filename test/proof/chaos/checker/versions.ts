import type { Row } from '../history.ts';
import type { Found } from '../history-files.ts';
import { listIn, type Op } from './facts.ts';
import { areDoubled, lastWords } from './last-words.ts';
import type { Judged } from './judged.ts';
import type { Message } from './messages.ts';
import { eachSighting, rowOfEvent } from './messages.ts';

/**
 * R11, and R12 over all that was told: versions of a message.
 *
 * Taken from where Parley says what it gives up: an edit that the network repeats by itself after a later one stands again, so where
 * requests were doubled, which of two edits stands last is not judged. That it is one of them is.
 */
export function checkVersions(judged: Judged): void {
  const edits = new Map<string, Op[]>();
  for (const op of judged.facts.ops) if (op.asked.do === 'edit') listIn(edits, op.asked.id).push(op);
  for (const message of judged.messages.values()) {
    checkMessage(judged, message);
    checkContent(judged, message, edits.get(message.id) ?? []);
  }
  checkDeleted(judged);
}

function checkMessage({ logs, report }: Judged, { id, channel, versions, deleted, highestRev }: Message): void {
  for (const [rev, [first, second]] of versions) {
    if (!first || !second) continue;
    report('R11', channel, `${id} was told in two ways as of ${rev}.`, [first.found, second.found]);
  }
  if (deleted) {
    const revived = [...versions.values()].flat().find(({ row }) => row[2] > deleted.row[2] && row[4] === 0);
    if (revived)
      report('R11', channel, `${id} was deleted, and is there again as of ${revived.row[2]}.`, [
        deleted.found,
        revived.found,
      ]);
  }
  const log = logs.get(channel);
  const final = log?.byId.get(id);
  if (!log || !final) return;
  const newest = versions.get(highestRev)?.[0];
  if (final[2] < highestRev && newest) {
    report('R11', channel, `${id} was told as of ${highestRev}, and ends as of ${final[2]}.`, [
      newest.found,
      log.found,
    ]);
  }
  if (deleted && final[4] === 0)
    report('R11', channel, `${id} was deleted, and is there at the end.`, [deleted.found, log.found]);
}

/** R11: what stands at the end was asked for, and nothing that was asked for and granted after it. */
function checkContent({ logs, facts, report }: Judged, { id, channel, sends }: Message, edits: readonly Op[]): void {
  const log = logs.get(channel);
  const final = log?.byId.get(id);
  if (!log || !final || final[4] !== 0 || sends.length === 0) return;
  const asked = [...sends, ...edits].filter(({ outcome }) => outcome !== 'fail');
  const standing = asked.filter((op) => contentOf(op) === final[3]);
  if (standing.length === 0) {
    report('R11', channel, `${id} ends with a text that nobody gave it.`, [
      ...asked.map(({ invoke }) => invoke),
      log.found,
    ]);
    return;
  }
  const first = edits[0];
  if (!first || areDoubled(facts, first.from)) return;
  const possible = lastWords(edits);
  if (possible.length === 0 || possible.some((op) => contentOf(op) === final[3])) return;
  if (facts.ops.some(({ asked: { do: how, ...rest } }) => isWish(how) && 'id' in rest && rest.id.startsWith(id)))
    return;
  const proof = possible.flatMap(({ invoke, answer }) => [invoke, answer]);
  report('R11', channel, `An edit of ${id} was granted, and an earlier text stands at the end.`, [...proof, log.found]);
}

/** What was refused, and is tried again or given up by the person. */
function isWish(how: string): boolean {
  return how === 'discard' || how === 'retry';
}

function contentOf({ asked }: Op): string | null {
  return 'content' in asked ? asked.content : null;
}

/** R12: nothing that is told as deleted has a text, and no event that was made after the deletion, and no table. */
function checkDeleted({ facts, messages, report }: Judged): void {
  const told = new Set<string>();
  eachSighting(facts, (channel, _, row, found) => {
    if (row[4] === 0 || row[3] === '' || row[6] === 1 || told.has(row[0])) return;
    told.add(row[0]);
    report('R12', channel, `${row[0]} is told as deleted, with its text.`, [found]);
  });
  for (const { found, heard } of facts.payloads.values()) {
    const row = rowOfEvent(found.line.event);
    const deleted = row && messages.get(row[0])?.deleted;
    const position = found.line.event['seq'];
    if (!row || !deleted || row[4] !== 0 || !isAfter(position, deleted.row)) continue;
    const words = `${row[0]} was deleted at ${deleted.row[2]}, and the event of ${String(position)} has its text.`;
    report('R12', String(found.line.event['channelId']), words, [deleted.found, found, heard[0]]);
  }
  for (const { row, found } of facts.tables.get('Message') ?? []) {
    if (row['deletedAt'] === undefined || row['deletedAt'] === null) continue;
    if (!hasBody(row)) continue;
    report('R12', String(row['channelId']), `${String(row['id'])} is deleted, and its text is in the table.`, [
      onlyRow(found, row),
    ]);
  }
}

function isAfter(position: unknown, deleted: Row | readonly unknown[]): boolean {
  return typeof position === 'number' && position > Number(deleted[2]);
}

function hasBody({ content, attachments }: Readonly<Record<string, unknown>>): boolean {
  return (typeof content === 'string' && content !== '') || (Array.isArray(attachments) && attachments.length > 0);
}

/** A scan's line holds many rows; one of them proves it. */
export function onlyRow(found: Found, row: Readonly<Record<string, unknown>>): Found {
  const { line } = found;
  return line.kind === 'scan' ? { ...found, line: { ...line, rows: [row] } } : found;
}
