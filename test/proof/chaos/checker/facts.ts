import type {
  AccessLine,
  Asked,
  DrainedLine,
  FailLine,
  FaultLine,
  FinalLine,
  FrameLine,
  HealedLine,
  HeardLine,
  InfoLine,
  InvokeLine,
  OkLine,
  OutboxLine,
  PayloadLine,
  ResourcesLine,
  RosterLine,
  RunLine,
  SessionLine,
} from '../history.ts';
import type { Found } from '../history-files.ts';

/** A history, put in order for those who judge it. */
export interface Facts {
  readonly run: Found<RunLine> | null;
  readonly sessions: ReadonlyMap<string, Session>;
  /** By the time at which they began. */
  readonly ops: readonly Op[];
  readonly views: readonly View[];
  /** By file and number, `history:7`. */
  readonly payloads: ReadonlyMap<string, Payload>;
  readonly faults: readonly Fault[];
  /** By `accessKey`, by time. */
  readonly access: ReadonlyMap<string, readonly AccessLine[]>;
  readonly rosters: readonly Found<RosterLine>[];
  /** The last one of each session. */
  readonly outboxes: ReadonlyMap<string, Found<OutboxLine>>;
  readonly finals: readonly Found<FinalLine>[];
  /** By table. Empty = the run was not scanned. */
  readonly tables: ReadonlyMap<string, readonly TableRow[]>;
  readonly resources: readonly Found<ResourcesLine>[];
  readonly healed: Found<HealedLine> | null;
  readonly drained: Found<DrainedLine> | null;
}

export interface Session {
  readonly found: Found<SessionLine>;
  readonly person: string;
  readonly device: string;
  /** Infinity = it lived to the end. */
  readonly until: number;
}

export interface Op {
  readonly id: string;
  readonly by: string;
  readonly person: string;
  /** Undefined for a foreign sender. */
  readonly device: string | undefined;
  readonly asked: Asked;
  readonly from: number;
  /** Infinity = it was never answered. */
  readonly until: number;
  /** `kept`: the device answered, not the service. */
  readonly outcome: 'ok' | 'kept' | 'fail' | 'unknown';
  readonly invoke: Found<InvokeLine>;
  readonly answer: Found<OkLine | FailLine | InfoLine> | null;
}

/** What one opened timeline showed. */
export interface View {
  readonly by: string;
  readonly person: string;
  readonly device: string;
  readonly channel: string;
  readonly frames: readonly Found<FrameLine>[];
  /** When it was closed, opened anew, or its session ended. Infinity = it was there at the end. */
  readonly until: number;
}

export interface Payload {
  readonly found: Found<PayloadLine>;
  readonly heard: Found<HeardLine>[];
}

export interface Fault {
  readonly what: string;
  readonly on: string | undefined;
  readonly from: number;
  /** Infinity = it never ended. */
  readonly until: number;
}

export interface TableRow {
  readonly row: Readonly<Record<string, unknown>>;
  readonly found: Found;
}

export function accessKey(person: string, channel: string): string {
  return `${person} ${channel}`;
}

