import { expect, test } from 'vitest';
import { runHandler } from './run-handler.ts';

const message = (id: string, seq: number) => ({ id, seq, reactions: { '👍': { count: 1, since: seq } } });
const stash = {
  access: { channelId: 'harbor_general', action: 'read' },
  caller: { userId: 'alice' },
  messages: [
    message('first', 1),
    message('second', 5),
    message('third', 900),
    { ...message('plain', 901), reactions: {} },
  ],
};

test('one’s own reactions are no more rows than AppSync’s array methods come to', () => {
  const { outcome } = runHandler('functions/loadMyReactions', 'request', { stash });
  expect(outcome).toMatchObject({ kind: 'returned', value: { operation: 'Query' } });
  expect((outcome as { value: { limit: number } }).value.limit).toBeLessThan(1000);
});

test('of messages at and above the one that the rows end in nothing is said', () => {
  const rows = [
    { messageId: 'first', emojiByUser: '👍#alice', seq: 1 },
    { messageId: 'second', emojiByUser: '👍#alice', seq: 5 },
  ];
  const asked = runHandler('functions/loadMyReactions', 'request', { stash }).stash;
  const answered = (nextToken: string | null) =>
    runHandler('functions/loadMyReactions', 'response', { stash: asked, result: { items: rows, nextToken } }).stash
      .myEmoji;
  expect(answered('more')).toEqual({ first: ['👍'], plain: [] });
  expect(answered(null)).toEqual({ first: ['👍'], second: ['👍'], third: [], plain: [] });
});
