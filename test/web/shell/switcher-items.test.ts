import { describe, expect, test } from 'vitest';
import { type SwitcherSources, switcherItems, switcherMatches } from '../../../web/src/dialogs/switcher-items.ts';
import { place } from './places.ts';

const at = '2026-01-01T00:00:00.000Z';
const member = (userId: string, name: string) => ({
  workspaceId: 'harbor',
  userId,
  role: 'MEMBER' as const,
  createdAt: at,
  updatedAt: at,
  user: { id: userId, name, createdAt: at, updatedAt: at },
});
const names: Record<string, string> = { alice: 'Alice Moreau', bob: 'Bob Tanaka', carol: 'Carol Nwosu' };
const sources: SwitcherSources = {
  workspaces: [
    {
      workspace: { id: 'harbor', name: 'Harbor', createdBy: 'alice', createdAt: at, updatedAt: at },
      role: 'MEMBER',
      channels: [
        place('general', { lastMessageAt: '2026-03-01T00:00:00.000Z' }),
        place('design', { lastMessageAt: '2026-02-01T00:00:00.000Z' }, { unreadCount: 1 }),
        place('dm-bob', { isDm: true, isPrivate: true, members: ['alice', 'bob'] }, { unreadCount: 4 }),
        place('garage', { archivedAt: at }),
      ],
    },
  ],
  browsed: [place('general').channel, place('boathouse').channel, place('attic', { archivedAt: at }).channel],
  members: [member('alice', 'Alice Moreau'), member('bob', 'Bob Tanaka'), member('carol', 'Carol Nwosu')],
  me: 'alice',
  openId: 'harbor_general',
  nameOf: (id) => names[id] ?? id,
};
const found = (query: string, openId: string | null = null) =>
  switcherMatches(switcherItems(sources), query, openId).map(({ kind, title }) => `${kind} ${title}`);

describe('the quick switcher', () => {
  test('offers with nothing typed the reader’s places: what calls first, then the latest, without the open one', () => {
    expect(found('', 'harbor_general')).toEqual(['place Bob Tanaka', 'place design', 'place garage']);
  });

  test('finds channels to join, but no archived ones of them', () => {
    expect(found('boat')).toEqual(['join boathouse']);
    expect(found('attic')).toEqual([]);
  });

  test('finds a person once: as the direct message that there is, or as a new one', () => {
    expect(found('bob')).toEqual(['place Bob Tanaka']);
    expect(found('carol')).toEqual(['person Carol Nwosu']);
    expect(found('alice')).toEqual([]);
  });

  test('puts what is live before what is archived, and a channel once though it is browsed too', () => {
    expect(found('ga')).toEqual(['place garage', 'place general']);
    expect(found('g')[0]).toBe('place general');
    expect(found('general')).toEqual(['place general']);
  });
});
