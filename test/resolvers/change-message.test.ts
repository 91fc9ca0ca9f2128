import { describe, expect, test } from 'vitest';
import { runHandler } from './run-handler.ts';

/** What callers can bring about only by chance: another change of the message comes between the position and the write. */

const clock = Date.parse('2026-01-01T00:00:10.000Z');
const channel = { id: 'harbor_general', workspaceId: 'harbor', audienceEpoch: 1, workspaceEpoch: 1, headSeq: 7, clock };
const message = {
  id: 'M',
  channelId: channel.id,
  userId: 'alice',
  content: 'old',
  reactions: { '👍': { count: 1, since: 5 } },
  seq: 3,
  createdAt: '2026-01-01T00:00:03.000Z',
  updatedAt: '2026-01-01T00:00:05.000Z',
};
const conditionFailed = { type: 'DynamoDB:ConditionalCheckFailedException', message: 'The conditional request failed' };
const conflict = { type: 'DynamoDB:TransactionConflictException', message: 'Transaction is ongoing for the item' };
const cancelled = { type: 'DynamoDB:TransactionCanceledException', message: 'Transaction cancelled' };
const none = { type: 'None', message: 'None' };
const checkFailed = { type: 'ConditionCheckFailed', message: 'The condition check failed.' };
const inTransaction = { type: 'TransactionConflict', message: 'Transaction is ongoing for the item' };

const stashOf = (change: object, emoji?: string) => ({
  channel,
  workspace: { audienceEpoch: 1 },
  caller: { userId: 'alice' },
  access: { channelId: channel.id, messageId: 'M', emoji },
  message,
  change,
});
const edit = { kind: 'edit', content: 'new', mentions: [] };

function respond(step: string, stash: object, answer: { result: unknown; error?: { type: string; message: string } }) {
  // What handlers are given is plain JSON; the type asks for an index.
  const run = runHandler(`functions/${step}`, 'response', { stash: stash as Record<string, unknown>, ...answer });
  const events = (run.stash.events ?? []) as { seq: number; kind: string; message: { content: string } }[];
  return { ...run, events };
}

