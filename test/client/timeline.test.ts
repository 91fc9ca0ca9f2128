import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelEvent, Message, MessagePage } from '../../client/src/model.ts';
import {
  emptyTimeline,
  type Timeline,
  withEvent,
  withMessage,
  withNewestPage,
  withOlderPage,
} from '../../client/src/timeline/timeline.ts';

describe('a timeline', () => {
  test('shows a page oldest first, and knows that older ones exist', () => {
    const timeline = withNewestPage(emptyTimeline, pageOf(log(5), 2));
    expect(seqs(timeline)).toEqual([4, 5]);
    expect(timeline.olderCursor).toBe('before 4');
  });

  test('knows when it holds the first message', () => {
    expect(withNewestPage(emptyTimeline, pageOf(log(2), 2)).olderCursor).toBe(null);
    expect(withNewestPage(emptyTimeline, pageOf(log(3), 2)).olderCursor).not.toBe(null);
  });

  test('keeps events that came before the first page', () => {
    const timeline = withNewestPage(withEvent(emptyTimeline, sent(6)), pageOf(log(5), 2));
    expect(seqs(timeline)).toEqual([4, 5, 6]);
    expect(timeline.completeThrough).toBe(6);
  });

  test('stays the same object when told what it knows', () => {
    const timeline = withNewestPage(emptyTimeline, pageOf(log(5), 3));
    expect(withEvent(timeline, sent(5))).toBe(timeline);
    expect(withMessage(timeline, message(4))).toBe(timeline);
  });

  test('takes the newer version of a message, and keeps it when the older one comes late', () => {
    const loaded = withNewestPage(emptyTimeline, pageOf(log(3), 3));
    const edited = withMessage(loaded, { ...message(2), content: 'changed', rev: 4 }, 4);
    expect(withMessage(edited, message(2)).messages[1]).toMatchObject({ content: 'changed', rev: 4 });
  });

  test('counts the position that a repeated send took, though its message is older', () => {
    const loaded = withNewestPage(emptyTimeline, pageOf(log(3), 3));
    const repeated = withEvent(loaded, { ...sent(2), seq: 4 });
    expect(seqs(repeated)).toEqual([1, 2, 3]);
    expect(repeated.completeThrough).toBe(4);
  });

  test('leaves out a repeated message from before what is loaded', () => {
    const loaded = withNewestPage(emptyTimeline, pageOf(log(9), 2));
    expect(seqs(withEvent(loaded, { ...sent(3), seq: 10 }))).toEqual([8, 9]);
  });

  test('joins a newest page that reaches back to what it holds', () => {
    const before = withNewestPage(emptyTimeline, pageOf(log(5), 2));
    expect(seqs(withNewestPage(before, pageOf(log(7), 2)))).toEqual([6, 7]);
    expect(seqs(withNewestPage(before, pageOf(log(7), 3)))).toEqual([4, 5, 6, 7]);
  });

  test('does not take an event that came after the gap for proof that there is none', () => {
    const before = withNewestPage(emptyTimeline, pageOf(log(5), 5));
    const reconnected = withNewestPage(withEvent(before, sent(90)), pageOf(log(90), 10));
    expect(seqs(reconnected)).toEqual(range(81, 90));
    expect(reconnected.olderCursor).toBe('before 81');
  });

  test('leaves out a newest page that comes after it began anew', () => {
    const before = withNewestPage(emptyTimeline, pageOf(log(5), 5));
    const anew = withNewestPage(before, pageOf(log(90), 5));
    expect(withNewestPage(anew, pageOf(log(5), 5))).toBe(anew);
  });

  test('leaves out an older page that was asked for before it began anew', () => {
    const before = withNewestPage(emptyTimeline, pageOf(log(20), 5));
    const anew = withNewestPage(before, pageOf(log(90), 5));
    expect(withOlderPage(anew, 'before 16', pageOf(log(20), 5, 16))).toBe(anew);
  });

  test('ends up alike whatever the order and repetition of what it is told', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }).chain((length) =>
          fc.record({
            length: fc.constant(length),
            order: fc.shuffledSubarray(range(1, length), { minLength: length }),
            again: fc.array(fc.integer({ min: 1, max: length })),
            pageAt: fc.nat(2 * length),
          }),
        ),
        ({ length, order, again, pageAt }) => {
          const told = [...order, ...again];
          let timeline = emptyTimeline;
          told.forEach((seq, index) => {
            if (index === pageAt) timeline = withNewestPage(timeline, pageOf(log(length), length));
            timeline = withEvent(timeline, sent(seq));
          });
          timeline = withNewestPage(timeline, pageOf(log(length), length));
          expect(timeline).toEqual(withNewestPage(emptyTimeline, pageOf(log(length), length)));
        },
      ),
    );
  });

  test('has no hole after a newest page, and none that it does not know of, whatever was lost or late', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('told' as const) }),
      fc.record({ kind: fc.constant('lost' as const), count: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ kind: fc.constant('newest' as const), limit: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant('older' as const), limit: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant('late' as const), limit: fc.integer({ min: 1, max: 8 }), ago: fc.nat(60) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let head = 0;
        let timeline: Timeline = emptyTimeline;
        for (const now of [...steps, { kind: 'newest' as const, limit: 5 }]) {
          switch (now.kind) {
            case 'told':
              timeline = withEvent(timeline, sent(++head));
              break;
            case 'lost':
              head += now.count;
              break;
            case 'newest':
              timeline = withNewestPage(timeline, pageOf(log(head), now.limit));
              expect(seqs(timeline)).toEqual(range(seqs(timeline)[0] ?? 1, head));
              break;
            case 'older': {
              const cursor = timeline.olderCursor;
              if (typeof cursor !== 'string') break;
              const below = Number(cursor.slice('before '.length));
              timeline = withOlderPage(timeline, cursor, pageOf(log(head), now.limit, below));
              expect(seqs(timeline)[0]).toBe(Math.max(1, below - now.limit));
              break;
            }
            case 'late':
              timeline = withNewestPage(timeline, pageOf(log(Math.max(0, head - now.ago)), now.limit));
              break;
            default:
              now satisfies never;
          }
          const { completeThrough } = timeline;
          const known = seqs(timeline).filter((seq) => seq <= completeThrough);
          expect(known).toEqual(range(known[0] ?? completeThrough + 1, completeThrough));
        }
      }),
      { numRuns: 500 },
    );
  });
});

