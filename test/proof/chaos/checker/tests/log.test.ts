import { expect, it } from 'vitest';
import { digestOf, type Found } from '../../history-files.ts';
import { checkLines } from '../check.ts';
import { tellsOf } from './tells-of.ts';
import { append, edited as one, late, queued, renamed, swapSeqs, withLine } from './spoils.ts';
import { ada, bob, channelId as channel, spoil, story } from './story.ts';

const isAny = () => true;

tellsOf('R1', [
  [
    'M3 was stored, and is not in the final log',
    spoil('final', isAny, (line) => ({ ...line, rows: line.rows.filter(([id]) => id !== 'M3') })),
  ],
  [
    'M4 was stored, and is not in the final log',
    (lines) => [
      ...spoil('final', isAny, (line) => ({ ...line, rows: line.rows.filter(([id]) => id !== 'M4') }))(lines),
    ],
  ],
  [
    'M1 is in the table, and no page has it',
    spoil('final', isAny, (line) => ({ ...line, rows: line.rows.filter(([id]) => id !== 'M1') })),
  ],
]);

tellsOf('R2', [
  [
    'M4 is there, and nobody sent it',
    spoil(
      'invoke',
      ({ asked }) => 'id' in asked && asked.id === 'M4',
      () => null,
    ),
  ],
  [
    'M3 is in the log, though its send was refused',
    spoil(
      'ok',
      ({ row }) => row?.[0] === 'M3',
      ({ at, op }) => ({ kind: 'fail', at, op, code: 'FORBIDDEN' }),
    ),
  ],
]);

tellsOf('R3', [
  [
    'M3 is twice in what was read',
    spoil(
      'final',
      ({ how }) => how === 'down',
      (line) => ({ ...line, rows: line.rows.flatMap((row) => (row[0] === 'M3' ? [row, row] : [row])) }),
    ),
  ],
  [
    'M1 is shown twice',
    spoil(
      'frame',
      ({ rows, by }) => by === bob && rows?.[0]?.[0] === 'M1',
      (line) => ({ ...line, doubled: ['M1'] }),
    ),
  ],
]);

tellsOf('R4', [
  [
    'M2 was told at position 2 and at 9',
    spoil(
      'frame',
      ({ rows, by }) => by === bob && rows?.[0]?.[0] === 'M2',
      (line) => ({ ...line, rows: [['M2', 9, 9, digestOf('two'), 0, '', 0]] }),
    ),
  ],
  [
    'Position 1 was told to be M1 and X',
    spoil(
      'frame',
      ({ isFirst, by }) => by === bob && isFirst === true,
      (line) => ({ ...line, rows: [['X', 1, 1, one, 0, '', 0]] }),
    ),
  ],
  [
    'Reading up, M3 comes after M4',
    spoil(
      'final',
      ({ how }) => how === 'up',
      (line) => ({ ...line, rows: line.rows.toReversed() }),
    ),
  ],
  [
    'Reading sync leaves out M3',
    spoil(
      'final',
      ({ how }) => how === 'sync',
      (line) => ({ ...line, rows: line.rows.filter(([id]) => id !== 'M3') }),
    ),
  ],
  [
    'M2 is shown after one of a higher',
    spoil(
      'frame',
      ({ rows }) => rows?.[0]?.[0] === 'M2',
      (line) => ({ ...line, misplaced: ['M2'] }),
    ),
  ],
]);

tellsOf('R5', [
  [
    'Positions 4 to 4 are neither told nor declared',
    spoil(
      'final',
      ({ how }) => how === 'sync',
      (line) => ({ ...line, holes: line.holes?.filter(([from]) => from !== 4) ?? [] }),
    ),
  ],
  [
    'Position 3 is declared a hole, and M3',
    spoil(
      'final',
      ({ how }) => how === 'sync',
      (line) => ({ ...line, holes: [[3, 3], ...(line.holes ?? [])] }),
    ),
  ],
  [
    'positions are holes, and',
    spoil('final', isAny, (line) => ({
      ...line,
      headSeq: 1e12,
      completeThrough: 1e12,
      holes: [[10, 1e12], ...(line.holes ?? [])],
    })),
  ],
  [
    'A message is at 8, and the channel’s head is 5',
    spoil('final', isAny, (line) => ({ ...line, headSeq: 5, completeThrough: 5 })),
  ],
]);