/** Collects lines in any order of files; each file's own must rise. */
export function collectFacts(): { see: (found: Found) => void; facts: () => Facts } {
  let run: Facts['run'] = null;
  let healed: Facts['healed'] = null;
  let drained: Facts['drained'] = null;
  const sessionLines = new Map<string, Found<SessionLine>>();
  const ends = new Map<string, number>();
  const invokes: Found<InvokeLine>[] = [];
  const answers = new Map<string, Found<OkLine | FailLine | InfoLine>>();
  const frames = new Map<string, Found<FrameLine>[][]>();
  const payloads = new Map<string, Payload>();
  const faults = new Map<number, { -readonly [Key in keyof Fault]: Fault[Key] }>();
  const access = new Map<string, AccessLine[]>();
  const rosters: Found<RosterLine>[] = [];
  const outboxes = new Map<string, Found<OutboxLine>>();
  const finals: Found<FinalLine>[] = [];
  const tables = new Map<string, TableRow[]>();
  const resources: Found<ResourcesLine>[] = [];

  function see({ line, file, number }: Found): void {
    switch (line.kind) {
      case 'run':
        run = { line, file, number };
        break;
      case 'session':
        sessionLines.set(line.by, { line, file, number });
        break;
      case 'end':
        ends.set(line.by, line.at);
        break;
      case 'invoke':
        invokes.push({ line, file, number });
        break;
      case 'ok':
      case 'fail':
      case 'info':
        answers.set(line.op, { line, file, number });
        break;
      case 'frame': {
        const views = listIn(frames, `${line.by} ${line.channel}`);
        if (line.isFirst || views.length === 0) views.push([]);
        views.at(-1)?.push({ line, file, number });
        break;
      }
      case 'outbox':
        outboxes.set(line.by, { line, file, number });
        break;
      case 'roster':
        rosters.push({ line, file, number });
        break;
      case 'payload':
        payloads.set(`${file}:${line.n}`, { found: { line, file, number }, heard: [] });
        break;
      case 'heard':
        payloads.get(`${file}:${line.n}`)?.heard.push({ line, file, number });
        break;
      case 'fault':
        noteFault(line);
        break;
      case 'access':
        listIn(access, accessKey(line.person, line.channel)).push(line);
        break;
      case 'healed':
        healed = { line, file, number };
        break;
      case 'drained':
        drained = { line, file, number };
        break;
      case 'final':
        finals.push({ line, file, number });
        break;
      case 'scan': {
        const found = { line, file, number };
        const rows = listIn(tables, line.table);
        for (const row of line.rows) rows.push({ row, found });
        break;
      }
      case 'resources':
        resources.push({ line, file, number });
        break;
      default:
        line satisfies never;
    }
  }

  function noteFault({ n, phase, what, on, at }: FaultLine): void {
    const known = faults.get(n) ?? { what, on, from: at, until: Infinity };
    if (phase === 'begin') known.from = at;
    else known.until = at;
    faults.set(n, known);
  }

  function opOf(invoke: Found<InvokeLine>): Op {
    const { by, op, asked, at, person } = invoke.line;
    const session = sessionLines.get(by)?.line;
    const answer = answers.get(op) ?? null;
    return {
      id: op,
      by,
      person: session?.person ?? person ?? by,
      device: session?.device,
      asked,
      from: at,
      until: answer?.line.at ?? Infinity,
      outcome: outcomeOf(answer?.line),
      invoke,
      answer,
    };
  }

  function facts(): Facts {
    const sessions = new Map<string, Session>();
    for (const [by, found] of sessionLines) {
      const { person, device } = found.line;
      sessions.set(by, { found, person, device, until: ends.get(by) ?? Infinity });
    }
    const ops = invokes.map(opOf).sort((a, b) => a.from - b.from);
    const closes = ops.filter(({ asked }) => asked.do === 'close');
    const views = [...frames.values()].flatMap((all) =>
      all.map((one, index): View => {
        // `see` makes no view without a frame.
        const { by, channel, at } = one[0]!.line;
        const session = sessions.get(by);
        const close = closes.find((op) => op.by === by && op.asked.channel === channel && op.from >= at);
        const until = Math.min(
          close?.from ?? Infinity,
          all[index + 1]?.[0]?.line.at ?? Infinity,
          session?.until ?? Infinity,
        );
        return { by, channel, frames: one, until, person: session?.person ?? by, device: session?.device ?? by };
      }),
    );
    for (const lines of access.values()) lines.sort((a, b) => a.from - b.from);
    return {
      ...{ run, sessions, ops, views, payloads, access, rosters, outboxes, finals, tables, resources, healed, drained },
      faults: [...faults.values()].sort((a, b) => a.from - b.from),
    };
  }

  return { see, facts };
}

function outcomeOf(answer: OkLine | FailLine | InfoLine | undefined): Op['outcome'] {
  if (!answer || answer.kind === 'info') return 'unknown';
  if (answer.kind === 'fail') return 'fail';
  return answer.isKept ? 'kept' : 'ok';
}

/** The list under a key, made where there is none. */
export function listIn<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  let list = lists.get(key);
  if (!list) lists.set(key, (list = []));
  return list;
}
