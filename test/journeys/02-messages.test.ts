import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

  test.todo('alice edits her message; everyone sees the new text and that it was edited');
  test.todo('alice deletes her message; its text is gone for everyone, its place is kept');
  test.todo('bob reacts; everyone sees the count');
});
