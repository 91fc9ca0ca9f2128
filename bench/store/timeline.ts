import {
  emptyTimeline,
  type Timeline,
  withEvents,
  withNewestPage,
  withPage,
} from '../../client/src/timeline/timeline.ts';
import type { ChannelEvent, Message } from '../../client/src/model.ts';

export interface TimelineFigures {
  /** Messages held when it is measured. */
  readonly held: number;
  /** Events applied a second, one at a time, and a frame's worth at a time. */
  readonly singly: number;
  readonly batched: number;
  /** Bytes of the heap for each message that is held, its texts included. */
  readonly bytesPerMessage: number;
}

/** A thousand events a second, in frames of 60. */
const batchLength = 16;
const contentLength = 80;

/** What a timeline takes that holds so many messages. The client trims its own to 2,000; this is the pure store without that. */
export function measureTimeline(held: number, events: number): TimelineFigures {
  collect();
  const before = process.memoryUsage().heapUsed;
  const texts = Array.from({ length: held }, (_, index) => messageAt(index + 1));
  let timeline = withNewestPage(emptyTimeline, { messages: texts.splice(-50), olderCursor: 'older' });
  timeline = withPage(
    timeline,
    { kind: 'older', era: timeline.era, cursor: 'older' },
    { messages: texts, olderCursor: null },
  );
  collect();
  const bytesPerMessage = (process.memoryUsage().heapUsed - before) / held;
  const singly = perSecond(timeline, held, events, 1);
  const batched = perSecond(timeline, held, events * batchLength, batchLength);
  return { held, singly, batched, bytesPerMessage };
}

function perSecond(from: Timeline, held: number, count: number, batch: number): number {
  const events = Array.from({ length: count }, (_, index) => sent(held + 1 + index));
  let timeline = from;
  const startedAt = performance.now();
  for (let at = 0; at < count; at += batch) timeline = withEvents(timeline, events.slice(at, at + batch), 'alice');
  const tookMs = performance.now() - startedAt;
  if (timeline.messages.length !== held + count) throw new Error('The timeline does not hold what it was told.');
  return (count / tookMs) * 1000;
}

function collect(): void {
  if (!globalThis.gc) throw new Error('Run with --expose-gc.');
  globalThis.gc();
}

function messageAt(seq: number): Message {
  const at = new Date(1_800_000_000_000 + seq).toISOString();
  return {
    id: `01ARZ3NDEKTSV4RRFF${String(seq).padStart(8, '0')}`,
    channelId: 'bench_0',
    userId: 'alice',
    content: `${seq} `.padEnd(contentLength, 'x'),
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
  const message = messageAt(seq);
  return {
    channelId: message.channelId,
    seq,
    kind: 'MESSAGE_SENT',
    actorId: 'bob',
    at: message.createdAt,
    audience: 'bench_0:1.1',
    endsAudience: false,
    message,
    reaction: null,
    member: null,
    channel: null,
  };
}
