import { describe, expect, test, vi } from 'vitest';
import { MessagingError } from '../../../client/src/errors.ts';
import {
  act,
  acknowledge,
  follow,
  followsOneChannel,
  forgetReads,
  hear,
  holdSync,
  live,
  newest,
  reads,
  refuse,
  sends,
  seqs,
  server,
  statuses,
  timeline,
  told,
  typing,
} from './followed-timeline.ts';
import { newMessage } from './model-server.ts';

followsOneChannel();

describe('an open timeline', () => {
  test('loads a page, and 2 s later looks what changed since: nothing more is read', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses).toEqual(['catching-up', 'live']);
    expect(reads).toEqual(['page', 'sync after 8']);
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
  });

  test('holds after the look what its page missed', async () => {
    act(...sends(8));
    follow({ lag: 3 });
    await acknowledge();
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(statuses).toEqual(['catching-up', 'live']);
  });

  test('is caught up with after a loss by what changed, not by a page', async () => {
    act(...sends(8));
    await live();
    newest().onLost();
    act(...sends(3), { kind: 'edit', target: 4 });
    await acknowledge();
    expect(reads.slice(1)).toEqual(['sync after 8']);
    expect(timeline.state().messages).toEqual(server.messages().slice(3));
    expect(statuses).toEqual(['catching-up', 'live', 'reconnecting', 'catching-up', 'live']);
  });

  test('begins anew with the newest page where more than three deltas were missed', async () => {
    act(...sends(8));
    await live();
    newest().onLost();
    act(...sends(40));
    await acknowledge();
    expect(reads.slice(1)).toEqual(['sync after 8', 'sync after 8', 'sync after 8', 'page']);
    expect(seqs()).toEqual([44, 45, 46, 47, 48]);
    expect(timeline.state()).toMatchObject({ hasOlder: true, status: 'live' });
  });

  test('looks again, ever later, while a change may be under way, and stays live', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    act({ kind: 'crash' });
    hear(...act({ kind: 'send', by: 1 }));
    await vi.advanceTimersByTimeAsync(1_000);
    const untilNow = ['catching-up', 'live', 'catching-up', 'live'];
    expect(statuses).toEqual(untilNow);
    expect(seqs().at(-1)).toBe(10);
    const waits: number[] = [];
    for (let waited = 0, seen = reads.length; waits.length < 5; waited += 1_000) {
      if (reads.length > seen) waits.push(waited);
      if (reads.length > seen) [waited, seen] = [0, reads.length];
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 16_000]);
    expect(statuses).toEqual(untilNow);

    hear(...act(...sends(4)));
    await vi.advanceTimersByTimeAsync(60_000);
    const last = reads.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([reads.at(-1), reads.length - last]).toEqual(['sync after 8', 0]);
  });

  test('finds within 1 s what was lost while a look was under way', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    newest().onDoubt('evidence');
    hear(...act(...sends(2)).slice(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 10]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9, 10]);
  });

  test('shows no skip where a look from before a loss answers after it, and takes what it tells', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    act({ kind: 'edit', target: 4, content: 'changed' });
    const answerOld = holdSync();
    newest().onDoubt('evidence');
    newest().onLost();
    act(...sends(2));
    const answerNew = holdSync();
    newest().onAcknowledged();
    hear(...act(...sends(1)));
    answerOld();
    await vi.advanceTimersByTimeAsync(0);
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
    expect(timeline.state().messages[1]).toMatchObject({ seq: 5, content: 'changed' });
    answerNew();
    await vi.advanceTimersByTimeAsync(0);
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 10, 11, 12]);
    expect(statuses.at(-1)).toBe('live');
  });

  test('shows what an answer told only after what was missed before it, where nothing is heard', async () => {
    act(...sends(8));
    await live();
    newest().onLost();
    act(...sends(3));
    timeline.take(newMessage(11));
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
    await acknowledge();
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('puts a thousand events into the timeline at once, and tells of them once', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    const events = act(...sends(1_000));
    const before = told;
    hear(...events.slice(0, 500));
    await vi.advanceTimersByTimeAsync(0);
    expect(told - before).toBe(1);
    hear(...events.slice(500));
    await vi.advanceTimersByTimeAsync(15);
    expect(told - before).toBe(1);
    expect(seqs()).toHaveLength(1_000);
    await vi.advanceTimersByTimeAsync(1);
    expect(told - before).toBe(2);
  });

  test('stays the same state, and says nothing, where an event comes again', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    const [state, before] = [timeline.state(), told];
    hear(...server.events.slice(-2));
    await vi.advanceTimersByTimeAsync(100);
    expect([timeline.state() === state, told]).toEqual([true, before]);
  });

  test('shows a message that an answer told once, though its event comes too', async () => {
    await live();
    act({ kind: 'send', by: 0 });
    timeline.take(newMessage(1, 'me'));
    expect(seqs()).toEqual([1]);
    hear(...server.events);
    expect(seqs()).toEqual([1]);
  });

  test('asks once who the caller is, when a reaction tells, and knows its own then', async () => {
    act(...sends(3));
    await live();
    hear(...act(...[0, 1].map((by) => ({ kind: 'react' as const, by, target: 2, emoji: by }))));
    expect(timeline.state().messages[2]?.reactions.map(({ reactedByMe }) => reactedByMe)).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(0);
    expect(timeline.state().messages).toEqual(server.messages());
    expect(reads.filter((read) => read === 'userId')).toHaveLength(1);
  });

  test('says who is typing for 5 s, or until they have sent, and never the caller', async () => {
    act(...sends(3));
    await live();
    hear(typing('me'), typing('bob'));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(timeline.state().typing).toEqual(['bob']);
    hear(typing('carol'), typing('bob'));
    await vi.advanceTimersByTimeAsync(4_900);
    expect(timeline.state().typing).toEqual(['bob', 'carol']);
    hear(...act({ kind: 'send', by: 1 }));
    expect(timeline.state().typing).toEqual(['carol']);
    await vi.advanceTimersByTimeAsync(100);
    expect(timeline.state().typing).toEqual([]);
  });

  test('tells the channel as a look told it', async () => {
    act(...sends(3));
    await live();
    expect(timeline.state().channel).toBe(null);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(timeline.state().channel).toMatchObject({ id: 'w_c', headSeq: 3 });
  });

  test('jumps to a position as soon as it is loaded, and leads back page by page', async () => {
    act(...sends(20));
    follow();
    const jumped = timeline.jumpTo(6);
    await acknowledge();
    await jumped;
    expect([seqs(), timeline.state().hasNewer]).toEqual([[4, 5, 6, 7, 8], true]);
    hear(...act({ kind: 'send', by: 1 }));
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
    await timeline.loadNewer();
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    await timeline.loadNewer();
    expect([seqs().at(-1), timeline.state().hasNewer]).toEqual([21, false]);
    await timeline.loadOlder();
    expect(seqs()).toHaveLength(21);
  });

  test('fails to jump where it can not be loaded', async () => {
    follow();
    const jumped = timeline.jumpTo(6);
    const error = new MessagingError({ code: 'CHANNEL_NOT_FOUND', type: 'NotFound', message: 'No.' });
    refuse(error);
    await expect(jumped).rejects.toBe(error);
    expect(timeline.state()).toMatchObject({ status: 'offline', error });
  });
});

