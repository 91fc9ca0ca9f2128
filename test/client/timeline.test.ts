import { describe, expect, test } from 'vitest';
import type { ChannelEvent, Message, MessagePage } from '../../client/src/model.ts';
import {
  emptyTimeline,
  type Timeline,
  withDelta,
  withEvents,
  withLoss,
  withMessages,
  withNewestPage,
  withPage,
  withView,
} from '../../client/src/timeline/timeline.ts';
import { ModelServer, newMessage } from './timeline/model-server.ts';

describe('a timeline', () => {
  test('shows a page oldest first, and knows whether older ones exist', () => {
    expect(seqs(loaded(6, 2))).toEqual([5, 6]);
    expect(loaded(6, 2).runs).toEqual([{ from: 5, through: Infinity, older: '<5', newer: null }]);
    expect(loaded(2, 2).runs).toMatchObject([{ from: 0, older: null }]);
  });

  test('keeps events that came before the first page', () => {
    const timeline = withNewestPage(withEvents(emptyTimeline, [sent(7)], null), pageOf(6, 2));
    expect(seqs(timeline)).toEqual([5, 6, 7]);
    expect(timeline.position.through).toBe(7);
  });

  test('stays the same object when told what it knows', () => {
    const timeline = loaded(6, 3);
    expect(withEvents(timeline, [sent(6), sent(5)], 'me')).toBe(timeline);
    expect(withMessages(timeline, [newMessage(4)])).toBe(timeline);
    expect(withEvents(timeline, [{ ...sent(6), kind: 'TYPING', message: null }], 'me')).toBe(timeline);
  });

  test('takes the newer version of a message, and keeps it when the older one comes late', () => {
    const edited = { ...newMessage(5), content: 'changed', rev: 7 };
    const timeline = withEvents(loaded(6, 3), [{ ...sent(7), kind: 'MESSAGE_EDITED', message: edited }], 'me');
    expect(withMessages(timeline, [newMessage(5)]).messages[1]).toMatchObject({ content: 'changed', rev: 7 });
  });

  test('counts the position that a repeated send took, though its message is older', () => {
    const repeated = withEvents(loaded(6, 3), [{ ...sent(7), message: newMessage(5) }], 'me');
    expect([seqs(repeated), repeated.position.through]).toEqual([[4, 5, 6], 7]);
  });

  test('does not show a message from before its run, and has it where the page that covers it is older', () => {
    const edited = { ...newMessage(2), content: 'changed', rev: 10 };
    const timeline = withEvents(loaded(9, 2), [{ ...sent(10), kind: 'MESSAGE_EDITED', message: edited }], 'me');
    expect(seqs(timeline)).toEqual([8, 9]);
    const whole = withPage(timeline, { kind: 'older', era: 1, cursor: '<8' }, pageOf(7, 7));
    expect(whole.messages[1]).toMatchObject({ seq: 2, content: 'changed' });
  });

  test.each(['TYPING', 'AUDIENCE_ENDED'] as const)('%s takes no position, and tells of those before it', (kind) => {
    const told = withEvents(loaded(6, 3), [{ ...sent(7), kind, message: null }], 'me');
    expect(told.position).toEqual({ through: 6, ahead: [], head: 7 });
  });

  test('shows nothing beyond a loss until a delta has told what lies between', () => {
    const heard = withEvents(withLoss(loaded(6, 3)), [sent(9)], 'me');
    expect([seqs(heard), heard.position.through]).toEqual([[4, 5, 6], 6]);
    const delta = serverOf(9).sync(6, null, 10, 0);
    expect(seqs(withDelta(heard, 6, { ...delta, nextToken: 'more', completeThrough: null }))).toEqual([4, 5, 6]);
    const caughtUp = withDelta(heard, 6, delta);
    expect([seqs(caughtUp), caughtUp.position.through]).toEqual([[4, 5, 6, 7, 8, 9], 9]);
  });

  test('does not take the word of a delta that begins above what it holds', () => {
    const timeline = withDelta(loaded(6, 3), 8, { ...serverOf(9).sync(8, null, 10, 0), completeThrough: 9 });
    expect(timeline.position).toMatchObject({ through: 6, head: 9 });
  });

  test('claims no more of a delta than it does itself, and goes on with what is heard', () => {
    const delta = { ...serverOf(9).sync(6, null, 10, 0), messages: [newMessage(9)], completeThrough: 7 };
    const timeline = withDelta(loaded(6, 3), 6, delta);
    expect([seqs(timeline), timeline.position.through]).toEqual([[4, 5, 6, 9], 7]);
    expect(withEvents(timeline, [sent(8)], 'me').position.through).toBe(9);
  });

  test('leaves out a page that was asked for before all was loaded anew', () => {
    const anew = withNewestPage(loaded(20, 5), pageOf(90, 5));
    expect(seqs(anew)).toEqual([86, 87, 88, 89, 90]);
    expect(withPage(anew, { kind: 'older', era: 1, cursor: '<16' }, pageOf(15, 5))).toBe(anew);
  });

  test('claims of a page that is younger than 35 s as a whole only what was before it', () => {
    const at = new Date(0).toISOString();
    const messages = pageOf(9, 2).messages.map((message) => ({ ...message, createdAt: at, updatedAt: at }));
    const [first, second] = messages as [Message, Message];
    const changed = { ...first, rev: 12, updatedAt: at };
    const timeline = withNewestPage(emptyTimeline, { messages: [changed, second], olderCursor: '<8' });
    expect(timeline.position).toEqual({ through: 9, ahead: [{ from: 12, through: 12 }], head: 12 });
    const lone = withNewestPage(emptyTimeline, { messages: [{ ...second, rev: 12 }], olderCursor: '<9' });
    expect(lone.position.through).toBe(9);
    expect(withNewestPage(emptyTimeline, { messages: [], olderCursor: null }).position.through).toBe(0);
  });
});

