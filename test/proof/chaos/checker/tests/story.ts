import type { Asked, Line, StoredRow } from '../../history.ts';
import { digestOf, type Found } from '../../history-files.ts';
import { endOf } from './model-end.ts';
import { apply, eventOf, modelChannel, storedRow, take } from './model-service.ts';

const wall = Date.UTC(2026, 10, 22, 12);
export const channelId = 'w1_open';
export const ada = 'ada.phone#0';
export const bob = 'bob.laptop#0';

/**
 * A small run in which all goes well, for tests to spoil. Ada posts M1, M2, M4 and edits M1; Bob sends M3 twice, reacts to M1, and reads;
 * Ada deletes M2. Cyd has no right to the channel. Times are 100 ms apart.
 */
export function story(): Found[] {
  const lines: Found[] = [];
  const numbers = new Map<string, number>();
  let at = 0;
  let ops = 0;
  let payloads = 0;
  const channel = modelChannel(channelId, ['ada', 'bob'], true);

  function write(file: string, line: Line): void {
    const number = (numbers.get(file) ?? 0) + 1;
    numbers.set(file, number);
    lines.push({ file, number, line });
  }

  function ask(by: string, asked: Asked, isQueued = false): void {
    at += 100;
    const op = `op${++ops}`;
    const person = by === ada ? 'ada' : 'bob';
    const told = 'content' in asked ? { ...asked, content: digestOf(asked.content) } : asked;
    write(by, { kind: 'invoke', at, by, op, asked: told });
    if (isQueued && 'id' in asked) {
      write(by, { kind: 'ok', at: at + 10, op, isKept: true });
      write(by, { kind: 'frame', at: at + 11, by, channel: channelId, pending: [[asked.id, 'queued']] });
    }
    const event = apply(channel, asked, person, wall + at);
    const message = 'id' in asked ? channel.messages.get(asked.id) : undefined;
    if (event) {
      const n = payloads++;
      const payload = structuredClone(eventOf(channel, event, person));
      write('proxy', { kind: 'payload', at: at + 30, n, event: payload });
      for (const [one, whose] of [
        [ada, 'ada'],
        [bob, 'bob'],
      ] as const) {
        write('proxy', { kind: 'heard', at: at + 30, person: whose, by: one, channel: channelId, n });
        if (!message) continue;
        const [id, seq, rev, content, deletedAt, reactions] = storedRow(message, null);
        const pendingGone = one === by && isQueued ? { pendingGone: [id] } : {};
        const rows = [[id, seq, rev, content, deletedAt, reactions, 0]] as const;
        write(one, { kind: 'frame', at: at + 40, by: one, channel: channelId, rows, ...pendingGone });
      }
    }
    if (isQueued) return;
    const marker = channel.members.get(person);
    const answer =
      asked.do === 'markRead' && marker ? { marker: { lastReadSeq: marker.lastReadSeq, unreadCount: 0 } } : {};
    const row = message && asked.do !== 'react' ? { row: storedRow(message, person) } : {};
    const rows = asked.do === 'read' ? { rows: logOf('bob').toReversed() } : {};
    write(by, { kind: 'ok', at: at + 50, op, ...answer, ...row, ...rows });
  }

  function logOf(person: string): StoredRow[] {
    return [...channel.messages.values()].map((message) => storedRow(message, person));
  }

  write('runner', { kind: 'run', at, seed: 0, wall, plan: {} });
  for (const person of ['ada', 'bob', 'cyd']) {
    write('runner', { kind: 'access', at, person, channel: channelId, mayRead: person !== 'cyd', from: at, by: at });
  }
  for (const by of [ada, bob]) {
    const [person = '', device = ''] = by.split('.');
    write(by, { kind: 'session', at, by, person, device, number: 0, wall });
    write(by, { kind: 'resources', at, by, when: 'before', sockets: 1, timers: 3 });
    const flags = { isFirst: true, status: 'live', hasNewer: false, hasOlder: false } as const;
    write(by, { kind: 'frame', at, by, channel: channelId, ...flags });
  }
  ask(ada, { do: 'post', channel: channelId, id: 'M1', content: 'one' }, true);
  ask(ada, { do: 'post', channel: channelId, id: 'M2', content: 'two' }, true);
  ask(bob, { do: 'send', channel: channelId, id: 'M3', content: 'three' });
  ask(bob, { do: 'send', channel: channelId, id: 'M3', content: 'three' });
  ask(ada, { do: 'edit', channel: channelId, id: 'M1', content: 'ONE' });
  ask(bob, { do: 'react', channel: channelId, id: 'M1', emoji: '👍', isOn: true });
  ask(ada, { do: 'delete', channel: channelId, id: 'M2' });
  ask(ada, { do: 'post', channel: channelId, id: 'M4', content: 'four' }, true);
  ask(bob, { do: 'read', channel: channelId, how: 'newest' });
  ask(bob, { do: 'markRead', channel: channelId, seq: 3 });
  // A position that came to nothing.
  take(channel, wall + at);
  at += 100;
  write('runner', { kind: 'healed', at });
  at += 100;
  write('runner', { kind: 'drained', at, isComplete: true });
  at += 10;
  for (const line of endOf([channel], ['ada', 'bob'], at)) write('runner', line);
  for (const by of [ada, bob]) write(by, { kind: 'resources', at, by, when: 'after', sockets: 1, timers: 3 });
  return lines;
}

/** The lines with those of one kind changed that `which` picks: by another line, by several, or by none. */
export function spoil<Kind extends Line['kind']>(
  kind: Kind,
  which: (line: Extract<Line, { kind: Kind }>) => boolean,
  into: (line: Extract<Line, { kind: Kind }>) => Line | readonly Line[] | null,
): (lines: readonly Found[]) => Found[] {
  return (lines) => {
    let spoiled = 0;
    const result = lines.flatMap((found): Found[] => {
      // The kind says which member of the union it is.
      const line = found.line as Extract<Line, { kind: Kind }>;
      if (line.kind !== kind || !which(line)) return [found];
      spoiled += 1;
      const next = into(line);
      const all = next === null ? [] : Array.isArray(next) ? (next as readonly Line[]) : [next as Line];
      return all.map((one) => ({ ...found, line: one }));
    });
    if (spoiled === 0) throw new Error(`There was no ${kind} to spoil.`);
    return result;
  };
}
