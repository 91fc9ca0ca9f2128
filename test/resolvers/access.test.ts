import { describe, expect, test } from 'vitest';
import type { ChannelRow, WorkspaceRole } from '../../generated/models.ts';
import { type ChannelAction, type Verdict, judge } from '../../resolvers/lib/access.ts';

type Kind = 'public' | 'private' | 'dm' | 'archived';
type Person = 'owner' | 'admin' | 'member' | 'guest' | 'outsider';

/**
 * The rule, cell by cell: what each person in the workspace may do with each kind of channel, as one of its members and as
 * none. An outsider is not in the workspace; a left-over membership of the channel is worth nothing.
 */
const table: Record<ChannelAction, Record<Kind, Record<Person, [inside: Verdict, outside: Verdict]>>> = {
  read: {
    public: {
      owner: ['allowed', 'allowed'],
      admin: ['allowed', 'allowed'],
      member: ['allowed', 'allowed'],
      guest: ['allowed', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
    private: {
      owner: ['allowed', 'hidden'],
      admin: ['allowed', 'hidden'],
      member: ['allowed', 'hidden'],
      guest: ['allowed', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
    dm: {
      owner: ['allowed', 'hidden'],
      admin: ['allowed', 'hidden'],
      member: ['allowed', 'hidden'],
      guest: ['allowed', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
    archived: {
      owner: ['allowed', 'allowed'],
      admin: ['allowed', 'allowed'],
      member: ['allowed', 'allowed'],
      guest: ['allowed', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
  },
  write: {
    public: {
      owner: ['allowed', 'allowed'],
      admin: ['allowed', 'allowed'],
      member: ['allowed', 'allowed'],
      guest: ['allowed', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
    private: {
      owner: ['allowed', 'hidden'],
      admin: ['allowed', 'hidden'],
      member: ['allowed', 'hidden'],
      guest: ['allowed', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
    dm: {
      owner: ['allowed', 'hidden'],
      admin: ['allowed', 'hidden'],
      member: ['allowed', 'hidden'],
      guest: ['allowed', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
    archived: {
      owner: ['archived', 'archived'],
      admin: ['archived', 'archived'],
      member: ['archived', 'archived'],
      guest: ['archived', 'hidden'],
      outsider: ['hidden', 'hidden'],
    },
  },
};

const roles: Record<Person, WorkspaceRole | null> = {
  owner: 'OWNER',
  admin: 'ADMIN',
  member: 'MEMBER',
  guest: 'GUEST',
  outsider: null,
};

const channel = (kind: Kind): ChannelRow => ({
  id: 'w_c',
  workspaceId: 'w',
  isPrivate: kind === 'private' || kind === 'dm',
  isDm: kind === 'dm',
  memberCount: 2,
  headSeq: 0,
  messageCount: 0,
  clock: 0,
  audienceEpoch: 1,
  createdBy: 'u',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...(kind === 'archived' ? { archivedAt: '2026-02-01T00:00:00.000Z' } : {}),
});

describe('who may do what with a channel', () => {
  for (const action of Object.keys(table) as ChannelAction[]) {
    for (const kind of Object.keys(table[action]) as Kind[]) {
      for (const person of Object.keys(roles) as Person[]) {
        const [inside, outside] = table[action][kind][person];
        for (const [isMember, verdict] of [
          [true, inside],
          [false, outside],
        ] as const) {
          const place = isMember ? 'in it' : 'not in it';
          test(`${action}, ${kind} channel, ${person} ${place}: ${verdict}`, () => {
            expect(judge(action, { channel: channel(kind), role: roles[person], isMember })).toBe(verdict);
          });
        }
      }
    }
  }
  test('a channel that is not there is hidden from everybody', () => {
    expect(judge('read', { channel: null, role: 'OWNER', isMember: true })).toBe('hidden');
  });
});