describe('an edit', () => {
  test('that finds a later reaction has to be tried at a later position, and tells nothing yet', () => {
    const result = { ...message, rev: 8 };
    const { stash, events } = respond('writeChange', stashOf(edit), { result, error: conditionFailed });
    expect(stash.isOvertaken).toBe(true);
    expect(events).toEqual([]);
  });

  test('that finds a transaction at work too', () => {
    expect(respond('writeChange', stashOf(edit), { result: null, error: conflict }).stash.isOvertaken).toBe(true);
  });

  test('that finds a later edit is over: the later one stands, and is told at this position too', () => {
    const result = { ...message, content: 'newest', rev: 8, editedAt: '2026-01-01T00:00:10.001Z' };
    const { stash, events } = respond('writeChange', stashOf(edit), { result, error: conditionFailed });
    expect(stash.isOvertaken).toBe(false);
    expect(events).toMatchObject([{ seq: 7, kind: 'MESSAGE_EDITED', message: { content: 'newest', rev: 8 } }]);
  });

  test('that finds an earlier edit and a later reaction is tried again: it is the later of the two', () => {
    const result = { ...message, content: 'older', rev: 8, editedAt: '2026-01-01T00:00:09.999Z' };
    expect(respond('writeChange', stashOf(edit), { result, error: conditionFailed }).stash.isOvertaken).toBe(true);
  });

  test('that finds its own words there is done', () => {
    const result = { ...message, content: 'new', rev: 6 };
    const { stash, events } = respond('writeChange', stashOf(edit), { result, error: conditionFailed });
    expect(stash.isOvertaken).toBe(false);
    expect(events).toMatchObject([{ seq: 7, message: { content: 'new', rev: 6 } }]);
  });

  test('that finds the message deleted is refused', () => {
    const result = { ...message, content: undefined, deletedAt: '2026-01-01T00:00:09.000Z' };
    const { outcome } = respond('writeChange', stashOf(edit), { result, error: conditionFailed });
    expect(outcome).toMatchObject({ error: { errorType: 'Forbidden', errorInfo: { code: 'MESSAGE_DELETED' } } });
  });

  test('that was overtaken tells its change at both positions', () => {
    const stash = { ...stashOf(edit), overtakenAt: { ...channel, headSeq: 7 }, channel: { ...channel, headSeq: 9 } };
    const { events } = respond('writeChangeAgain', stash, { result: { ...message, content: 'new', rev: 9 } });
    expect(events).toMatchObject([
      { seq: 7, message: { content: 'new', rev: 9 } },
      { seq: 9, message: { content: 'new', rev: 9 } },
    ]);
  });

  test('that was overtaken does not take the place of an edit that came after its first position', () => {
    const stash = { ...stashOf(edit), overtakenAt: channel, channel: { ...channel, headSeq: 9, clock: clock + 2 } };
    const { outcome } = runHandler('functions/writeChangeAgain', 'request', { stash: { ...stash, isOvertaken: true } });
    expect(JSON.stringify(outcome)).toMatch(/#if_editedAt < :if_begun/);
    expect(JSON.stringify(outcome)).toContain('":if_begun":{"S":"2026-01-01T00:00:10.000Z"}');
    const result = { ...message, content: 'newest', rev: 8, editedAt: '2026-01-01T00:00:10.001Z' };
    const { events } = respond('writeChangeAgain', stash, { result, error: conditionFailed });
    expect(events).toMatchObject([{ seq: 7 }, { seq: 9, message: { content: 'newest', rev: 8 } }]);
  });

  test('that is overtaken twice is to be tried again by its caller', () => {
    const result = { ...message, rev: 10 };
    const { outcome } = respond('writeChangeAgain', stashOf(edit), { result, error: conditionFailed });
    expect(outcome).toMatchObject({ error: { errorType: 'Unavailable', errorInfo: { retryable: true } } });
  });

  test('that the table does not answer is to be tried again by its caller', () => {
    const error = { type: 'DynamoDB:SdkClientException', message: 'refused' };
    const { outcome } = respond('writeChange', stashOf(edit), { result: null, error });
    expect(outcome).toMatchObject({ error: { errorType: 'Unavailable' } });
  });
});

describe('a deletion', () => {
  test('that finds a later change has to be tried at a later position', () => {
    const result = { ...message, rev: 8, editedAt: '2026-01-01T00:00:10.001Z' };
    const { stash } = respond('writeChange', stashOf({ kind: 'delete' }), { result, error: conditionFailed });
    expect(stash.isOvertaken).toBe(true);
  });

  test('that finds the message deleted is done', () => {
    const result = { ...message, content: undefined, reactions: {}, rev: 8, deletedAt: '2026-01-01T00:00:09.000Z' };
    const { stash, events } = respond('writeChange', stashOf({ kind: 'delete' }), { result, error: conditionFailed });
    expect(stash.isOvertaken).toBe(false);
    expect(events).toMatchObject([{ seq: 7, kind: 'MESSAGE_DELETED', message: { rev: 8 } }]);
  });
});

describe('a reaction', () => {
  const add = stashOf({ kind: 'addReaction', emoji: '🎉' }, '🎉');
  const remove = stashOf({ kind: 'removeReaction', emoji: '👍' }, '👍');
  const reasons = (...cancellationReasons: object[]) => ({
    result: { keys: null, cancellationReasons },
    error: cancelled,
  });

  test('that finds a later change is tried again with the message as it is now', () => {
    const item = { ...message, rev: 8, reactions: { ...message.reactions, '🎉': { count: 2, since: 8 } } };
    const { stash } = respond('writeReaction', add, reasons(none, { ...checkFailed, item }));
    expect(stash).toMatchObject({ isOvertaken: true, message: item });
  });

  test('that meets another transaction is tried again', () => {
    const { stash } = respond('writeReaction', add, reasons(none, inTransaction));
    expect(stash).toMatchObject({ isOvertaken: true, message });
  });

  test('that is there already, put from elsewhere, is done', () => {
    const item = { emoji: '🎉', createdAt: '2026-01-01T00:00:09.000Z' };
    const { stash } = respond('writeReaction', add, reasons({ ...checkFailed, item }, none));
    expect(stash).toMatchObject({ isOvertaken: false, reaction: item });
  });

  test('that is taken off already, from elsewhere, is done', () => {
    const { stash } = respond('writeReaction', remove, reasons(checkFailed, { ...checkFailed, item: message }));
    expect(stash).toMatchObject({ isOvertaken: false, reaction: null });
  });

  test('that finds the message deleted is refused', () => {
    const item = { ...message, reactions: {}, deletedAt: '2026-01-01T00:00:09.000Z' };
    const { outcome } = respond('writeReaction', add, reasons(none, { ...checkFailed, item }));
    expect(outcome).toMatchObject({ error: { errorType: 'Forbidden', errorInfo: { code: 'MESSAGE_DELETED' } } });
  });

  test('that finds the last place taken is refused', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => [
      String.fromCodePoint(0x1f400 + index),
      { count: 1, since: 8 },
    ]);
    const item = { ...message, reactions: Object.fromEntries(twenty) as object };
    const { outcome } = respond('writeReaction', add, reasons(none, { ...checkFailed, item }));
    expect(outcome).toMatchObject({ error: { errorInfo: { code: 'EMOJI_TOO_MANY', limit: 20 } } });
  });

  test('that is overtaken twice is to be tried again by its caller', () => {
    const { outcome } = respond('writeReactionAgain', add, reasons(none, inTransaction));
    expect(outcome).toMatchObject({ error: { errorType: 'Unavailable', errorInfo: { retryable: true } } });
  });

  test('whose transaction failed for no reason given is to be tried again by its caller', () => {
    const error = { type: 'DynamoDB:SdkClientException', message: 'refused' };
    const { outcome } = respond('writeReaction', add, { result: null, error });
    expect(outcome).toMatchObject({ error: { errorType: 'Unavailable' } });
  });

  test('that is written but can not be read back has happened, and is not told', () => {
    const error = { type: 'DynamoDB:SdkClientException', message: 'refused' };
    const { outcome, events } = respond('readBack', add, { result: null, error });
    expect(outcome.kind).toBe('returned');
    expect(events).toEqual([]);
  });
});

