import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bundleResolver } from '../../infra/bundle.ts';
import { type HandlerContext, loadCode } from '../../local/runtime/index.ts';
import { runHandler } from './run-handler.ts';

/** What a caller can not bring about from outside: the channel changes between the look at the rights and the position. */

const authorized = {
  id: 'harbor_general',
  audienceEpoch: 1,
  workspaceEpoch: 1,
  headSeq: 7,
  clock: 1000,
  senders: {},
  sends: {},
};
const stash = { channel: authorized, workspace: { audienceEpoch: 1 }, taking: { by: 'message' } };
const limits = { PERSON_PER_SECOND: '5', PERSON_BURST: '10', CHANNEL_PER_SECOND: '50' };
const transactionConflict = { type: 'DynamoDB:TransactionConflictException', message: 'Transaction is ongoing' };
const conditionFailed = { type: 'DynamoDB:ConditionalCheckFailedException', message: 'The conditional request failed' };

function respond(step: 'sequence' | 'sequenceBehindClock', more: Partial<HandlerContext>) {
  const origin = bundleResolver(`functions/${step}`);
  return loadCode({ text: readFileSync(origin, 'utf8'), origin }).run('response', {
    arguments: {},
    identity: { resolverContext: { userId: 'alice' } },
    source: null,
    stash,
    prev: null,
    request: { headers: {}, domainName: null },
    info: { fieldName: 'f', parentTypeName: 'Mutation', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
    env: limits,
    ...more,
  });
}

describe('the second try for a position, which asks nothing of the clock', () => {
  // It stands still: to bundle and to load the code takes longer on some machines than the limits are apart.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  const refused = (row: object, taking: object = { by: 'message' }) =>
    respond('sequenceBehindClock', {
      stash: { ...stash, taking },
      result: { ...authorized, ...row },
      error: conditionFailed,
    }).outcome;
  const code = (one: string) => ({ kind: 'error', error: { errorInfo: { code: one, retryable: true } } });

  test('is refused by the limit where the person stands at it, though a moment later there is room again', () => {
    // Ten at once are 2,000 ms of the person's time: 1,790 ms ahead of now is just within them.
    expect(refused({ senders: { alice: Date.now() + 1790 } })).toMatchObject(code('SEND_LIMIT'));
  });

  test('is refused by the limit where the channel has had as many in a second as it may', () => {
    const sends = { [`${Math.floor(Date.now() / 1000) - 1}`]: 50 };
    expect(refused({ sends })).toMatchObject(code('SEND_LIMIT'));
    // A change of a message does not count for the channel.
    expect(refused({ sends }, { by: 'change' })).toMatchObject(code('CONTENDED'));
  });

  test('is no matter of limits where the person has just sent from elsewhere, far from theirs', () => {
    expect(refused({ senders: { alice: Date.now() + 200 }, sends: { 1: 49 } })).toMatchObject(code('CONTENDED'));
  });

  test('of a change of the channel itself knows no limits', () => {
    const row = { senders: { alice: Date.now() + 1790 } };
    expect(refused(row, { by: 'channel' })).toMatchObject(code('CONTENDED'));
  });
});

describe('the position', () => {
  for (const step of ['sequence', 'sequenceBehindClock'] as const) {
    test(`${step}: leaves the channel as the position finds it`, () => {
      const now = { ...authorized, headSeq: 8, clock: 1001 };
      const { outcome, stash } = respond(step, { result: now });
      expect(outcome.kind).toBe('returned');
      expect(stash.channel).toEqual(now);
    });

    test(`${step}: is refused where the channel was archived meanwhile`, () => {
      const archived = { ...authorized, archivedAt: '2026-01-01T00:00:00.000Z' };
      const { outcome } = respond(step, { result: archived, error: conditionFailed });
      expect(outcome).toMatchObject({
        kind: 'error',
        error: { errorType: 'Forbidden', errorInfo: { code: 'CHANNEL_ARCHIVED' } },
      });
    });

    test(`${step}: is not written to where somebody lost the channel meanwhile: trying again looks at the rights again`, () => {
      const { outcome } = respond(step, {
        result: { ...authorized, headSeq: 8, audienceEpoch: 2 },
        error: conditionFailed,
      });
      expect(outcome).toMatchObject({
        kind: 'error',
        error: { errorType: 'Unavailable', errorInfo: { retryable: true } },
      });
    });

    test(`${step}: is no position where the table does not answer`, () => {
      const { outcome } = respond(step, {
        result: null,
        error: { type: 'DynamoDB:SdkClientException', message: 'refused' },
      });
      expect(outcome).toMatchObject({ kind: 'error', error: { errorType: 'Unavailable' } });
    });
  }

  test('sequence: hands over where the channel’s clock is ahead', () => {
    const { outcome, stash } = respond('sequence', { result: { ...authorized, clock: 9e12 }, error: conditionFailed });
    expect(outcome).toMatchObject({ kind: 'returned' });
    expect(stash.isBehindClock).toBe(true);
  });

  for (const step of ['sequence', 'sequenceBehindClock'] as const) {
    test(`${step}: ends every audience that the workspace had since, up to three`, () => {
      const endedAt = (workspaceEpoch: number) =>
        respond(step, { result: { ...authorized, headSeq: 8, clock: 1001, workspaceEpoch } }).stash.ended;
      const ended = (epoch: number) => ({
        audience: `harbor_general:${epoch}.1`,
        seq: 7,
        at: '1970-01-01T00:00:01.000Z',
      });
      expect(endedAt(1)).toBeUndefined();
      expect(endedAt(2)).toEqual([ended(1)]);
      expect(endedAt(3)).toEqual([ended(1), ended(2)]);
      expect(endedAt(4)).toEqual([ended(1), ended(2), ended(3)]);
      expect(endedAt(9)).toEqual([ended(1), ended(7), ended(8)]);
    });
  }

  test('sequence: is tried again at the time that it is then, where a transaction is at work on the channel', () => {
    const { outcome, stash } = respond('sequence', { result: null, error: transactionConflict });
    expect(outcome).toMatchObject({ kind: 'returned' });
    expect(stash).toMatchObject({ isBehindClock: true, isHeldUp: true, channel: authorized });
    const again = runHandler('functions/sequenceBehindClock', 'request', { stash, env: limits }).outcome;
    expect(again).toMatchObject({ kind: 'returned', value: { operation: 'UpdateItem' } });
    expect(JSON.stringify(again)).toContain('#if_clock < :if_now');
    const behind = runHandler('functions/sequenceBehindClock', 'request', {
      stash: { ...stash, isHeldUp: false },
      env: limits,
    });
    expect(JSON.stringify(behind.outcome)).not.toContain('#if_clock');
  });

  test('sequenceBehindClock: held up once more, it is for the caller to try again', () => {
    const { outcome } = respond('sequenceBehindClock', { result: null, error: transactionConflict });
    expect(outcome).toMatchObject({ kind: 'error', error: { errorType: 'Unavailable' } });
  });

  test('sequenceBehindClock: takes none of a channel that is gone', () => {
    const { outcome } = respond('sequenceBehindClock', { result: null, error: conditionFailed });
    expect(outcome).toMatchObject({ kind: 'error', error: { errorType: 'Unavailable' } });
  });
});

describe('what a position clears from the row', () => {
  const removed = (row: object) => {
    const { outcome } = runHandler('functions/sequence', 'request', {
      stash: { ...stash, channel: { ...authorized, ...row } },
      env: limits,
    });
    const { update } = (
      outcome as { value: { update: { expression: string; expressionNames: Record<string, string> } } }
    ).value;
    const [, cleared = ''] = update.expression.split(' REMOVE ');
    return cleared
      .split(', ')
      .map((path) => update.expressionNames[path.split('.')[1] ?? ''])
      .filter(Boolean);
  };

  test('is who was paid off two seconds ago, and not who may be at it again by now', () => {
    const now = Date.now();
    expect(
      removed({ senders: { bob: now - 10_000, carol: now - 1000, dave: now + 1000, alice: now - 10_000 } }),
    ).toEqual(['bob']);
  });

  test('is a second that has been over for two, whoever’s clock it was counted by', () => {
    const second = Math.floor(Date.now() / 1000);
    const sends = { [second - 60]: 50, [second - 5]: 1, [second - 1]: 50, [second + 1]: 3 };
    expect(removed({ sends })).toEqual([String(second - 60), String(second - 5)]);
  });

  test('is nothing where there is nothing', () => {
    expect(removed({})).toEqual([]);
  });
});
