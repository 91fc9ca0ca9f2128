import { describe, expect, test } from 'vitest';
import type { ChannelRow, WorkspaceRole } from '../../generated/models.ts';
import { type ChannelAction, type Verdict, isInCharge, judge } from '../../resolvers/lib/access.ts';

/** In the order of the columns. Each of them as one who is in the channel, then as one who is not. */
const people = [
  'owner',
  'admin',
  'creator',
  'member',
  'creatorNowGuest',
  'guest',
  // Not in the workspace; a left-over membership of the channel is worth nothing, nor is having made it.
  'outsider',
] as const;
type Person = (typeof people)[number];
type Kind = 'public' | 'private' | 'dm' | 'archivedPublic' | 'archivedPrivate';

const verdicts: Readonly<Record<string, Verdict>> = {
  '+': 'allowed',
  '.': 'hidden',
  D: 'fixed',
  M: 'membersOnly',
  R: 'role',
  A: 'archived',
};

/** The rule, cell by cell: what each person may do with each kind of channel. */
// prettier-ignore
const table: Record<ChannelAction, Record<Kind, string>> = {
  //                  own adm cre mem crG gue out
  read: {
    public:          '++  ++  ++  ++  +.  +.  ..',
    private:         '+.  +.  +.  +.  +.  +.  ..',
    dm:              '+.  +.  +.  +.  +.  +.  ..',
    archivedPublic:  '++  ++  ++  ++  +.  +.  ..',
    archivedPrivate: '+.  +.  +.  +.  +.  +.  ..',
  },
  write: {
    public:          '++  ++  ++  ++  +.  +.  ..',
    private:         '+.  +.  +.  +.  +.  +.  ..',
    dm:              '+.  +.  +.  +.  +.  +.  ..',
    archivedPublic:  'AA  AA  AA  AA  A.  A.  ..',
    archivedPrivate: 'A.  A.  A.  A.  A.  A.  ..',
  },
  markRead: {
    public:          '+M  +M  +M  +M  +.  +.  ..',
    private:         '+.  +.  +.  +.  +.  +.  ..',
    dm:              '+.  +.  +.  +.  +.  +.  ..',
    archivedPublic:  '+M  +M  +M  +M  +.  +.  ..',
    archivedPrivate: '+.  +.  +.  +.  +.  +.  ..',
  },
  join: {
    public:          '++  ++  ++  ++  +.  +.  ..',
    private:         '+.  +.  +.  +.  +.  +.  ..',
    dm:              'D.  D.  D.  D.  D.  D.  ..',
    archivedPublic:  'AA  AA  AA  AA  A.  A.  ..',
    archivedPrivate: 'A.  A.  A.  A.  A.  A.  ..',
  },
  leave: {
    public:          '+M  +M  +M  +M  +.  +.  ..',
    private:         '+.  +.  +.  +.  +.  +.  ..',
    dm:              'D.  D.  D.  D.  D.  D.  ..',
    archivedPublic:  'AM  AM  AM  AM  A.  A.  ..',
    archivedPrivate: 'A.  A.  A.  A.  A.  A.  ..',
  },
  addMember: {
    public:          '+M  +M  +M  +M  R.  R.  ..',
    private:         '+.  +.  +.  +.  R.  R.  ..',
    dm:              'D.  D.  D.  D.  D.  D.  ..',
    archivedPublic:  'AM  AM  AM  AM  R.  R.  ..',
    archivedPrivate: 'A.  A.  A.  A.  R.  R.  ..',
  },
  removeMember: {
    public:          '++  ++  ++  RR  R.  R.  ..',
    private:         '+.  +.  +.  R.  R.  R.  ..',
    dm:              'D.  D.  D.  D.  D.  D.  ..',
    archivedPublic:  'AA  AA  AA  RR  R.  R.  ..',
    archivedPrivate: 'A.  A.  A.  R.  R.  R.  ..',
  },
  configure: {
    public:          '++  ++  ++  RR  R.  R.  ..',
    private:         '+.  +.  +.  R.  R.  R.  ..',
    dm:              'D.  D.  D.  D.  D.  D.  ..',
    archivedPublic:  'AA  AA  AA  RR  R.  R.  ..',
    archivedPrivate: 'A.  A.  A.  R.  R.  R.  ..',
  },
  archive: {
    public:          '++  ++  ++  RR  R.  R.  ..',
    private:         '+.  +.  +.  R.  R.  R.  ..',
    dm:              'D.  D.  D.  D.  D.  D.  ..',
    archivedPublic:  '++  ++  ++  RR  R.  R.  ..',
    archivedPrivate: '+.  +.  +.  R.  R.  R.  ..',
  },
};

const roles: Record<Person, WorkspaceRole | null> = {
  owner: 'OWNER',
  admin: 'ADMIN',
  creator: 'MEMBER',
  member: 'MEMBER',
  creatorNowGuest: 'GUEST',
  guest: 'GUEST',
  outsider: null,
};

const channelOf = (kind: Kind, person: Person): ChannelRow => ({
  id: 'w_c',
  workspaceId: 'w',
  isPrivate: kind !== 'public' && kind !== 'archivedPublic',
  isDm: kind === 'dm',
  ...(kind === 'dm' ? { members: ['u', 'v'] } : {}),
  memberCount: 2,
  headSeq: 0,
  messageCount: 0,
  clock: 0,
  audienceEpoch: 1,
  workspaceEpoch: 1,
  senders: {},
  sends: {},
  createdBy: person === 'creator' || person === 'creatorNowGuest' || person === 'outsider' ? 'u' : 'v',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...(kind.startsWith('archived') ? { archivedAt: '2026-02-01T00:00:00.000Z' } : {}),
});

describe('who may do what with a channel', () => {
  for (const action of Object.keys(table) as ChannelAction[]) {
    for (const [kind, row] of Object.entries(table[action]) as [Kind, string][]) {
      const letters = row.replaceAll(' ', '');
      test(`${action}, ${kind}: the row has a letter for each person, in it and not`, () => {
        expect(letters).toHaveLength(2 * people.length);
      });
      people.forEach((person, column) => {
        for (const isMember of [true, false]) {
          const verdict = verdicts[letters[2 * column + (isMember ? 0 : 1)] ?? ''];
          test(`${action}, ${kind} channel, ${person} ${isMember ? 'in it' : 'not in it'}: ${verdict}`, () => {
            const standing = { userId: 'u', channel: channelOf(kind, person), role: roles[person], isMember };
            expect(verdict).toBeDefined();
            expect(judge(action, standing)).toBe(verdict);
          });
        }
      });
    }
    test(`${action}: what is not there is hidden from everybody`, () => {
      for (const person of people) {
        for (const isMember of [true, false]) {
          expect(judge(action, { userId: 'u', channel: null, role: roles[person], isMember })).toBe('hidden');
        }
      }
    });
  }
});

describe('who is in charge of a channel', () => {
  const cases: [person: Person, isInCharge: boolean][] = [
    ['owner', true],
    ['admin', true],
    ['creator', true],
    ['member', false],
    ['creatorNowGuest', false],
    ['guest', false],
    ['outsider', false],
  ];
  for (const [person, expected] of cases) {
    test(`${person}: ${expected ? 'yes' : 'no'}`, () => {
      expect(isInCharge({ userId: 'u', role: roles[person] }, channelOf('public', person))).toBe(expected);
    });
  }
});
