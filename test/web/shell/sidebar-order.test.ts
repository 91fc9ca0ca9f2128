import { describe, expect, test } from 'vitest';
import { sidebarLists, sidebarOrder } from '../../../web/src/shell/sidebar-order.ts';
import { place } from './places.ts';

const ids = (places: readonly { channel: { id: string } }[]) => places.map(({ channel }) => channel.id.slice(7));
const dm = (id: string, lastMessageAt: string | null) => place(id, { isDm: true, lastMessageAt });
const old = place('old', { archivedAt: '2026-02-01T00:00:00.000Z' });

describe('the sidebar', () => {
  test('keeps channels as they come, and direct messages by the last one written', () => {
    const places = [
      dm('quiet', null),
      place('b'),
      dm('today', '2026-03-02T00:00:00.000Z'),
      place('a'),
      dm('yesterday', '2026-03-01T00:00:00.000Z'),
    ];
    expect(ids(sidebarOrder(places))).toEqual(['b', 'a', 'today', 'yesterday', 'quiet']);
  });

  test('leaves archived channels out', () => expect(ids(sidebarLists([old, place('a')]).channels)).toEqual(['a']));

  test('lists an archived channel that is open', () => {
    expect(ids(sidebarLists([old], 'harbor_old').channels)).toEqual(['old']);
  });

  test('lists an archived channel that holds something unread', () => {
    expect(ids(sidebarLists([{ ...old, unreadCount: 1 }]).channels)).toEqual(['old']);
  });
});
