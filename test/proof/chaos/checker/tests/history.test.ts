import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Line } from '../../history.ts';
import { digestOf, openHistory, readHistory, reactionsOf } from '../../history-files.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-history-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('reads what was written, file by file, with the place of each line', () => {
  const second = openHistory(join(directory, 'b.jsonl'));
  const first = openHistory(join(directory, 'a.jsonl'));
  second.write({ kind: 'healed', at: 1 });
  first.write({ kind: 'healed', at: 3 });
  first.write({ kind: 'drained', at: 4, isComplete: true });
  first.close();
  second.close();
  writeFileSync(join(directory, 'other.log'), 'not a history');
  const found = linesOf();
  expect(found.map(({ file, number, line }) => [file, number, line.at])).toEqual([
    ['a.jsonl', 1, 3],
    ['a.jsonl', 2, 4],
    ['b.jsonl', 1, 1],
  ]);
});

it('leaves out a last line that a killed process tore', () => {
  const history = openHistory(join(directory, 'a.jsonl'));
  history.write({ kind: 'healed', at: 1 });
  history.close();
  appendFileSync(join(directory, 'a.jsonl'), '{"kind":"dra');
  expect(linesOf()).toHaveLength(1);
});

it('throws on a torn line that is not the last', () => {
  writeFileSync(join(directory, 'a.jsonl'), '{"kind":"dra\n{"kind":"healed","at":1}\n');
  expect(linesOf).toThrow(SyntaxError);
});

it('has an operation on disk before it begins, with what stands for its text', () => {
  const history = openHistory(join(directory, 'a.jsonl'));
  const asked = { do: 'post', channel: 'c', id: 'M1', content: 'Grüße 👋' } as const;
  history.write({ kind: 'frame', by: 'a', channel: 'c' });
  history.write({ kind: 'invoke', by: 'a', op: '1', asked });
  expect(linesOf().map(({ line }) => line.kind)).toEqual(['frame', 'invoke']);
  expect(linesOf()[1]?.line).toMatchObject({ asked: { ...asked, content: digestOf('Grüße 👋') } });
  history.close();
});

it('writes a payload once for all who hear it', () => {
  const history = openHistory(join(directory, 'a.jsonl'));
  for (const person of ['ada', 'bob']) history.heard({ person, channel: 'c' }, '{"seq":1}');
  history.heard({ person: 'ada', channel: 'c' }, '{"seq":2}');
  history.close();
  const told = linesOf().map(({ line }) =>
    line.kind === 'payload' || line.kind === 'heard' ? [line.kind, line.n] : [],
  );
  expect(told).toEqual([
    ['payload', 0],
    ['heard', 0],
    ['heard', 0],
    ['payload', 1],
    ['heard', 1],
  ]);
});

it('tells reactions of others, one’s own, and those of which it is not known apart', () => {
  const told = reactionsOf([
    { emoji: '👍', count: 2, reactedByMe: true },
    { emoji: '🎉', count: 1, reactedByMe: false },
    { emoji: '🚢', count: 1, reactedByMe: null },
  ]);
  expect(told).toBe('👍:2:1,🎉:1:0,🚢:1:-');
});

function linesOf(): { file: string; number: number; line: Line }[] {
  const lines: { file: string; number: number; line: Line }[] = [];
  readHistory(directory, (found) => lines.push(found));
  return lines;
}
