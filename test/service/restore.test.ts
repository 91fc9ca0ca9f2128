import { expect, test } from 'vitest';
import { drill } from '../proof/restore/drill.ts';
import { verdictOn } from '../proof/restore/verdict.ts';
import { startNetwork } from '../support/network.ts';

/** `npm run drill:restore`, smaller. */
test('a restored service goes on without loss, and a person who is deleted there is gone', async () => {
  const said: string[] = [];
  const wrong = await drill({ messages: 30, say: (words) => said.push(words) });
  expect(wrong, said.join('\n')).toEqual([]);
  expect(said.length).toBeGreaterThan(15);
}, 120_000);

test('tables of which one is older than the others are accused', async () => {
  const network = await startNetwork();
  try {
    const channelId = 'harbor_design';
    const alice = await network.as('alice');
    const { dynamoDb, tableOf } = network;
    const place = { TableName: tableOf('Channel'), Key: { id: { S: channelId } } };
    const { Item } = (await dynamoDb.call('GetItem', { ...place, ConsistentRead: true })) as { Item: object };
    await alice.send(channelId, 'after the second of one table');
    expect(await verdictOn(network, ['alice', 'bob'], [channelId])).toEqual([]);
    await dynamoDb.call('PutItem', { TableName: place.TableName, Item });
    const verdict = await verdictOn(network, ['alice', 'bob'], [channelId]);
    expect(verdict.join('\n')).toMatch(/R22: .* is above the channel’s counter/);
  } finally {
    await network.close();
  }
}, 60_000);
