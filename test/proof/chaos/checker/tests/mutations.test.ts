import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FinalLine, StoredRow } from '../../history.ts';
import type { Found } from '../../history-files.ts';
import { checkLines } from '../check.ts';
import { type Dice, diceOf } from './dice.ts';
import { modelRun } from './model-run.ts';

/** Does one thing wrong in a run that was right. Null = there is nothing in it to do so with. */
type Mutation = (lines: readonly Found[], dice: Dice) => readonly Found[] | null;

const mutations: Readonly<Record<string, Mutation>> = {
  'a message is lost': (lines, dice) => {
    const row = anyOf(rowsOf(lines), dice);
    return row && inFinals(lines, (rows) => rows.filter(([id]) => id !== row[0]));
  },
  'a message is lost to one reader': (lines, dice) => {
    const row = anyOf(rowsOf(lines), dice);
    const how = dice.pick(['down', 'up', 'sync'] as const);
    return row && inFinals(lines, (rows, line) => (line.how === how ? rows.filter(([id]) => id !== row[0]) : rows));
  },
  'a message is there twice': (lines, dice) => {
    const row = anyOf(rowsOf(lines), dice);
    const how = dice.pick(['down', 'up'] as const);
    return (
      row &&
      inFinals(lines, (rows, line) =>
        line.how === how ? rows.flatMap((one) => (one[0] === row[0] ? [one, one] : [one])) : rows,
      )
    );
  },
  'two messages change places': (lines, dice) => {
    const rows = rowsOf(lines).filter(([, seq], index, all) => seq < (all[index + 1]?.[1] ?? 0));
    const first = anyOf(rows, dice);
    if (!first) return null;
    const second = rowsOf(lines)[rowsOf(lines).indexOf(first) + 1];
    if (!second) return null;
    const place = new Map([
      [first[0], second[1]],
      [second[0], first[1]],
    ]);
    return inFinals(lines, (all) => all.map((row) => changed(row, { 1: place.get(row[0]) ?? row[1] })));
  },
  'a deleted message is there again': (lines, dice) => {
    const row = anyOf(
      rowsOf(lines).filter(([, , , , deletedAt]) => deletedAt !== 0),
      dice,
    );
    return (
      row && inFinals(lines, (rows) => rows.map((one) => (one[0] === row[0] ? changed(one, { 3: 'text', 4: 0 }) : one)))
    );
  },
  'a message says something else': (lines, dice) => {
    const row = anyOf(
      rowsOf(lines).filter(([, , , , deletedAt]) => deletedAt === 0),
      dice,
    );
    return (
      row && inFinals(lines, (rows) => rows.map((one) => (one[0] === row[0] ? changed(one, { 3: 'other' }) : one)))
    );
  },
  'a message is sent after what came after it': (lines, dice) => {
    const rows = rowsOf(lines);
    const row = anyOf(
      rows.filter(([, seq], index) => seq < (rows[index + 1]?.[1] ?? 0)),
      dice,
    );
    if (!row) return null;
    const end = Math.max(...lines.map(({ line }) => line.at));
    return lines.map((found) => {
      const { line } = found;
      const isIt =
        line.kind === 'invoke' && (line.asked.do === 'post' || line.asked.do === 'send') && line.asked.id === row[0];
      return isIt ? { ...found, line: { ...line, at: end } } : found;
    });
  },
  'a screen misses a message for good': (lines, dice) => {
    const frames = lines.flatMap(({ line }) => (line.kind === 'frame' && line.rows ? [line] : []));
    const frame = anyOf(frames, dice);
    const row = frame?.rows?.[0];
    const ended = lines.some(({ line }) => line.kind === 'frame' && line.by === frame?.by && line.error !== undefined);
    if (!frame || !row || ended) return null;
    return lines.map((found) => {
      const { line } = found;
      if (line.kind !== 'frame' || line.by !== frame.by || !line.rows) return found;
      return { ...found, line: { ...line, rows: line.rows.filter(([id]) => id !== row[0]) } };
    });
  },
  'a screen goes back to an earlier version': (lines, dice) => {
    const shown = new Map<string, Found[]>();
    for (const found of lines) {
      if (found.line.kind !== 'frame') continue;
      for (const [id] of found.line.rows ?? []) {
        const key = `${found.line.by} ${id}`;
        shown.set(key, [...(shown.get(key) ?? []), found]);
      }
    }
    const twice = anyOf(
      [...shown].filter(([, all]) => all.length > 1),
      dice,
    );
    if (!twice) return null;
    const [key, all] = twice;
    const [earlier, later] = [all[0], all.at(-1)];
    const id = key.split(' ')[1] ?? '';
    if (earlier?.line.kind !== 'frame' || later?.line.kind !== 'frame') return null;
    const old = earlier.line.rows?.find(([one]) => one === id);
    const isReopened = lines.some(
      ({ line }) => line.kind === 'frame' && line.isFirst && key.startsWith(`${line.by} `) && line.at > earlier.line.at,
    );
    if (!old || isReopened) return null;
    const { line } = later;
    const again = { file: later.file, number: 9_999, line: { ...line, rows: [old], pendingGone: [] } };
    const index = lines.indexOf(later);
    return [...lines.slice(0, index + 1), again, ...lines.slice(index + 1)];
  },
  'a hole is not declared': (lines, dice) => {
    const syncs = lines.flatMap(({ line }) => (line.kind === 'final' && (line.holes?.length ?? 0) > 0 ? [line] : []));
    const hole = anyOf(anyOf(syncs, dice)?.holes ?? [], dice);
    return (
      hole &&
      lines.map((found) => {
        const { line } = found;
        return line.kind === 'final' && line.holes
          ? { ...found, line: { ...line, holes: line.holes.filter((one) => one !== hole) } }
          : found;
      })
    );
  },
  'a reaction is forgotten': (lines, dice) => {
    const rows = lines.flatMap(({ line }) => (line.kind === 'scan' && line.table === 'Reaction' ? line.rows : []));
    const row = anyOf(rows, dice);
    return (
      row &&
      lines.map((found) => {
        const { line } = found;
        return line.kind === 'scan'
          ? { ...found, line: { ...line, rows: line.rows.filter((one) => one !== row) } }
          : found;
      })
    );
  },
  'a marker goes back': (lines) => {
    if (!lines.some(({ line }) => line.kind === 'ok' && (line.marker?.lastReadSeq ?? 0) > 0)) return null;
    const isRejoined = lines.filter(({ line }) => line.kind === 'access').length > 6;
    if (isRejoined) return null;
    return lines.map((found) => {
      const { line } = found;
      if (line.kind !== 'roster') return found;
      return { ...found, line: { ...line, channels: line.channels.map(([id]) => [id, 0, 0, 0] as const) } };
    });
  },
  'an event is cut down': (lines, dice) => {
    const payload = anyOf(
      lines.filter(({ line }) => line.kind === 'payload' && line.event['message']),
      dice,
    );
    return (
      payload &&
      lines.map((found) => {
        const { line } = found;
        return found === payload && line.kind === 'payload'
          ? { ...found, line: { ...line, event: { ...line.event, message: { id: 'x' } } } }
          : found;
      })
    );
  },
  'an outsider hears an event': (lines, dice) => {
    const payload = anyOf(
      lines.filter(({ line }) => line.kind === 'payload' && line.event['channelId'] === 'w1_secret'),
      dice,
    );
    if (payload?.line.kind !== 'payload') return null;
    const { at, n } = payload.line;
    const heard = { ...payload, line: { kind: 'heard', at, person: 'cyd', channel: 'w1_secret', n } as const };
    const index = lines.indexOf(payload);
    return [...lines.slice(0, index + 1), heard, ...lines.slice(index + 1)];
  },
  'a queued message is forgotten': (lines, dice) => {
    const posts = lines.flatMap(({ line }) =>
      line.kind === 'invoke' && line.asked.do === 'post' ? [line.asked.id] : [],
    );
    const id = anyOf(posts, dice);
    if (!id || !rowsOf(lines).some((row) => row[0] === id)) return null;
    return inFinals(without(lines, id), (rows) => rows.filter((row) => row[0] !== id));
  },
};

