import { describe, expect, test, vi } from 'vitest';
import { MessagingError } from '../../../client/src/errors.ts';
import type { OpenTimeline } from '../../../client/src/timeline/open-timeline.ts';
import {
  act,
  followsOneChannel,
  hear,
  holdSync,
  live,
  newest,
  outbox,
  sends,
  server,
  shown,
  statuses,
  timeline,
  write,
} from './followed-timeline.ts';
import type { Act } from './model-server.ts';

followsOneChannel();

describe('what the person writes', () => {
  test('is shown at once, then as stored, and never as both', async () => {
    const answers: (() => void)[] = [];
    write(async ({ id, content }) => {
      act({ kind: 'send', by: 0, id, content });
      await new Promise<void>((answered) => answers.push(answered));
      return { seq: server.head };
    });
    await live();
    const id = await timeline.post({ content: 'Hello.', replyToId: 'm1' });
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state()).toMatchObject({
      messages: [],
      pending: [{ id, content: 'Hello.', replyToId: 'm1', state: 'sending', reason: null }],
    });
    hear(...server.events);
    expect(shown()).toEqual([[id], []]);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(20);
    expect([shown(), outbox.rows('w_c')]).toEqual([[[id], []], []]);
  });

  test('stays shown between its answer and its event, and where that is lost a look proves it', async () => {
    write(async ({ id, content }) => {
      act({ kind: 'send', by: 0, id, content });
      return { seq: server.head };
    });
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    const id = await timeline.post({ content: 'Hello.' });
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().pending).toMatchObject([{ id, state: 'sent' }]);
    newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(20);
    expect([shown(), outbox.rows('w_c')]).toEqual([[[id], []], []]);
  });

  test('that is answered before the events that lead to it come has them loaded 1 s later', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(3_000);
    const own = act(...sends(2), { kind: 'send', by: 0, id: 'own' }).at(-1)?.message;
    if (!own) throw new Error('The model tells of no message.');
    timeline.take(own);
    expect(shown()).toEqual([['own'], []]);
    await vi.advanceTimersByTimeAsync(1_020);
    expect(shown()).toEqual([['m1', 'm2', 'own'], []]);
    expect(statuses.slice(-2)).toEqual(['catching-up', 'live']);
  });

  test('stays shown where a look has it that is stale by then, and is shown as stored by the next', async () => {
    act(...sends(3));
    write(async ({ id, content }) => {
      act({ kind: 'send', by: 0, id, content });
      for (const stored of server.messages().slice(-1)) timeline.take(stored);
      return { seq: server.head };
    });
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    newest().onLost();
    act(...sends(2));
    const id = await timeline.post({ content: 'Hello.' });
    await vi.advanceTimersByTimeAsync(20);
    expect(shown()).toEqual([['m1', 'm2', 'm3'], [id]]);
    const answerFirst = holdSync();
    newest().onAcknowledged();
    newest().onLost();
    const answerSecond = holdSync();
    newest().onAcknowledged();
    answerFirst();
    await vi.advanceTimersByTimeAsync(20);
    expect(shown()).toEqual([['m1', 'm2', 'm3'], [id]]);
    answerSecond();
    await vi.advanceTimersByTimeAsync(20);
    expect([shown(), outbox.rows('w_c')]).toEqual([[['m1', 'm2', 'm3', 'm4', 'm5', id], []], []]);
  });

  test('of an older page than is loaded goes with the look that proves it', async () => {
    act(...sends(8));
    write(async () => ({ seq: 2 }));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    await timeline.edit('m2', 'changed');
    await vi.advanceTimersByTimeAsync(20);
    expect(outbox.rows('w_c')).toMatchObject([{ id: 'm2', state: 'sent' }]);
    newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(20);
    expect(outbox.rows('w_c')).toEqual([]);
  });

  test('is changed at once, and back where the service refuses, with its reason', async () => {
    act(...sends(3));
    const refusal = new MessagingError({ code: 'NOT_AUTHOR', type: 'Forbidden', message: 'Another’s.' });
    let refuse = () => {};
    write(() => new Promise((_, reject) => (refuse = () => reject(refusal))));
    await live();
    await timeline.edit('m2', 'changed');
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().messages[1]).toMatchObject({ content: 'changed' });
    expect(timeline.state().changes.get('m2')).toMatchObject([{ kind: 'edit', state: 'sending', content: 'changed' }]);
    refuse();
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().messages).toEqual(server.messages());
    const reason = { code: 'NOT_AUTHOR', message: 'Another’s.', retryable: false };
    expect(timeline.state().changes.get('m2')).toMatchObject([{ id: 'm2', state: 'refused', reason }]);
    await timeline.discard('m2');
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().changes.size).toBe(0);
  });

  describe.each<[string, (of: OpenTimeline) => Promise<void>, Act]>([
    ['an edit', (of) => of.edit('m2', 'changed'), { kind: 'edit', id: 'm2', content: 'changed' }],
    ['a deletion', (of) => of.remove('m2'), { kind: 'delete', id: 'm2' }],
    ['a reaction', (of) => of.react('m2', '👍', true), { kind: 'react', id: 'm2', by: 0, emoji: 0 }],
    ['a reaction taken off', (of) => of.react('m3', '👍', false), { kind: 'unreact', id: 'm3', by: 0, emoji: 0 }],
  ])('%s', (_, wish, made) => {
    let tries: number;
    let breakOff: () => void;

    /** It is on its way, and was not answered yet. */
    async function sending(): Promise<void> {
      act(...sends(3), { kind: 'react', id: 'm3', by: 0, emoji: 0 });
      tries = 0;
      write(() => {
        tries += 1;
        return new Promise((_answer, reject) => {
          breakOff = () => reject(new MessagingError({ code: 'NETWORK', type: 'Unreachable', message: 'Broken.' }));
        });
      });
      await live();
      // From now on it is known who the person is.
      hear(...act({ kind: 'react', id: 'm1', by: 1, emoji: 1 }));
      await wish(timeline);
      await vi.advanceTimersByTimeAsync(20);
      expect([tries, outbox.rows('w_c')]).toMatchObject([1, [{ state: 'sending' }]]);
    }

    test('is done with its event, though its request breaks off then', async () => {
      await sending();
      hear(...act(made));
      await vi.advanceTimersByTimeAsync(20);
      breakOff();
      await vi.advanceTimersByTimeAsync(20);
      expect([tries, outbox.rows('w_c'), timeline.state().changes.size]).toEqual([1, [], 0]);
      expect(timeline.state().messages).toEqual(server.messages());
    });

    test('is done with its event, though its request broke off before', async () => {
      await sending();
      breakOff();
      await vi.advanceTimersByTimeAsync(20);
      hear(...act(made));
      await vi.advanceTimersByTimeAsync(20);
      expect([tries, outbox.rows('w_c'), timeline.state().changes.size]).toEqual([1, [], 0]);
      expect(timeline.state().messages).toEqual(server.messages());
    });

    test('is tried again where its request breaks off, and no event tells of it', async () => {
      await sending();
      hear(...act({ kind: 'send', by: 0, content: 'changed' }, { kind: 'react', id: 'm1', by: 0, emoji: 0 }));
      await vi.advanceTimersByTimeAsync(20);
      breakOff();
      await vi.advanceTimersByTimeAsync(1_000);
      expect([tries, outbox.rows('w_c')]).toMatchObject([2, [{ state: 'sending' }]]);
    });
  });

  test('can not be an edit of what is to be deleted, nor a reaction to what is not stored', async () => {
    write(() => new Promise(() => {}));
    await live();
    await timeline.remove('m1');
    await expect(timeline.edit('m1', 'x')).rejects.toMatchObject({ code: 'MESSAGE_DELETED' });
    const id = await timeline.post({ content: 'Hello.' });
    await expect(timeline.react(id, '👍', true)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });
});
