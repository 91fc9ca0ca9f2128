import type { FrameLine, Line } from '../../history.ts';
import { digestOf, type Found } from '../../history-files.ts';
import { ada, bob, channelId } from './story.ts';

export type Spoil = (lines: readonly Found[]) => Found[];

/** The story goes on at this time, after all that Ada and Bob did and before the end. */
export const late = 1_120;
export const edited = digestOf('ONE');

/** With one more frame of a session, late. */
export function append(by: string, frame: Partial<FrameLine>): Spoil {
  return withLine(by, { kind: 'frame', at: late, by, channel: channelId, ...frame });
}

export function withLine(file: string, line: Line): Spoil {
  return (lines) => [...lines, { file, number: 1_000, line }].sort((a, b) => a.line.at - b.line.at);
}

export function roster(at: number, lastReadSeq: number): Line {
  return { kind: 'roster', at, by: bob, person: 'bob', channels: [[channelId, lastReadSeq, 1, 0]] };
}

export function queued(id: string): Found[] {
  const asked = { do: 'post', channel: channelId, id, content: 'nine' } as const;
  const lines: Line[] = [
    { kind: 'invoke', at: late, by: ada, op: 'op99', asked },
    { kind: 'ok', at: late + 1, op: 'op99', isKept: true },
    { kind: 'frame', at: late + 2, by: ada, channel: channelId, pending: [[id, 'queued']] },
    { kind: 'frame', at: late + 3, by: ada, channel: channelId, pendingGone: [id] },
  ];
  return lines.map((line) => ({ file: ada, number: 1_000, line }));
}

/** Everything takes so many times as long, on the monotonic clock. */
export function slower(times: number): Spoil {
  return (lines) =>
    lines.map((found) => {
      const { line } = found;
      const at = line.at * times;
      if (line.kind === 'access') {
        return {
          ...found,
          line: { ...line, at, from: line.from * times, by: line.by === null ? null : line.by * times },
        };
      }
      // The service's own times stay as they are, and say nothing about now.
      if (line.kind === 'payload') return { ...found, line: { ...line, at, event: { ...line.event, at: null } } };
      return { ...found, line: { ...line, at } };
    });
}

export function heardBy(person: string, position: number): Spoil {
  return (lines) =>
    lines.flatMap((found): Found[] => {
      const { line } = found;
      if (line.kind !== 'payload' || line.event['seq'] !== position) return [found];
      return [found, { ...found, line: { kind: 'heard', at: line.at, person, channel: channelId, n: line.n } }];
    });
}

/** With ids changed, in the lines that are picked. */
export function renamed(found: Found, names: Readonly<Record<string, string>>, picks: (line: Line) => boolean): Found {
  if (!picks(found.line) || (found.line.kind === 'ok' && !found.line.isKept)) return found;
  const text = JSON.stringify(found.line).replace(/"id":"(M\d)"/g, (all, id: string) => `"id":"${names[id] ?? id}"`);
  // A line with other ids is a line.
  return { ...found, line: JSON.parse(text) as Line };
}

/** With the positions at which two messages were born told the other way round. */
export function swapSeqs(first: string, second: string, a: number, b: number): Spoil {
  return (lines) =>
    lines.map((found) => {
      const text = JSON.stringify(found.line)
        .replaceAll(`["${first}",${a},`, `["${first}",-1,`)
        .replaceAll(`["${second}",${b},`, `["${second}",${a},`)
        .replaceAll(`["${first}",-1,`, `["${first}",${b},`);
      // A line with other positions is a line; events would tell the old ones.
      const line = JSON.parse(text) as Line;
      return { ...found, line: line.kind === 'payload' ? { ...line, event: { ...line.event, message: null } } : line };
    });
}

export function retexted(found: Found, from: string, to: string): Found {
  if (found.line.kind === 'invoke' || found.line.kind === 'payload') return found;
  // A line with another digest is a line.
  return { ...found, line: JSON.parse(JSON.stringify(found.line).replaceAll(from, to)) as Line };
}
