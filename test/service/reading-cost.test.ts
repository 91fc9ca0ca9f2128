import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { addChannel } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

const emoji = '👍';
let network: Network;
let alice: Person;
let bob: Person;
/** 100 messages, of which one has a reaction. */
let reacted: string;

beforeAll(async () => {
  network = await startNetwork({ logbookLength: 10_000 });
  ({ alice, bob } = await network.everyone());
  reacted = await addChannel(network, 'harbor', 'reacted', [alice, bob]);
  for (let number = 1; number < 100; number += 1) await alice.send(reacted, `message ${number}`);
  const { id } = await alice.send(reacted, 'the last one');
  await bob.get(operations.addReaction, { input: { messageId: id, channelId: reacted, emoji } });
});
afterAll(() => network?.close());

/** What one request of ours cost; the service's own publishing is a request of its own. */
async function costOf(ask: () => Promise<unknown>) {
  const before = network.requests.length;
  await ask();
  const caused = network.requests.slice(before);
  const own = caused.find(({ operation }) => !operation.includes('publish'));
  return { calls: own?.calls, readUnits: own?.readUnits, writeUnits: own?.writeUnits, requests: caused.length };
}

const page = (channelId: string, more: object) =>
  costOf(() => alice.get(operations.messagesByChannel, { channelId, ...more }));
const sync = (channelId: string, afterSeq: number, more: object = {}) =>
  costOf(() => alice.get(operations.syncChannel, { channelId, afterSeq, ...more }));
const read = (person: Person, channelId: string, seq: number) =>
  costOf(() => person.get(operations.markRead, { input: { channelId, seq } }));

describe('what a page of history costs', () => {
  test('two calls where nothing has reactions, three where something has', async () => {
    expect(await page('harbor_logbook', { limit: 50 })).toMatchObject({ calls: 2, writeUnits: 0, requests: 1 });
    expect(await page(reacted, { limit: 50 })).toMatchObject({ calls: 3, writeUnits: 0, requests: 1 });
  });

  test('as many calls for 100 messages with everything selected as for one', async () => {
    expect((await page(reacted, { limit: 100 })).calls).toBe((await page(reacted, { limit: 1 })).calls);
  });

  test('one call more for a jump, however deep; none near the head', async () => {
    for (const jump of [{ before: 5000 }, { after: 5000 }, { around: 5000 }, { before: 200 }, { after: 9_000 }]) {
      const cost = await page('harbor_logbook', { limit: 50, ...jump });
      expect(cost).toMatchObject({ calls: 3, writeUnits: 0, requests: 1 });
      // 4 for the right, a half for the mark; some 240 short messages are under 96 KB.
      expect(cost.readUnits).toBeLessThanOrEqual(16);
    }
    expect(await page('harbor_logbook', { limit: 50, before: 9_980 })).toMatchObject({ calls: 2 });
    expect(await page('harbor_logbook', { limit: 50, after: 10 })).toMatchObject({ calls: 2 });
    // With reactions, the most that a page can cost.
    expect((await page(reacted, { limit: 50, before: 101 })).calls).toBeLessThanOrEqual(4);
  });
});

describe('what a look at changes costs', () => {
  test('one call and 4 read units where there are none: a client may ask often', async () => {
    expect(await sync('harbor_logbook', 10_000)).toEqual({ calls: 1, readUnits: 4, writeUnits: 0, requests: 1 });
  });

  test('two calls and 4.5 read units or so where a few messages were sent', async () => {
    const cost = await sync('harbor_logbook', 9_995);
    expect(cost).toMatchObject({ calls: 2, writeUnits: 0, requests: 1 });
    expect(cost.readUnits).toBeLessThanOrEqual(5);
  });

  test('three calls where older messages changed, four where something has reactions', async () => {
    const channelId = await addChannel(network, 'harbor', 'changed', [alice]);
    const { id } = await alice.send(channelId, 'first words');
    await alice.get(operations.editMessage, { input: { id, channelId, content: 'second thoughts' } });
    expect(await sync(channelId, 1)).toMatchObject({ calls: 3, writeUnits: 0, requests: 1 });
    for (const limit of [1, 100]) expect(await sync(reacted, 0, { limit })).toMatchObject({ calls: 4, requests: 1 });
  });
});

describe('what reading and typing cost', () => {
  test('a marker at the head: a look, a write and a word to one’s other devices', async () => {
    const { seq } = await alice.send('harbor_design', 'read me');
    expect(await read(bob, 'harbor_design', seq)).toEqual({ calls: 3, readUnits: 5, writeUnits: 1, requests: 2 });
  });

  test('a marker that does not move: a look', async () => {
    expect(await read(bob, 'harbor_design', 1)).toEqual({ calls: 1, readUnits: 5, writeUnits: 0, requests: 1 });
  });

  test('a marker below the head: one call more, two where it is far below', async () => {
    const channelId = await addChannel(network, 'harbor', 'long', [alice, bob]);
    for (let number = 1; number <= 140; number += 1) await alice.send(channelId, `message ${number}`);
    expect(await read(bob, channelId, 10)).toMatchObject({ calls: 5, writeUnits: 1, requests: 2 });
    const near = await read(bob, channelId, 130);
    expect(near).toMatchObject({ calls: 4, writeUnits: 1, requests: 2 });
    expect(near.readUnits).toBeLessThanOrEqual(8);
  });

  test('typing: a look, a note of when it was told, and a word to the channel', async () => {
    expect(await costOf(() => alice.get(operations.sendTyping, { channelId: 'harbor_design' }))).toEqual({
      calls: 3,
      readUnits: 4,
      writeUnits: 1,
      requests: 2,
    });
  });

  test('the list of my channels: three calls, however many', async () => {
    for (const limit of [1, 100]) {
      const variables = { workspaceId: 'harbor', limit };
      const cost = await costOf(() => alice.get(operations.listMyChannels, variables));
      expect(cost).toMatchObject({ calls: 3, writeUnits: 0, requests: 1 });
    }
  });

  test('the start of an inbox: nothing', async () => {
    const cost = await costOf(async () => (await alice.listenTo(operations.onInboxEvent, { userId: 'alice' })).close());
    expect(cost).toEqual({ calls: 0, readUnits: 0, writeUnits: 0, requests: 1 });
  });
});
