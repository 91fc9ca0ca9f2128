import { digestOf } from '../../history-files.ts';
import { tellsOf } from './tells-of.ts';
import { append, late, slower } from './spoils.ts';
import { ada, bob, spoil } from './story.ts';

const isAny = () => true;

tellsOf('R6', [
  [
    'bob.laptop#0 showed M1 as of 6, and then as of 1',
    append(bob, { rows: [['M1', 1, 1, digestOf('one'), 0, '', 0]] }),
  ],
  ['showed up to 8, and then only up to 3', append(ada, { gone: ['M4'] })],
]);

tellsOf('R7', [
  [
    'bob.laptop#0 was live for',
    (lines) =>
      slower(50)(
        spoil(
          'frame',
          ({ by, rows }) => by === bob && rows?.[0]?.[0] === 'M2',
          () => null,
        )(lines),
      ),
  ],
  [
    'was live for',
    (lines) =>
      slower(100)(
        spoil(
          'frame',
          ({ by, rows }) => by === ada && rows?.[0]?.[0] === 'M3',
          () => null,
        )(lines),
      ),
  ],
]);

tellsOf('R8', [
  [
    'Their own message M3 at 3 is not in the page',
    spoil(
      'ok',
      ({ rows }) => rows !== undefined,
      (line) => ({ ...line, rows: line.rows?.filter(([id]) => id !== 'M3') ?? [] }),
    ),
  ],
  ['showed M2 at 2, and then no more', append(ada, { gone: ['M2'] })],
]);

tellsOf('R15', [
  [
    'was live and showed M4 only',
    (lines) =>
      slower(30)(
        spoil(
          'frame',
          ({ by, rows }) => by === bob && rows?.[0]?.[0] === 'M4',
          (line) => ({ ...line, at: late }),
        )(lines),
      ),
  ],
  [
    'was live and showed M3 only',
    (lines) =>
      slower(20)(
        spoil(
          'frame',
          ({ by, rows }) => by === ada && rows?.[0]?.[0] === 'M3',
          (line) => ({ ...line, at: late }),
        )(lines),
      ),
  ],
]);

tellsOf('R19', [
  [
    'said that it was live for',
    (lines) =>
      slower(100)(
        spoil(
          'frame',
          ({ by, rows }) => by === bob && rows?.[0]?.[0] === 'M4',
          () => null,
        )(lines),
      ),
  ],
  [
    'said that it was live for',
    (lines) =>
      slower(200)(
        spoil(
          'frame',
          ({ by, rows }) => by === ada && rows?.[0]?.[0] === 'M4',
          () => null,
        )(lines),
      ),
  ],
]);

tellsOf('R21', [
  ['Not all came to rest', spoil('drained', isAny, (line) => ({ ...line, isComplete: false }))],
  ['may read, and ends reconnecting', append(bob, { status: 'reconnecting' })],
  [
    'does not show M4 at 8',
    spoil(
      'frame',
      ({ by, rows }) => by === bob && rows?.[0]?.[0] === 'M4',
      () => null,
    ),
  ],
  [
    'has 9 sockets more',
    spoil(
      'resources',
      ({ when, by }) => when === 'after' && by === ada,
      (line) => ({ ...line, sockets: 10 }),
    ),
  ],
]);