describe('a timeline that was known before', () => {
  test('shows at once what was, and then what changed since, without a page', async () => {
    act(...sends(8));
    await live();
    const before = timeline.timeline();
    timeline.close();
    act(...sends(2), { kind: 'edit', target: 7 });
    forgetReads();
    follow({ initial: before });
    expect(timeline.state()).toMatchObject({ isLoaded: true, status: 'reconnecting' });
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
    await acknowledge();
    expect([seqs(), reads]).toEqual([[4, 5, 6, 7, 8, 9, 10], ['sync after 8']]);
    expect(timeline.state().messages).toEqual(server.messages().slice(3));
  });
});

describe('a timeline that many messages come to', () => {
  test('holds 2,000 of them, and those that were left go on loading', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    hear(...act(...sends(2_000)));
    expect(seqs()).toHaveLength(1_000);
    expect(timeline.state()).toMatchObject({ hasOlder: true });
    await timeline.loadOlder();
    expect(seqs().slice(0, 7)).toEqual([1_004, 1_005, 1_006, 1_007, 1_008, 1_009, 1_010]);
    expect(reads.at(-1)).toBe('older');
  });

  test('holds more while somebody reads back, until ten minutes after', async () => {
    act(...sends(20));
    await live();
    await timeline.loadOlder();
    await vi.advanceTimersByTimeAsync(10_000);
    hear(...act(...sends(2_000)));
    expect(seqs().length).toBeGreaterThan(2_000);
    await vi.advanceTimersByTimeAsync(600_000);
    hear(...act(...sends(1)));
    expect(seqs()).toHaveLength(1_000);
  });
});
