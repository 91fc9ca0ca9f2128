import type { Found } from '../history-files.ts';
import { listIn } from './facts.ts';
import type { Judged } from './judged.ts';

/**
 * R4, R9, R10: one order for all, which is that of sending.
 *
 * R9 holds for what the outbox sent by itself. What was refused held up nobody, so what a person tried again is left out. So is what a person
 * gave up, which holds up nobody either, though a copy that is under way may still land; and what two tabs queued at the same moment.
 */
export function checkOrder(judged: Judged): void {
  checkPositions(judged);
  checkReaders(judged);
  checkQueues(judged);
  checkRealTime(judged);
}

/** R4: a position has one message, be it born or changed there, and a message is born at one position. */
function checkPositions({ messages, report }: Judged): void {
  const taken = new Map<string, { id: string; found: Found }>();
  for (const { id, channel, births, versions } of messages.values()) {
    const [first, second] = [...births.values()];
    if (first && second) {
      const words = `${id} was told at position ${first.row[1]} and at ${second.row[1]}.`;
      report('R4', channel, words, [first.found, second.found]);
    }
    const changes = [...versions].flatMap(([rev, [one]]) => (one && !births.has(rev) ? [[rev, one] as const] : []));
    for (const [seq, { found }] of [...births, ...changes]) {
      const other = taken.get(`${channel} ${seq}`);
      if (other) {
        report('R4', channel, `Position ${seq} was told to be ${other.id} and ${id}.`, [other.found, found]);
      } else taken.set(`${channel} ${seq}`, { id, found });
    }
  }
}

/** R4: those who read down, up and by the delta have the same messages, each in its order; and so do screens. */
function checkReaders({ logs, facts, report }: Judged): void {
  for (const { channel, readings, found: against, byId } of logs.values()) {
    for (const found of readings) {
      const { how, rows } = found.line;
      const ids = new Set(rows.map(([id]) => id));
      const missing = [...byId.keys()].find((id) => !ids.has(id));
      const surplus = rows.find(([id]) => !byId.has(id));
      if (missing) report('R4', channel, `Reading ${how} leaves out ${missing}.`, [against, found]);
      if (surplus)
        report('R4', channel, `Reading ${how} has ${surplus[0]}, which reading ${against.line.how} has not.`, [
          against,
          found,
        ]);
      if (how === 'sync') continue;
      const sign = how === 'up' ? 1 : -1;
      const index = rows.findIndex(([, seq], at) => at > 0 && (seq - (rows[at - 1]?.[1] ?? 0)) * sign <= 0);
      if (index > 0) {
        report('R4', channel, `Reading ${how}, ${rows[index]?.[0]} comes after ${rows[index - 1]?.[0]}.`, [found]);
      }
    }
  }
  for (const { channel, frames } of facts.views) {
    for (const found of frames) {
      for (const id of found.line.misplaced ?? []) {
        report('R4', channel, `${id} is shown after one of a higher or the same position.`, [found]);
      }
    }
  }
}

/** R9: of two that one device queued one after the other, the first has the lower position. */
function checkQueues({ facts, messages, logs, report }: Judged): void {
  const steered = new Set<string>();
  const queues = new Map<string, Item[]>();
  for (const { asked } of facts.ops) if (asked.do === 'retry' || asked.do === 'discard') steered.add(asked.id);
  for (const op of facts.ops) {
    const { asked } = op;
    if (asked.do !== 'post' || op.outcome !== 'kept' || steered.has(asked.id)) continue;
    const seq = logs.get(asked.channel)?.byId.get(asked.id)?.[1] ?? messages.get(asked.id)?.births.keys().next().value;
    if (seq === undefined) continue;
    const queue = listIn(queues, `${op.person} ${op.device ?? op.by} ${asked.channel}`);
    queue.push({
      id: asked.id,
      channel: asked.channel,
      seq,
      from: op.from,
      until: op.until,
      begun: op.invoke,
      done: op.answer ?? op.invoke,
    });
  }
  for (const queue of queues.values()) {
    for (const [first, second] of inversions(queue)) {
      const words = `${first.id} was queued before ${second.id}, and is at ${first.seq}, the other at ${second.seq}.`;
      report('R9', first.channel, words, [first.done, second.begun, logs.get(first.channel)?.found]);
    }
  }
}

/** R10: what was sent once another was known to be stored has the higher position. */
function checkRealTime({ messages, report }: Judged): void {
  const channels = new Map<string, Item[]>();
  for (const { id, channel, sends, stored, births } of messages.values()) {
    const birth = births.values().next().value;
    const first = sends[0];
    if (!birth || !first || !stored) continue;
    listIn(channels, channel).push({
      ...{ id, channel, seq: birth.row[1], from: first.from, until: stored.at },
      ...{ begun: first.invoke, done: stored.found },
    });
  }
  for (const items of channels.values()) {
    for (const [first, second] of inversions(items)) {
      const words = `${first.id} was stored before ${second.id} was sent, and is at ${first.seq}, the other at ${second.seq}.`;
      report('R10', first.channel, words, [first.done, second.begun]);
    }
  }
}

interface Item {
  readonly id: string;
  readonly channel: string;
  readonly seq: number;
  readonly from: number;
  readonly until: number;
  readonly begun: Found;
  readonly done: Found;
}

/** Pairs of which the first was over before the second began, and yet has the higher position. One for each second. */
function inversions(items: readonly Item[]): [Item, Item][] {
  const byEnd = items.toSorted((a, b) => a.until - b.until);
  const found: [Item, Item][] = [];
  let index = 0;
  let highest: Item | undefined;
  for (const item of items.toSorted((a, b) => a.from - b.from)) {
    for (let next = byEnd[index]; next && next.until < item.from; next = byEnd[++index]) {
      if (!highest || next.seq > highest.seq) highest = next;
    }
    if (highest && highest.seq > item.seq) found.push([highest, item]);
  }
  return found;
}
