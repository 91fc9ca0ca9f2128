import { describe, expect, test } from 'vitest';
import { runHandler } from './run-handler.ts';

const stash = {
  channel: { id: 'harbor_general', headSeq: 8, clock: 1001, audienceEpoch: 1 },
  workspace: { audienceEpoch: 2 },
};
const ended = [{ audience: 'harbor_general:1.1', seq: 7, at: '1970-01-01T00:00:01.000Z' }];

describe('what is told', () => {
  for (const step of ['publish', 'publishMore']) {
    test(`${step}: is nothing, by no call, where nothing happened`, () => {
      const { outcome } = runHandler(`functions/${step}`, 'request', { stash, prev: { result: 'before' } });
      expect(outcome).toMatchObject({ kind: 'earlyReturn' });
    });
  }

  test('is the end of an audience, also where the position that ended it came to nothing', () => {
    const { outcome } = runHandler('functions/publish', 'request', { stash: { ...stash, ended } });
    expect(outcome.kind).toBe('returned');
    const { params } = (outcome as { value: { params: { body: string } } }).value;
    const { variables } = JSON.parse(params.body) as { variables: object };
    expect(variables).toEqual({
      event0: { channelId: 'harbor_general', kind: 'AUDIENCE_ENDED', actorId: '', endsAudience: true, ...ended[0] },
    });
  });
});