function log(length: number): Message[] {
  return range(1, length).map(message);
}

/** The newest `limit` messages of `messages`, or of those below position `below`. */
function pageOf(messages: Message[], limit: number, below = Infinity): MessagePage {
  const candidates = messages.filter(({ seq }) => seq < below);
  const page = candidates.slice(-limit);
  return { messages: page, olderCursor: candidates.length > limit ? `before ${page[0]?.seq}` : null };
}

function message(seq: number): Message {
  const at = new Date(seq * 1000).toISOString();
  return {
    id: `m${seq}`,
    channelId: 'w_c',
    userId: 'alice',
    content: `message ${seq}`,
    attachments: [],
    replyToId: null,
    mentions: [],
    reactions: [],
    seq,
    rev: seq,
    createdAt: at,
    updatedAt: at,
    editedAt: null,
    deletedAt: null,
  };
}

function sent(seq: number): ChannelEvent {
  const { createdAt: at } = message(seq);
  const rest = { endsAudience: false, message: message(seq), reaction: null, member: null, channel: null };
  return { channelId: 'w_c', seq, kind: 'MESSAGE_SENT', actorId: 'alice', at, audience: 'w_c', ...rest };
}

function seqs(timeline: Timeline): number[] {
  return timeline.messages.map(({ seq }) => seq);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