tellsOf('R9', [
  [
    'M2 was queued before M1',
    (lines) =>
      lines.map((found) => renamed(found, { M1: 'M2', M2: 'M1' }, ({ kind }) => kind === 'invoke' || kind === 'ok')),
  ],
  [
    'M4 was queued before M1',
    (lines) => lines.map((found) => renamed(found, { M1: 'M4', M4: 'M1' }, ({ kind }) => kind === 'invoke')),
  ],
]);

it('lets what a person gave up come later than what was queued after it', () => {
  const isOfPost = ({ kind }: { kind: string }) => kind === 'invoke' || kind === 'ok';
  const swapped = story().map((found) => renamed(found, { M1: 'M2', M2: 'M1' }, isOfPost));
  const givenUp = {
    kind: 'invoke',
    at: late,
    by: ada,
    op: 'op98',
    asked: { do: 'discard', channel, id: 'M2' },
  } as const;
  const isOfOrder = ({ invariant }: { invariant: string }) => invariant === 'R9';
  expect(checkLines(swapped).some(isOfOrder)).toBe(true);
  expect(checkLines(withLine(ada, givenUp)(swapped)).some(isOfOrder)).toBe(false);
});

tellsOf('R10', [
  ['M3 was stored before M4 was sent', swapSeqs('M3', 'M4', 3, 8)],
  ['M1 was stored before M2 was sent', swapSeqs('M1', 'M2', 1, 2)],
]);

tellsOf('R17', [
  ['M9 was queued, and is neither stored', (lines) => [...lines, ...queued('M9')]],
  ['M4 is shown as refused, and is stored', append(ada, { pending: [['M4', 'refused', 'FORBIDDEN']] })],
]);

it('lets a copy of what was refused be stored once its sender has the right again, and not before', () => {
  const isOfM4 = ({ line }: Found) => line.kind === 'payload' && JSON.stringify(line.event).includes('"M4"');
  const storedAt = story().find(isOfM4)?.line.at ?? NaN;
  const pending = [['M4', 'refused', '{"code":"CHANNEL_NOT_FOUND"}']] as const;
  const refused = withLine(ada, { kind: 'frame', at: storedAt - 15, by: ada, channel, pending })(story());
  const given = (at: number) =>
    withLine('runner', { kind: 'access', at, person: 'ada', channel, mayRead: true, from: at, by: at })(refused);
  const isTold = (lines: readonly Found[]) =>
    checkLines(lines).some(({ words }) => words.startsWith('M4 is shown as refused'));
  expect([isTold(refused), isTold(given(storedAt - 10)), isTold(given(storedAt + 10))]).toEqual([true, false, true]);
});

tellsOf('R18', [
  [
    'M3 was told with two times',
    spoil(
      'ok',
      ({ op }) => op === 'op4',
      (line) => ({
        ...line,
        row: [...(line.row ?? []).slice(0, 8), '2026-01-01T00:00:00.000Z'] as unknown as NonNullable<typeof line.row>,
      }),
    ),
  ],
  [
    'M3 was sent with one text and answered with another',
    spoil(
      'invoke',
      ({ op }) => op === 'op4',
      (line) => ({ ...line, asked: { do: 'send', channel, id: 'M3', content: 'other' } }),
    ),
  ],
  [
    'ada sent M3, and was answered with a message of bob',
    spoil(
      'invoke',
      ({ op }) => op === 'op4',
      (line) => ({ ...line, by: ada }),
    ),
  ],
]);

tellsOf('R22', [
  [
    'is above the channel’s counter',
    spoil(
      'scan',
      ({ table }) => table === 'Channel',
      (line) => ({ ...line, rows: line.rows.map((row) => ({ ...row, headSeq: 4 })) }),
    ),
  ],
  [
    'counts 2 people and has 1',
    spoil(
      'scan',
      ({ table }) => table === 'ChannelMember',
      (line) => ({ ...line, rows: line.rows.slice(1) }),
    ),
  ],
  [
    'A reaction is on a message that is not there',
    spoil(
      'scan',
      ({ table }) => table === 'Reaction',
      (line) => ({ ...line, rows: [{ messageId: 'M7', channelId: channel, emoji: '👍', userId: 'bob' }] }),
    ),
  ],
]);
