import { describe, expect, test } from 'vitest';
import type { ChannelEvent, Message } from '../../../client/src/model.ts';
import type { OutboxEntry } from '../../../client/src/outbox/entry.ts';
import { emptyOverlay, overlaid, type Overlay } from '../../../client/src/timeline/overlay.ts';
import { seenEntries } from '../../../client/src/timeline/seen.ts';
import {
  emptyTimeline,
  type Timeline,
  withDelta,
  withEvents,
  withNewestPage,
} from '../../../client/src/timeline/timeline.ts';
import { type Act, ModelServer } from './model-server.ts';

const entry: OutboxEntry = {
  id: 'm1',
  kind: 'edit',
  channelId: 'w_c',
  content: 'changed',
  createdAt: 0,
  order: 1,
  version: 1,
  state: 'queued',
  attempts: 0,
};
const send: OutboxEntry = { ...entry, id: 'own', kind: 'send', content: 'Hello.' };
const like: OutboxEntry = { ...entry, id: 'm1/👍', kind: 'react', reaction: reaction(true) };

function reaction(isOn: boolean): NonNullable<OutboxEntry['reaction']> {
  return { messageId: 'm1', emoji: '👍', isOn };
}

describe('an overlay', () => {
  const { messages } = opened(serverOf(sends(3)));

  test('shows an edit, and leaves all else as it is', () => {
    const { messages: shown, changes } = over([entry]);
    expect(shown[0]).toMatchObject({ content: 'changed', editedAt: '1970-01-01T00:00:00.000Z', rev: 1 });
    expect(shown.slice(1).every((message, index) => message === messages[index + 1])).toBe(true);
    expect([...changes]).toEqual([
      ['m1', [{ id: 'm1', kind: 'edit', state: 'queued', content: 'changed', reaction: null, reason: null }]],
    ]);
  });

  test('shows a deletion as the service would', () => {
    expect(over([{ ...entry, kind: 'delete' }]).messages[0]).toMatchObject({
      content: null,
      attachments: [],
      reactions: [],
      deletedAt: '1970-01-01T00:00:00.000Z',
    });
  });

  test.each([
    ['an edit', entry],
    ['a deletion', { ...entry, kind: 'delete' }],
    ['a reaction', like],
  ] as const)('rolls %s back where it is refused, and tells why', (_, change) => {
    const reason = { code: 'CHANNEL_ARCHIVED', message: 'Archived.', retryable: false } as const;
    const { messages: shown, changes } = over([{ ...change, state: 'refused', reason }]);
    expect(shown).toBe(messages);
    expect(changes.get('m1')).toMatchObject([{ state: 'refused', reason }]);
  });

  test('leaves out what was sent once the stored message has it', () => {
    const sent: OutboxEntry = { ...entry, state: 'sent', rev: 4 };
    expect(over([sent]).messages[0]?.content).toBe('changed');
    const stored = messages.map((message) => ({ ...message, rev: message.rev + 3, content: 'stored' }));
    expect(overlaid(stored, [sent], emptyOverlay).messages).toBe(stored);
    expect(over([sent]).changes.size).toBe(0);
  });

  test('shows own messages that are not stored yet in order, with their last text', () => {
    const wished: OutboxEntry = { ...send, wish: { kind: 'edit', content: 'Good day.' }, state: 'sending' };
    const second: OutboxEntry = { ...send, id: 'second', order: 0, state: 'sent', seq: 9 };
    expect(over([wished, second]).pending).toMatchObject([
      { id: 'second', content: 'Hello.', state: 'sent' },
      { id: 'own', content: 'Good day.', state: 'sending', attachments: [], replyToId: null },
    ]);
    const edit: OutboxEntry = { ...entry, id: 'second', content: 'Anew.' };
    expect(over([second, edit]).pending).toMatchObject([{ id: 'second', content: 'Anew.' }]);
  });

  test.each([
    ['that is discarded while it is sent', [{ ...send, wish: { kind: 'delete' } }]],
    [
      'that was sent, and is being deleted',
      [
        { ...send, state: 'sent' },
        { ...entry, id: 'own', kind: 'delete' },
      ],
    ],
    ['that is among the messages', [{ ...send, id: 'm2' }]],
  ] as [string, OutboxEntry[]][])('does not show one as pending %s', (_, entries) => {
    expect(over(entries).pending).toEqual([]);
  });

  test('stays the same objects where nothing changed', () => {
    const before = over([entry, send, like]);
    expect(overlaid(messages, before.entries, before)).toBe(before);
    const after = overlaid([...messages], [entry, send, like], before);
    expect([after.messages, after.pending, after.changes]).toEqual([before.messages, before.pending, before.changes]);
    expect(after.messages).toBe(before.messages);
    expect(after.pending).toBe(before.pending);
    expect(after.changes).toBe(before.changes);
    const moved = overlaid(messages, [entry, send, { ...like, state: 'sending' }], before);
    expect([moved.pending === before.pending, moved.changes === before.changes]).toEqual([true, false]);
  });

  function over(entries: readonly OutboxEntry[]): Overlay {
    return overlaid(messages, entries, emptyOverlay);
  }
});