describe('a run around a permalink', () => {
  const around = { kind: 'around', era: 1, seq: 20 } as const;
  const page = { messages: [18, 19, 20, 21].map((seq) => newMessage(seq)), olderCursor: '<18' };
  const jumped = withPage(loaded(40, 5), around, page);

  test('is shown alone, and joins the newest one where pages close the gap', () => {
    expect(seqs(jumped)).toEqual([18, 19, 20, 21]);
    expect(seqs(withEvents(jumped, [sent(41)], 'me'))).toEqual([18, 19, 20, 21]);
    const newer = { kind: 'newer', era: 1, after: 21, cursor: null } as const;
    const next = range(22, 36).map((seq) => newMessage(seq));
    const whole = withPage(jumped, newer, { messages: next, olderCursor: '>36' });
    expect(seqs(whole)).toEqual(range(18, 40));
    expect(whole.runs).toEqual([{ from: 18, through: Infinity, older: '<18', newer: null }]);
  });

  test('gives way to the newest one where that is wanted, and is held', () => {
    expect(seqs(withView(jumped, Infinity))).toEqual(range(36, 40));
    expect(seqs(withView(withView(jumped, Infinity), 19))).toEqual([18, 19, 20, 21]);
    expect(withView(jumped, 30)).toBe(jumped);
  });

  test('reaches the newest one where no newer page exists, though no position touches', () => {
    const newer = { kind: 'newer', era: 1, after: 21, cursor: null } as const;
    expect(seqs(withPage(jumped, newer, { messages: [], olderCursor: null }))).toEqual([
      18,
      19,
      20,
      21,
      ...range(36, 40),
    ]);
  });
});

describe('whether a reaction is the caller’s', () => {
  const server = new ModelServer();
  for (let seq = 1; seq <= 5; seq += 1) server.do({ kind: 'send', by: 1 });
  const before = withNewestPage(emptyTimeline, server.page(undefined, 5, 0));
  // The caller's 👍 on the first message, then Bob's, then Bob's 🎉; the caller takes theirs off again.
  for (const [by, emoji] of [
    [0, 0],
    [1, 0],
    [1, 1],
  ] as const)
    server.do({ kind: 'react', by, target: 0, emoji });
  server.do({ kind: 'unreact', by: 0, target: 0, emoji: 0 });
  const [mine, bobs, party, off] = server.events.slice(5) as [ChannelEvent, ChannelEvent, ChannelEvent, ChannelEvent];

  test.each([
    ['in order', [mine, bobs, party], [true, false]],
    ['in reverse', [party, bobs, mine], [true, false]],
    ['taken off again', [mine, bobs, party, off], [false, false]],
    ['taken off, heard in reverse', [off, party, bobs, mine], [false, false]],
  ])('is told by the caller’s own events: %s', (_, events, flags) => {
    expect(flagsOf(withEvents(before, events, 'me'))).toEqual(flags);
    expect(flagsOf(events.reduce((timeline, event) => withEvents(timeline, [event], 'me'), before))).toEqual(flags);
  });

  test('is as it was where somebody else reacts', () => {
    const timeline = withEvents(before, [mine, bobs], 'me');
    expect(flagsOf(withEvents(timeline, [party], 'me'))).toEqual([true, false]);
  });

  test('is told when it is known who the caller is', () => {
    const unknown = withEvents(before, [mine, bobs], null);
    expect(flagsOf(withEvents(unknown, [mine, bobs], 'me'))).toEqual([true]);
  });

  test('is told by a query of the same revision, where the caller’s event was lost', () => {
    const timeline = withEvents(before, [bobs, party], 'me');
    expect(flagsOf(timeline)).toEqual([false, false]);
    const [version] = server.messages(8) as [Message];
    expect(flagsOf(withMessages(timeline, [version]))).toEqual([true, false]);
  });
});

test('a repeated send does not prove a reaction that it tells nothing of', () => {
  const server = serverOf(6);
  server.do({ kind: 'react', by: 0, target: 5, emoji: 0 });
  server.do({ kind: 'resend', target: 5 });
  const heard = withEvents(loaded(6, 3), server.events.slice(-1), 'me');
  expect(heard.position).toEqual({ through: 6, ahead: [{ from: 8, through: 8 }], head: 8 });
  const whole = withEvents(heard, server.events, 'me');
  expect([whole.position.through, whole.messages]).toEqual([8, server.messages().slice(3)]);
});

function flagsOf({ messages }: Timeline): (boolean | null)[] {
  return (messages[0]?.reactions ?? []).map(({ reactedByMe }) => reactedByMe);
}

/** The newest `limit` of `length` messages. */
function pageOf(length: number, limit: number): MessagePage {
  return serverOf(length).page(undefined, limit, 0);
}

function serverOf(length: number): ModelServer {
  const server = new ModelServer();
  for (let seq = 1; seq <= length; seq += 1) server.do({ kind: 'send', by: 1 });
  return server;
}

function loaded(length: number, limit: number): Timeline {
  return withNewestPage(emptyTimeline, pageOf(length, limit));
}

function sent(seq: number): ChannelEvent {
  const message = newMessage(seq);
  const rest = { endsAudience: false, message, reaction: null, member: null, channel: null };
  return {
    channelId: 'w_c',
    seq,
    kind: 'MESSAGE_SENT',
    actorId: 'bob',
    at: message.createdAt,
    audience: 'w_c',
    ...rest,
  };
}

function seqs(timeline: Timeline): number[] {
  return timeline.messages.map(({ seq }) => seq);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
