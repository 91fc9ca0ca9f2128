import type { Asked, Line, PendingRow, Row } from '../../history.ts';
import { digestOf, type Found } from '../../history-files.ts';
import { diceOf } from './dice.ts';
import { endOf } from './model-end.ts';
import { apply, eventOf, modelChannel, type ModelChannel, storedRow, take, type Told } from './model-service.ts';

interface Device {
  readonly by: string;
  readonly person: string;
  readonly channel: ModelChannel;
  readonly shown: Map<string, Row>;
  /** In the order of queueing; the first is sent next. */
  readonly queue: Asked[];
  isLive: boolean;
  /** Lost the right, and did not begin anew. */
  isOut: boolean;
}

const wallAtZero = Date.UTC(2026, 10, 22, 12);
const emoji = ['👍', '🎉'];

/** The lines of a run that keeps every promise: the same for the same seed. `operations` default: 40. */
export function modelRun(seed: number, operations = 40): Found[] {
  const dice = diceOf(seed);
  const lines: Found[] = [];
  const numbers = new Map<string, number>();
  const due: { at: number; then: () => void }[] = [];
  let at = 1_000;
  let ids = 0;
  let payloads = 0;
  const sends = new Map<string, Asked>();

  function write(file: string, line: Line): void {
    const number = (numbers.get(file) ?? 0) + 1;
    numbers.set(file, number);
    lines.push({ file, number, line });
  }
  function later(ms: number, then: () => void): void {
    due.push({ at: at + ms, then });
  }
  function pass(until: number): void {
    for (;;) {
      due.sort((a, b) => a.at - b.at);
      const next = due[0];
      if (!next || next.at > until) break;
      due.shift();
      at = Math.max(at, next.at);
      next.then();
    }
    at = Math.max(at, until);
  }
  const wall = () => Math.floor(wallAtZero + at);

  const people = ['ada', 'bob', 'cyd'];
  const open = modelChannel('w1_open', people, false);
  const secret = modelChannel('w1_secret', ['ada', 'bob'], true);
  const channels = [open, secret];
  write('runner', { kind: 'run', at, seed, wall: wallAtZero + at, plan: { operations } });
  const devices: Device[] = [];
  for (const channel of channels) {
    for (const person of people) {
      const mayRead = channel.members.has(person);
      write('runner', { kind: 'access', at, person, channel: channel.id, mayRead, from: at, by: at });
      if (mayRead) devices.push(deviceOf(`${person}.${channel.id}#0`, person, channel));
    }
  }
  for (let step = 0; step < operations; step += 1) {
    act(dice.pick(devices));
    pass(at + dice.whole(1, 400));
  }
  write('runner', { kind: 'healed', at });
  pass(at + 5_000);
  for (const device of devices) if (!device.isLive) catchUp(device);
  pass(at + 5_000);
  write('runner', { kind: 'drained', at, isComplete: true });
  for (const line of endOf(channels, people, at)) write('runner', line);
  return lines;

  function deviceOf(by: string, person: string, channel: ModelChannel): Device {
    const device: Device = { by, person, channel, shown: new Map(), queue: [], isLive: true, isOut: false };
    write(by, { kind: 'session', at, by, person, device: by, number: 0, wall: wallAtZero + at });
    write(by, {
      ...{
        kind: 'frame',
        at,
        by,
        channel: channel.id,
        isFirst: true,
        status: 'live',
        hasOlder: false,
        hasNewer: false,
      },
    });
    return device;
  }

  function act(device: Device): void {
    const { channel } = device;
    const all = [...channel.messages.values()];
    const own = all.filter(({ author }) => author === device.person);
    const roll = dice.whole(1, 100);
    const content = `text ${dice.whole(1, 1e9)}`;
    if (roll <= 35) post(device, { do: 'post', channel: channel.id, id: newId(), content });
    else if (roll <= 45) ask(device, { do: 'send', channel: channel.id, id: newId(), content });
    else if (roll <= 48 && own.length > 0) sendAgain(device, dice.pick(own).id);
    else if (roll <= 58 && own.length > 0)
      ask(device, { do: 'edit', channel: channel.id, id: dice.pick(own).id, content });
    else if (roll <= 63 && own.length > 0) ask(device, { do: 'delete', channel: channel.id, id: dice.pick(own).id });
    else if (roll <= 76 && all.length > 0) {
      const { id } = dice.pick(all);
      ask(device, { do: 'react', channel: channel.id, id, emoji: dice.pick(emoji), isOn: dice.percent(60) });
    } else if (roll <= 84) ask(device, { do: 'markRead', channel: channel.id, seq: dice.whole(0, channel.head) });
    else if (roll <= 92) read(device);
    else if (roll <= 95) take(channel, wall(), true);
    else if (roll <= 97) lose(device);
    else churn();
  }

  function newId(): string {
    return `M${String(++ids).padStart(6, '0')}`;
  }

  function invoke(device: Device, asked: Asked): string {
    const op = `${device.by}/${numbers.get(device.by)}`;
    // Histories hold what stands for a text.
    const told = 'content' in asked ? { ...asked, content: digestOf(asked.content) } : asked;
    write(device.by, { kind: 'invoke', at, by: device.by, op, asked: told });
    return op;
  }

  /** Asked of the service, which does it in between. */
  function ask(device: Device, asked: Asked): void {
    const op = invoke(device, asked);
    const isLost = dice.percent(5);
    if (asked.do === 'send') sends.set(asked.id, asked);
    later(dice.whole(1, 30), () => {
      if (!device.channel.members.has(device.person)) return void fail(device, op);
      const known = 'id' in asked ? device.channel.messages.get(asked.id) : undefined;
      if ((asked.do === 'edit' || asked.do === 'react') && (!known || known.deletedAt !== null))
        return void fail(device, op);
      const told = apply(device.channel, asked, device.person, wall());
      const marker = device.channel.members.get(device.person);
      const message = 'id' in asked ? device.channel.messages.get(asked.id) : undefined;
      const row = message && asked.do !== 'react' ? storedRow(message, device.person) : undefined;
      const answered =
        marker && asked.do === 'markRead' ? { lastReadSeq: marker.lastReadSeq, unreadCount: 0 } : undefined;
      if (told) publish(device.channel, told, device.person);
      later(dice.whole(1, 30), () => {
        if (isLost) return write(device.by, { kind: 'info', at, op, code: 'NETWORK' });
        write(device.by, { kind: 'ok', at, op, ...(row && { row }), ...(answered && { marker: answered }) });
      });
    });
  }

  function fail(device: Device, op: string): void {
    write(device.by, { kind: 'fail', at, op, code: 'FORBIDDEN' });
  }

  function sendAgain(device: Device, id: string): void {
    const first = sends.get(id);
    if (first) ask(device, first);
  }

  function post(device: Device, asked: Asked & { do: 'post' }): void {
    const op = invoke(device, asked);
    later(dice.whole(1, 5), () => {
      write(device.by, { kind: 'ok', at, op, isKept: true });
      device.queue.push(asked);
      pending(device, [asked.id, 'queued']);
      if (device.queue.length === 1) flush(device);
    });
  }

  function flush(device: Device): void {
    const asked = device.queue[0];
    if (!asked || asked.do !== 'post') return;
    later(dice.whole(1, 100), () => {
      if (!device.channel.members.has(device.person)) {
        pending(device, [asked.id, 'refused', 'CHANNEL_NOT_FOUND']);
      } else {
        const told = apply(device.channel, asked, device.person, wall());
        if (told) publish(device.channel, told, device.person);
        if (!device.shown.has(asked.id)) pending(device, [asked.id, 'sent']);
      }
      device.queue.shift();
      flush(device);
    });
  }

  function pending(device: Device, row: PendingRow): void {
    write(device.by, { kind: 'frame', at, by: device.by, channel: device.channel.id, pending: [row] });
  }

  function publish(channel: ModelChannel, told: Told, actor: string): void {
    const event = eventOf(channel, told, actor);
    const n = payloads++;
    write('proxy', { kind: 'payload', at, n, event });
    const row = told.message && storedRow(told.message, null);
    for (const device of devices) {
      if (device.channel !== channel || !device.isLive || !channel.members.has(device.person)) continue;
      later(dice.whole(1, 120), () => {
        if (!device.isLive) return;
        write('proxy', { kind: 'heard', at, person: device.person, by: device.by, channel: channel.id, n });
        if (row) show(device, [row]);
      });
    }
  }

  /** What is newer than what is shown; never two frames for nothing. */
  function show(device: Device, told: readonly (readonly [...Row, ...unknown[]])[], status?: string): void {
    const rows = told
      .filter(([id, , rev]) => (device.shown.get(id)?.[2] ?? -1) < rev)
      .map(([id, seq, rev, content, deletedAt, reactions]): Row => [id, seq, rev, content, deletedAt, reactions, 0]);
    for (const row of rows) device.shown.set(row[0], row);
    if (rows.length === 0 && status === undefined) return;
    const pendingGone = rows.map(([id]) => id);
    write(device.by, {
      ...{ kind: 'frame', at, by: device.by, channel: device.channel.id, rows, pendingGone },
      ...(status !== undefined && { status }),
    });
  }

  function read(device: Device): void {
    const op = invoke(device, { do: 'read', channel: device.channel.id, how: 'newest' });
    later(dice.whole(1, 30), () => {
      if (!device.channel.members.has(device.person)) return void fail(device, op);
      const all = [...device.channel.messages.values()].sort((a, b) => b.seq - a.seq).slice(0, 10);
      const rows = all.map((message) => storedRow(message, device.person));
      later(dice.whole(1, 30), () => write(device.by, { kind: 'ok', at, op, rows }));
    });
  }

  function lose(device: Device): void {
    if (!device.isLive) return;
    device.isLive = false;
    write(device.by, { kind: 'frame', at, by: device.by, channel: device.channel.id, status: 'reconnecting' });
    later(dice.whole(500, 3_000), () => catchUp(device));
  }

  function catchUp(device: Device): void {
    if (device.isLive || device.isOut) return;
    device.isLive = true;
    show(
      device,
      [...device.channel.messages.values()].map((message) => storedRow(message, device.person)),
      'live',
    );
  }

  /** Bob leaves the private channel, or comes back. */
  function churn(): void {
    const from = at;
    const isThere = secret.members.has('bob');
    const device = devices.find(({ channel, person }) => channel === secret && person === 'bob');
    if (!device) return;
    take(secret, wall());
    if (isThere) {
      secret.members.delete('bob');
      device.isLive = false;
      device.isOut = true;
      write(device.by, {
        kind: 'frame',
        at,
        by: device.by,
        channel: secret.id,
        status: 'offline',
        error: 'CHANNEL_NOT_FOUND',
      });
    } else secret.members.set('bob', { lastReadSeq: secret.head, readCount: secret.messageCount });
    const by = at + dice.whole(1, 50);
    write('runner', { kind: 'access', at, person: 'bob', channel: secret.id, mayRead: !isThere, from, by });
    if (isThere) return;
    later(by - at + 60, () => reopen(device));
  }

  function reopen(device: Device): void {
    if (device.isLive || !device.channel.members.has(device.person)) return;
    device.isLive = true;
    device.isOut = false;
    device.shown.clear();
    const { by, channel } = device;
    const rows = [...channel.messages.values()].map((message): Row => {
      const [id, seq, rev, content, deletedAt, reactions] = storedRow(message, device.person);
      return [id, seq, rev, content, deletedAt, reactions, 0];
    });
    for (const row of rows) device.shown.set(row[0], row);
    write(by, {
      kind: 'frame',
      at,
      by,
      channel: channel.id,
      isFirst: true,
      status: 'live',
      hasNewer: false,
      hasOlder: false,
      rows,
    });
  }
}
