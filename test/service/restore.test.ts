import { expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { drill } from '../proof/restore/drill.ts';
import { verdictOn } from '../proof/restore/verdict.ts';
import { startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

/** `npm run drill:restore`, smaller. */
test('a restored service goes on without loss, and a person who is deleted there is gone', async () => {
  const said: string[] = [];
  const wrong = await drill({ messages: 30, say: (words) => said.push(words) });
  expect(wrong, said.join('\n')).toEqual([]);
  expect(said.length).toBeGreaterThan(15);
}, 120_000);

test('tables of which one is older than the others are accused', async () => {
  const network = await startNetwork({ seed: false });
  try {
    const alice = await network.as('alice');
    const channelId = await createChannel(alice);
    const { dynamoDb, tableOf } = network;
    const TableName = tableOf('Channel');
    const Key = { id: { S: channelId } };
    const { Item } = (await dynamoDb.call('GetItem', { TableName, Key, ConsistentRead: true })) as { Item: object };
    await alice.send(channelId, 'after the second of one table');
    expect(await verdictOn(network, ['alice'], [channelId])).toEqual([]);
    await dynamoDb.call('PutItem', { TableName, Item });
    const verdict = await verdictOn(network, ['alice'], [channelId]);
    expect(verdict.join('\n')).toMatch(/R22: .* is above the channel’s counter/);
  } finally {
    await network.close();
  }
}, 60_000);

async function createChannel(person: Person): Promise<string> {
  const { createWorkspace } = await person.get<operations.CreateWorkspaceMutation>(operations.createWorkspace, {
    input: { name: 'Judged' },
  });
  const input = { workspaceId: createWorkspace.id, name: 'judged' };
  return (await person.get<operations.CreateChannelMutation>(operations.createChannel, { input })).createChannel.id;
}
