import { describe, expect, test } from 'vitest';
import { runHandler } from './run-handler.ts';

/** What a caller can not bring about from outside: they are removed in the middle of the batch that their right is read in. */

const env = { CHANNEL_MEMBER_TABLE: 'members', WORKSPACE_MEMBER_TABLE: 'people' };
const person = { userId: 'alice', workspaceId: 'harbor', role: 'MEMBER', membershipId: 'stay' };
const membership = { userId: 'alice', channelId: 'harbor_vault', membershipId: 'stay' };
const stash = {
  access: { channelId: 'harbor_vault', action: 'read' },
  channel: { id: 'harbor_vault', workspaceId: 'harbor', isPrivate: true, isDm: false, audienceEpoch: 2 },
  workspace: { id: 'harbor', audienceEpoch: 1 },
  // As the first look at the right found them.
  caller: { userId: 'alice', isInChannel: true, membership, workspaceMember: person, lapsed: null },
};

function confirm(people: object | null, members: object | null, more: object = {}) {
  const result = { data: { people: [people], members: [members] }, unprocessedKeys: { people: [], members: [] } };
  return runHandler('functions/confirmStanding', 'response', { env, stash, result: { ...result, ...more } });
}

const hidden = { kind: 'error', error: { errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } } };

describe('the second look at who may listen', () => {
  test('asks for the caller in the workspace and in the channel, consistently', () => {
    const { outcome } = runHandler('functions/confirmStanding', 'request', { env, stash });
    expect(outcome).toMatchObject({
      kind: 'returned',
      value: {
        operation: 'BatchGetItem',
        tables: {
          people: { keys: [{ userId: { S: 'alice' }, workspaceId: { S: 'harbor' } }], consistentRead: true },
          members: { keys: [{ userId: { S: 'alice' }, channelId: { S: 'harbor_vault' } }], consistentRead: true },
        },
      },
    });
  });

  test('lets those listen who are still in the channel', () => {
    expect(confirm(person, membership).outcome.kind).toBe('returned');
  });

  test('refuses whoever was removed from the channel meanwhile, as if there were none', () => {
    expect(confirm(person, null).outcome).toMatchObject(hidden);
    expect(confirm({ ...person, membershipId: 'another stay' }, membership).outcome).toMatchObject(hidden);
  });

  test('refuses whoever left the workspace meanwhile, as if there were none', () => {
    expect(confirm(null, membership).outcome).toMatchObject(hidden);
  });

  test('tells whoever it could not be read of to try again', () => {
    const outcome = { kind: 'error', error: { errorType: 'Unavailable' } };
    expect(confirm(null, null, { unprocessedKeys: { people: [person], members: [] } }).outcome).toMatchObject(outcome);
  });
});
