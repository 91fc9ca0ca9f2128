import { cpus } from 'node:os';
import { median } from './measure/statistics.ts';
import type { Connect } from './workloads/connect.ts';
import type { FanOut } from './workloads/fan-out.ts';
import type { Send } from './workloads/send.ts';
import type { Start } from './workloads/start.ts';

/** What each round measured; the peers of a round ran one after the other, so that ratios within it mean something. */
export interface Round {
  readonly fanOut: readonly FanOut[];
  readonly send: readonly Send[];
  readonly connect: readonly Connect[];
}

export interface Results {
  readonly date: string;
  readonly node: string;
  readonly cores: string;
  /** Of the last minute at the beginning, without anything of ours. */
  readonly loadBefore: number;
  readonly rounds: readonly Round[];
  readonly start: Start;
}

/** Whether something that was asked for is so: the median of the rounds against its bound. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export function goalsOf({ rounds, start }: Results): Goal[] {
  const sizes = [...new Set(rounds.flatMap(({ fanOut }) => fanOut.map(({ subscribers }) => subscribers)))];
  const ratio = <Row>(
    rows: (round: Round) => readonly Row[],
    is: (row: Row, peer: string) => boolean,
    peer: string,
    of: (row: Row) => number,
  ) =>
    median(
      rounds.flatMap((round) => {
        const [ours, theirs] = ['parley', peer].map((name) => rows(round).find((row) => is(row, name)));
        return ours && theirs ? [of(ours) / of(theirs)] : [];
      }),
    );
  const fanOut = (mode: FanOut['mode'], size: number, peer: string, of: (row: FanOut) => number) =>
    ratio(
      (round) => round.fanOut,
      (row, name) => row.peer === name && row.mode === mode && row.subscribers === size,
      peer,
      of,
    );
  const send = (peer: string) =>
    ratio(
      (round) => round.send,
      (row, name) => row.peer === name,
      peer,
      (row) => row.cpuUsPerSend,
    );
  const connect = (peer: string, of: (row: Connect) => number) =>
    ratio(
      (round) => round.connect,
      (row, name) => row.peer === name,
      peer,
      of,
    );
  const cpu = (row: FanOut) => row.cpuUsPerDelivery;
  return [
    ...sizes.flatMap((size): Goal[] => [
      {
        name: `fan-out to ${size}: CPU per delivery ÷ bare ws`,
        value: fanOut('paced', size, 'bare-ws', cpu),
        atMost: 1.5,
      },
      {
        name: `fan-out to ${size} under backlog: CPU per delivery ÷ bare ws`,
        value: fanOut('backlog', size, 'bare-ws', cpu),
        atMost: 1,
      },
      {
        name: `fan-out to ${size} under backlog: deliveries a second ÷ simulator`,
        value: fanOut('backlog', size, 'simulator', (row) => row.deliveriesPerSecond),
        atLeast: 4,
      },
    ]),
    { name: 'send: CPU ÷ yoga', value: send('yoga'), atMost: 0.8 },
    { name: 'send: CPU ÷ simulator', value: send('simulator-store'), atMost: 0.05 },
    {
      name: '1,000 connect and subscribe: CPU per client ÷ yoga',
      value: connect('yoga', (row) => row.cpuMsPerClient),
      atMost: 0.7,
    },
    {
      name: 'memory per idle subscribed socket ÷ bare ws',
      value: connect('bare-ws', (row) => row.bytesPerSocket),
      atMost: 2,
    },
    { name: 'warm start, seconds', value: median(start.warmMs) / 1000, atMost: 2 },
    { name: 'cold start, seconds', value: start.coldMs / 1000, atMost: 6 },
  ];
}

export function isMet({ value, atMost = Infinity, atLeast = -Infinity }: Goal): boolean {
  return value <= atMost && value >= atLeast;
}

/** The results as a page of Markdown. */
export function report(results: Results): string {
  const { rounds, date, node, cores, loadBefore, start } = results;
  return [
    '# The local AppSync beside its peers',
    '',
    `${date}, Node ${node}, ${cores}, load before ${loadBefore.toFixed(1)}. Medians of ${rounds.length} rounds; ratios are taken within`,
    'a round. CPU is that of the server’s process alone. `npm run bench:local` writes this page.',
    '',
    '## Goals',
    '',
    table(
      ['goal', 'wanted', 'measured', ''],
      goalsOf(results).map((goal) => [
        goal.name,
        goal.atMost === undefined ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`,
        goal.value.toFixed(goal.value < 0.1 ? 3 : 2),
        isMet(goal) ? 'met' : '**missed**',
      ]),
    ),
    '',
    '## Fan-out of one channel',
    '',
    'Events by the publishing mutation; `paced` waits for the last delivery, `backlog` has 32 events under way.',
    '',
    table(
      ['peer', 'subscribers', 'mode', 'CPU µs per delivery', 'deliveries/s', 'p50 ms', 'p99 ms'],
      grouped(
        rounds.flatMap(({ fanOut }) => fanOut),
        ({ subscribers, mode, peer }) => `${subscribers} ${mode} ${peer}`,
      ).map((rows) => [
        rows[0]?.peer ?? '',
        String(rows[0]?.subscribers ?? ''),
        rows[0]?.mode ?? '',
        ...middle(rows, 'cpuUsPerDelivery', 1),
        ...middle(rows, 'deliveriesPerSecond', 0),
        ...middle(rows, 'p50Ms', 1),
        ...middle(rows, 'p99Ms', 1),
      ]),
    ),
    '',
    '## A send',
    '',
    '200 channels of 5 subscribers, 20 people sending. Parley: four data-source calls; the peers one read and one put.',
    '',
    table(
      ['peer', 'CPU µs per send', 'store µs per send', 'sends/s', 'deliveries per send', 'p50 ms', 'p99 ms'],
      grouped(
        rounds.flatMap(({ send }) => send),
        ({ peer }) => peer,
      ).map((rows) => [
        rows[0]?.peer ?? '',
        ...middle(rows, 'cpuUsPerSend', 0),
        ...middle(rows, 'storeUsPerSend', 0),
        ...middle(rows, 'sendsPerSecond', 0),
        ...middle(rows, 'deliveriesPerSend', 0),
        ...middle(rows, 'p50Ms', 0),
        ...middle(rows, 'p99Ms', 0),
      ]),
    ),
    '',
    '## 1,000 clients connect and subscribe',
    '',
    table(
      ['peer', 'CPU ms per client', 'all subscribed ms', 'kB per socket', 'of it held', 'idle MB', 'start ms'],
      grouped(
        rounds.flatMap(({ connect }) => connect),
        ({ peer }) => peer,
      ).map((rows) => [
        rows[0]?.peer ?? '',
        ...middle(rows, 'cpuMsPerClient', 2),
        ...middle(rows, 'allSubscribedMs', 0),
        ...middle(
          rows.map((row) => ({ kilobytes: row.bytesPerSocket / 1024 })),
          'kilobytes',
          1,
        ),
        ...middle(
          rows.map((row) => ({ held: row.heapPerSocket / 1024 })),
          'held',
          1,
        ),
        ...middle(
          rows.map((row) => ({ megabytes: row.idleBytes / 1024 / 1024 })),
          'megabytes',
          0,
        ),
        ...middle(rows, 'startMs', 0),
      ]),
    ),
    '',
    `Start of the whole product: cold ${seconds(start.coldMs)}, warm ${start.warmMs.map(seconds).join(', ')}; warm, but with`,
    `nothing kept, so that the demo data is written each time, ${start.memoryMs.map(seconds).join(', ')}.`,
    '',
  ].join('\n');
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()];
}

/** The median, and between which values the rounds lie. */
function middle<Name extends string>(
  rows: readonly Readonly<Record<Name, number>>[],
  name: Name,
  digits: number,
): string[] {
  const values = rows.map((row) => row[name]);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits));
  return [rows.length === 1 ? (least ?? '') : `${median(values).toFixed(digits)} (${least}–${most})`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

export function coresOf(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`;
}