describe('what the caller put on messages', () => {
  const page = {
    stash: { ...stashOf(edit), messages: [message, { ...message, id: 'N', seq: 4 }], myEmoji: { M: [], N: [] } },
  };
  const row = { messageId: 'M', emojiByUser: '#️⃣#al#ice', reader: 'r', seq: 3 };

  test('is told by message', () => {
    const { stash } = respond('loadMyReactions', page.stash, {
      result: { items: [{ ...row, emojiByUser: '#️⃣#alice' }], nextToken: null },
    });
    expect(stash.myEmoji).toEqual({ M: ['#️⃣'], N: [] });
  });

  test('is not known of where the query stopped, and above', () => {
    const { stash } = respond('loadMyReactions', page.stash, {
      result: { items: [{ ...row, messageId: 'N', seq: 4 }], nextToken: 'more' },
    });
    expect(stash.myEmoji).toEqual({ M: [] });
  });

  test('fails a look where the index does not answer, and not a change that is written', () => {
    const failed = { result: null, error: { type: 'DynamoDB:SdkClientException', message: 'refused' } };
    expect(respond('loadMyReactions', page.stash, failed).outcome).toMatchObject({
      error: { errorType: 'Unavailable' },
    });
    const { outcome, stash } = respond('loadMyReactions', { ...page.stash, taking: { by: 'change' } }, failed);
    expect(outcome.kind).toBe('returned');
    expect(stash.myEmoji).toEqual({});
  });

  test('is not asked where there are no reactions', () => {
    const bare = { ...message, reactions: {} };
    const { outcome, stash } = runHandler('functions/loadMyReactions', 'request', {
      stash: { ...page.stash, messages: [bare] },
    });
    expect(outcome.kind).toBe('earlyReturn');
    expect(stash.myEmoji).toEqual({ M: [] });
  });
});