describe('an own reaction', () => {
  test('takes the emoji as the service spells it, and goes where none is left', () => {
    const server = serverOf(sends(1));
    const timeline = opened(server);
    const bare = { ...like, reaction: { ...reaction(true), emoji: '❤' } };
    const heart = { ...(timeline.messages[0] as Message), reactions: [{ emoji: '❤️', count: 1, reactedByMe: false }] };
    expect(overlaid([heart], [bare], emptyOverlay).messages[0]?.reactions).toEqual([
      { emoji: '❤️', count: 2, reactedByMe: true },
    ]);
    const mine = { ...heart, reactions: [{ emoji: '❤️', count: 1, reactedByMe: true }] };
    const off = { ...bare, reaction: { ...bare.reaction, isOn: false } };
    expect(overlaid([mine], [off], emptyOverlay).messages[0]?.reactions).toEqual([]);
  });

  // The caller's 👍 is put there; somebody else's follows, on the same message, or not.
  describe.each([true, false])('that is put there (%s: and another’s follows)', (isFollowed) => {
    const server = serverOf([...sends(3), { kind: 'react', by: 0, target: 0, emoji: 0 }]);
    if (isFollowed) server.do({ kind: 'react', by: 1, target: 0, emoji: 1 });
    const at = server.reactedAt('m1', '👍');
    const steps = ['answer', 'event', 'delta', ...(isFollowed ? ['other'] : [])];

    test.each(orders(steps).map((order) => [order.join(', ')]))('is there once all the way: %s', (order) => {
      const told = order.split(', ');
      // Until the answer nobody can say whether another's event that overtook the own one counts it.
      const isBlind = (done: readonly string[]) => done.includes('other') && !done.some((one) => one !== 'other');
      follow(server, { ...like, state: 'sending' }, { at, told }, (shown, done) => {
        const own = shown.reactions.find(({ emoji }) => emoji === '👍');
        expect(own).toMatchObject({ reactedByMe: true });
        if (!isBlind(done)) expect(own?.count).toBe(1);
      });
    });
  });

  // It was there, and is taken off.
  describe('that is taken off', () => {
    const server = serverOf([...sends(3), { kind: 'react', by: 0, target: 0, emoji: 0 }]);
    const at = server.reactedAt('m1', '👍');
    const before = opened(server);
    server.do({ kind: 'unreact', by: 0, target: 0, emoji: 0 });

    test.each(orders(['answer', 'event', 'delta']).map((order) => [order.join(', ')]))(
      'is not there all the way: %s',
      (order) => {
        const off = { ...like, state: 'sending', reaction: reaction(false) } as const;
        follow(server, off, { at, told: order.split(', '), before }, (shown) => expect(shown.reactions).toEqual([]));
      },
    );
  });

  // On, then off, with both events on their way: what is told of the first must not come up again.
  test.each(orders(['on', 'off', 'answer']).map((order) => [order.join(', ')]))(
    'that is put there and taken off does not come up again: %s',
    (order) => {
      const server = serverOf(sends(3));
      const before = opened(server);
      server.do({ kind: 'react', by: 0, target: 0, emoji: 0 });
      const at = server.reactedAt('m1', '👍');
      server.do({ kind: 'unreact', by: 0, target: 0, emoji: 0 });
      const off = { ...like, state: 'sending', reaction: reaction(false), at } as const;
      follow(server, off, { at, told: order.split(', '), before }, (shown) => expect(shown.reactions).toEqual([]));
    },
  );
});

/** Tells the steps one by one, and shows each state, with what was told, until the timeline alone is enough. */
function follow(
  server: ModelServer,
  under: OutboxEntry,
  { at, told, before }: { at: string | undefined; told: readonly string[]; before?: Timeline },
  look: (message: Message, done: readonly string[]) => void,
): void {
  let timeline = before ?? opened(serverOf(sends(3)));
  let own: OutboxEntry | null = under;
  let overlay = emptyOverlay;
  const events = eventsOf(server);
  for (const [index, step] of told.entries()) {
    const event = events[step];
    if (step === 'answer') own = { ...under, state: 'sent', rev: 0, at };
    else if (event) timeline = withEvents(timeline, [event], 'me');
    else timeline = withDelta(timeline, 3, server.sync(3, null, 10, 0));
    if (own?.state === 'sent' && seenEntries(timeline, [own]).length > 0) own = null;
    overlay = overlaid(timeline.messages, own ? [own] : [], overlay);
    look(overlay.messages[0] as Message, told.slice(0, index + 1));
  }
  expect(own).toBeNull();
  expect(overlay.messages).toEqual(server.messages());
}

function eventsOf({ events }: ModelServer): Record<string, ChannelEvent | undefined> {
  const [on, off] = ['REACTION_ADDED', 'REACTION_REMOVED'].map((kind) => {
    return events.find((event) => event.kind === kind && event.actorId === 'me');
  });
  const other = events.find(({ kind, actorId }) => kind === 'REACTION_ADDED' && actorId !== 'me');
  return { on, off, other, event: off ?? on };
}

function opened(server: ModelServer): Timeline {
  return withNewestPage(emptyTimeline, server.page(undefined, 10, 0));
}

function serverOf(acts: readonly Act[]): ModelServer {
  const server = new ModelServer();
  for (const act of acts) server.do(act);
  return server;
}

function sends(count: number): Act[] {
  return Array.from({ length: count }, () => ({ kind: 'send', by: 1 }));
}

function orders(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => orders(items.filter((one) => one !== item)).map((rest) => [item, ...rest]));
}
