import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;

beforeAll(async () => {
  network = await startNetwork({ logbookLength: 10_000 });
  alice = await network.as('alice');
});
afterAll(() => network?.close());

/** What one request of ours cost, the service's own publishing included: it is counted with the request that caused it. */
async function costOf(ask: () => Promise<unknown>) {
  const before = network.requests.length;
  await ask();
  const caused = network.requests.slice(before);
  const own = caused.find((request) => !request.operation.includes('publishChannelEvent'));
  return { calls: own?.calls, readUnits: own?.readUnits, writeUnits: own?.writeUnits, requests: caused.length };
}

const send = (content: string, id = ulid()) =>
  costOf(() => alice.get(operations.sendMessage, { input: { id, channelId: 'harbor_general', content } }));

const page = (channelId: string, limit: number) =>
  costOf(() => alice.get(operations.messagesByChannel, { channelId, limit }));

describe('what an operation costs', () => {
  test('a send: four calls in sequence, 4 read units, 3 write units', async () => {
    // One request is the sender's, one the service's own, which stores nothing.
    expect(await send('a short one')).toEqual({ calls: 4, readUnits: 4, writeUnits: 3, requests: 2 });
  });

  test('a send of nearly a kilobyte costs no more', async () => {
    expect(await send('x'.repeat(650))).toEqual({ calls: 4, readUnits: 4, writeUnits: 3, requests: 2 });
  });

  test('a reply reads the message that it answers, and costs nothing else more', async () => {
    const original = await alice.send('harbor_general', 'Anyone?');
    const input = { id: ulid(), channelId: 'harbor_general', content: 'Me.', replyToId: original.id };
    expect(await costOf(() => alice.get(operations.sendMessage, { input }))).toEqual({
      calls: 4,
      readUnits: 5,
      writeUnits: 3,
      requests: 2,
    });
  });

  test('a retry reads the stored message instead of writing one', async () => {
    const id = ulid();
    await send('twice', id);
    // The put that found the id taken, and AppSync's look at what took it, are one call of the resolver and two of DynamoDB.
    expect(await send('twice', id)).toEqual({ calls: 5, readUnits: 5, writeUnits: 1, requests: 2 });
  });

  test('a send that finds the channel’s clock ahead takes its position at a second call', async () => {
    await network.dynamoDb.call('UpdateItem', {
      TableName: network.tableOf('Channel'),
      Key: { id: { S: 'harbor_general' } },
      UpdateExpression: 'SET #clock = :ahead',
      ExpressionAttributeNames: { '#clock': 'clock' },
      ExpressionAttributeValues: { ':ahead': { N: String(Date.now() + 60_000) } },
    });
    expect(await send('late')).toMatchObject({ readUnits: 5, writeUnits: 3, requests: 2 });
  });

  test('a page of 50: two calls', async () => {
    const cost = await page('harbor_logbook', 50);
    expect(cost).toMatchObject({ calls: 2, writeUnits: 0, requests: 1 });
    // 4 for the right to read; 51 short messages are two times 4 KB and a bit, each at half a unit.
    expect(cost.readUnits).toBeLessThanOrEqual(6);
  });

  test('a page of 100 makes no more calls than a page of one', async () => {
    const [one, hundred] = [await page('harbor_logbook', 1), await page('harbor_logbook', 100)];
    expect(hundred.calls).toBe(one.calls);
  });

  test('a page from the middle of 10,000 costs what the first one does', async () => {
    const first = await page('harbor_logbook', 50);
    let nextToken: string | null = null;
    for (let count = 0; count < 50; count += 1) {
      nextToken = (await alice.page('harbor_logbook', { limit: 100, nextToken })).nextToken;
    }
    const middle = await costOf(() =>
      alice.get(operations.messagesByChannel, { channelId: 'harbor_logbook', limit: 50, nextToken }),
    );
    expect(middle).toEqual(first);
  });

  test('the list of my channels makes as many calls for seven as for one', async () => {
    const list = (limit: number) =>
      costOf(() => alice.get(operations.listMyChannels, { workspaceId: 'harbor', limit }));
    expect((await list(7)).calls).toBe(3);
    expect((await list(1)).calls).toBe(3);
  });

  test('one channel takes one call and 4 read units, the start of a subscription another of 2', async () => {
    const shown = await costOf(() => alice.get(operations.getChannel, { id: 'harbor_general' }));
    expect(shown).toEqual({ calls: 1, readUnits: 4, writeUnits: 0, requests: 1 });
    const heard = await costOf(async () => (await alice.listen('harbor_general')).close());
    expect(heard).toEqual({ calls: 2, readUnits: 6, writeUnits: 0, requests: 1 });
  });
});
