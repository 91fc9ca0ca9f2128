import { digestOf } from '../../history-files.ts';
import { tellsOf } from './tells-of.ts';
import { append, edited as one, heardBy, late, retexted, roster, slower, withLine } from './spoils.ts';
import { ada, bob, channelId as channel, spoil } from './story.ts';

const isAny = () => true;

tellsOf('R11', [
  [
    'M3 was told in two ways as of 3',
    spoil(
      'frame',
      ({ by, rows }) => by === ada && rows?.[0]?.[0] === 'M3',
      (line) => ({ ...line, rows: [['M3', 3, 3, 'other', 0, '', 0]] }),
    ),
  ],
  ['M2 was deleted, and is there again as of 8', append(bob, { rows: [['M2', 2, 8, digestOf('two'), 0, '', 0]] })],
  [
    'M1 was told as of 6, and ends as of 5',
    spoil('final', isAny, (line) => ({
      ...line,
      rows: line.rows.map((row) =>
        row[0] === 'M1' ? [row[0], row[1], 5, row[3], row[4], '', 0, row[7], row[8]] : row,
      ),
    })),
  ],
  ['M1 ends with a text that nobody gave it', (lines) => lines.map((found) => retexted(found, one, 'other'))],
]);

tellsOf('R12', [
  [
    'M2 was deleted, and a read that began later has its text',
    spoil(
      'ok',
      ({ rows }) => rows !== undefined,
      (line) => ({
        ...line,
        rows: line.rows?.map((row) =>
          row[0] === 'M2' ? [...row.slice(0, 3), digestOf('two'), 0, ...row.slice(5)] : row,
        ) as typeof line.rows & object,
      }),
    ),
  ],
  [
    'M2 is deleted, and its text is in the table',
    spoil(
      'scan',
      ({ table }) => table === 'Message',
      (line) => ({ ...line, rows: line.rows.map((row) => ({ ...row, content: 'two' })) }),
    ),
  ],
  ['M2 is told as deleted, with its text', append(bob, { rows: [['M2', 2, 7, digestOf('two'), 5, '', 0]] })],
]);

tellsOf('R13', [
  [
    'M1 counts 1 of 👍, and 0 people',
    spoil(
      'scan',
      ({ table }) => table === 'Reaction',
      (line) => ({ ...line, rows: [] }),
    ),
  ],
  [
    'bob put 👍 on M1 last, and it is not there',
    (lines) =>
      spoil('final', isAny, (line) => ({
        ...line,
        rows: line.rows.map((row) =>
          row[0] === 'M1' ? [...row.slice(0, 5), '', ...row.slice(6)] : row,
        ) as unknown as typeof line.rows,
      }))(
        spoil(
          'scan',
          ({ table }) => table === 'Reaction',
          (line) => ({ ...line, rows: [] }),
        )(lines),
      ),
  ],
  [
    'ada is told that 👍 on M1 is theirs',
    spoil('final', isAny, (line) => ({
      ...line,
      rows: line.rows.map((row) =>
        row[0] === 'M1' ? [...row.slice(0, 5), '👍:1:1', ...row.slice(6)] : row,
      ) as unknown as typeof line.rows,
    })),
  ],
]);

tellsOf('R14', [
  ['cyd heard position 3', heardBy('cyd', 3)],
  [
    'bob read w1_open without a right',
    spoil(
      'access',
      ({ person }) => person === 'bob',
      (line) => ({ ...line, mayRead: false }),
    ),
  ],
  [
    'bob heard position 8, made 1000 ms or more after',
    (lines) =>
      slower(10)(
        withLine('runner', { kind: 'access', at: 250, person: 'bob', channel, mayRead: false, from: 250, by: 260 })(
          lines,
        ),
      ),
  ],
]);

tellsOf('R16', [
  [
    'bob read up to 3, and was answered 1',
    spoil(
      'ok',
      ({ marker }) => marker !== undefined,
      (line) => ({ ...line, marker: { lastReadSeq: 1, unreadCount: 0 } }),
    ),
  ],
  [
    'bob read up to 3, and the marker is at 2',
    spoil(
      'roster',
      ({ person }) => person === 'bob',
      (line) => ({ ...line, channels: [[channel, 2, 2, 0]] }),
    ),
  ],
  [
    'bob has 0 unread after 3, where 1 messages follow',
    spoil(
      'roster',
      ({ person }) => person === 'bob',
      (line) => ({ ...line, channels: [[channel, 3, 0, 0]] }),
    ),
  ],
  [
    'showed w1_open as read up to 3, and then up to 2',
    (lines) => withLine(bob, roster(late + 1, 2))(withLine(bob, roster(late, 3))(lines)),
  ],
]);

tellsOf('R20', [
  [
    'lacks its message’s content',
    spoil(
      'payload',
      ({ n }) => n === 2,
      (line) => ({ ...line, event: { ...line.event, message: { id: 'M3', channelId: channel } } }),
    ),
  ],
  [
    'of MESSAGE_SENT has no message',
    spoil(
      'payload',
      ({ n }) => n === 0,
      (line) => ({ ...line, event: { ...line.event, message: null } }),
    ),
  ],
  [
    'ada listens to w1_other, and was told of w1_open',
    spoil(
      'heard',
      ({ person, n }) => person === 'ada' && n === 0,
      (line) => ({ ...line, channel: 'w1_other' }),
    ),
  ],
]);
