import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';

/** "Real-time messages and data model integration". */
describe('2. A message, as models.json has it', () => {
  let network: Network;
  beforeAll(async () => {
    network = await startNetwork();
  });
  afterAll(() => network?.close());

  test('alice writes; the row has every required field, and everyone connected is told', async () => {
    const [alice, bob] = [await network.as('alice'), await network.as('bob')];
    const listener = await bob.listen('harbor_general');
    const sent = await alice.send('harbor_general', 'A message like any other.');
    const { Item } = (await network.dynamoDb.call('GetItem', {
      TableName: network.tableOf('Message'),
      Key: { id: { S: sent.id } },
      ConsistentRead: true,
    })) as { Item: Record<string, unknown> };
    expect(Item).toMatchObject({
      id: { S: sent.id },
      channelId: { S: 'harbor_general' },
      userId: { S: 'alice' },
      content: { S: 'A message like any other.' },
      createdAt: { S: sent.createdAt },
    });
    expect((await listener.next()).message).toEqual(sent);
    listener.close();
  });

  test('alice edits it, bob reacts, alice deletes it: everyone connected is told each, and the row says the same', async () => {
    const [alice, bob, carol] = [await network.as('alice'), await network.as('bob'), await network.as('carol')];
    const channelId = 'harbor_design';
    const { id } = await alice.send(channelId, 'Blue, I think.');
    const listener = await carol.listen(channelId);
    await alice.get(operations.editMessage, { input: { id, channelId, content: 'Green, I think.' } });
    expect(await listener.next()).toMatchObject({
      kind: 'MESSAGE_EDITED',
      message: { id, content: 'Green, I think.', editedAt: expect.any(String) as string },
    });
    await bob.get(operations.addReaction, { input: { messageId: id, channelId, emoji: '💚' } });
    expect(await listener.next()).toMatchObject({
      kind: 'REACTION_ADDED',
      message: { id, reactions: [{ emoji: '💚', count: 1 }] },
      reaction: { userId: 'bob', emoji: '💚' },
    });
    await alice.get(operations.deleteMessage, { input: { id, channelId } });
    expect(await listener.next()).toMatchObject({
      kind: 'MESSAGE_DELETED',
      message: { id, content: null, reactions: [], deletedAt: expect.any(String) as string },
    });
    listener.close();
    const { Item } = (await network.dynamoDb.call('GetItem', {
      TableName: network.tableOf('Message'),
      Key: { id: { S: id } },
      ConsistentRead: true,
    })) as { Item: Record<string, unknown> };
    expect(Object.keys(Item)).not.toContain('content');
    expect(Item).toMatchObject({ userId: { S: 'alice' }, deletedAt: { S: expect.any(String) as string } });
  });
});