for (const [name, mutate] of Object.entries(mutations)) {
  it(`notices that ${name}`, () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const lines = mutate(modelRun(seed), diceOf(seed));
        fc.pre(lines !== null);
        expect(checkLines(lines).length).toBeGreaterThan(0);
      }),
      { numRuns: 30, maxSkipsPerRun: 1_000 },
    );
  });
}

function anyOf<Item>(items: readonly Item[], dice: Dice): Item | null {
  return items.length === 0 ? null : dice.pick(items);
}

/** Both channels', each rising. */
function rowsOf(lines: readonly Found[]): StoredRow[] {
  return lines.flatMap(({ line }) => (line.kind === 'final' && line.how === 'up' ? line.rows : []));
}

function inFinals(
  lines: readonly Found[],
  change: (rows: readonly StoredRow[], line: FinalLine) => readonly StoredRow[],
): Found[] {
  return lines.map((found) => {
    const { line } = found;
    return line.kind === 'final' ? { ...found, line: { ...line, rows: change(line.rows, line) } } : found;
  });
}

function changed(row: StoredRow, fields: Readonly<Record<number, unknown>>): StoredRow {
  // Only fields of the same type are given.
  return row.map((value, index) => (index in fields ? fields[index] : value)) as unknown as StoredRow;
}

/** As if the service had never had the message: nobody saw it. */
function without(lines: readonly Found[], id: string): Found[] {
  return lines.flatMap((found): Found[] => {
    const { line } = found;
    if (line.kind === 'frame') {
      const rows = line.rows?.filter((row) => row[0] !== id) ?? [];
      const pending = line.pending?.filter((row) => row[0] !== id || row[1] !== 'sent') ?? [];
      return [{ ...found, line: { ...line, rows, pending } }];
    }
    if (line.kind === 'payload' && JSON.stringify(line.event).includes(`"${id}"`)) {
      return [{ ...found, line: { ...line, event: { ...line.event, message: null } } }];
    }
    if (line.kind === 'ok') {
      if (line.row?.[0] === id) return [];
      return [{ ...found, line: { ...line, ...(line.rows && { rows: line.rows.filter((row) => row[0] !== id) }) } }];
    }
    return [found];
  });
}
