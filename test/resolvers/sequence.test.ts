import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundleResolver } from '../../infra/bundle.ts';
import { type HandlerContext, loadCode } from '../../local/runtime/index.ts';

/** What a caller can not bring about from outside: the channel changes between the look at the rights and the position. */

const authorized = { id: 'harbor_general', audienceEpoch: 1, headSeq: 7, clock: 1000 };
const conditionFailed = { type: 'DynamoDB:ConditionalCheckFailedException', message: 'The conditional request failed' };

function respond(step: 'sequence' | 'sequenceBehindClock', more: Partial<HandlerContext>) {
  const origin = bundleResolver(`functions/${step}`);
  const { outcome, stash } = loadCode({ text: readFileSync(origin, 'utf8'), origin }).run('response', {
    arguments: {},
    identity: { resolverContext: { userId: 'alice' } },
    source: null,
    stash: { channel: authorized },
    prev: null,
    request: { headers: {}, domainName: null },
    info: { fieldName: 'f', parentTypeName: 'Mutation', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
    env: {},
    ...more,
  });
  return { outcome, stash };
}

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
      const { outcome } = respond(step, { result: { ...authorized, headSeq: 8, audienceEpoch: 2 } });
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
    expect(outcome).toMatchObject({ kind: 'returned', value: null });
    expect(stash.isBehindClock).toBe(true);
  });

  test('sequenceBehindClock: takes none of a channel that is gone', () => {
    const { outcome } = respond('sequenceBehindClock', { result: null, error: conditionFailed });
    expect(outcome).toMatchObject({ kind: 'error', error: { errorType: 'Unavailable' } });
  });
});
