import { describe, expect, test } from 'vitest';
import { fieldsAtOnce } from '../../resolvers/lib/publish-document.ts';
import { runHandler } from './run-handler.ts';

const stash = {
  channel: { id: 'harbor_general', headSeq: 8, clock: 1001, audienceEpoch: 1 },
  workspace: { audienceEpoch: 2 },
};
const ended = [{ audience: 'harbor_general:1.1', seq: 7, at: '1970-01-01T00:00:01.000Z' }];

describe('what is told', () => {
  test('is nothing, by no call, where nothing happened', () => {
    const { outcome } = runHandler('functions/publish', 'request', { stash, prev: { result: 'before' } });
    expect(outcome).toMatchObject({ kind: 'earlyReturn' });
  });

  test.each([
    [1, 4],
    [1, 15],
    [4, 15],
    [0, 40],
    [1, 100],
    [0, 6],
  ])('goes to everyone once, in documents of five fields at most: %i events, %i people', (count, people) => {
    const events = Array.from({ length: count }, (_, seq) => ({ seq }));
    const inbox = Array.from({ length: people }, (_, index) => ({ userId: `person-${index}` }));
    const told: string[] = [];
    let documents = 0;
    const tell = (parts: object) => {
      const { outcome } = runHandler('functions/publish', 'request', { stash: { ...stash, ...parts } });
      const { params } = (outcome as { value: { params: { body: string } } }).value;
      const { query, variables } = JSON.parse(params.body) as { query: string; variables: Record<string, unknown> };
      documents += 1;
      expect(Object.keys(variables).length).toBeLessThanOrEqual(fieldsAtOnce);
      expect(query.match(/: publish\w+\(/g)).toHaveLength(Object.keys(variables).length);
      for (const [name, value] of Object.entries(variables)) {
        if (name.startsWith('list')) tell({ events: [], inbox: value });
        if (name.startsWith('inbox')) told.push((value as { userId: string }).userId);
      }
    };
    tell({ events, inbox });
    expect(told.sort()).toEqual(inbox.map(({ userId }) => userId).sort());
    expect(documents).toBeLessThanOrEqual(2 + Math.ceil(people / 4));
  });

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
