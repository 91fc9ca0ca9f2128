import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { MessageFieldsFragment } from '../../generated/operations.ts';
import { addChannel, joinCrowd } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let channelId: string;

beforeAll(async () => {
  network = await startNetwork();
  alice = await network.as('alice');
  bob = await network.as('bob');
  channelId = await addChannel(network, 'harbor', 'costs', [alice, bob]);
});
afterAll(() => network?.close());

/** What one request of ours cost; what it had published stores nothing and is a request of its own. */
async function costOf(ask: () => Promise<unknown>) {
  const before = network.requests.length;
  await ask();
  const caused = network.requests.slice(before);
  const own = caused.find((request) => !request.operation.includes('publish'));
  return { calls: own?.calls, readUnits: own?.readUnits, writeUnits: own?.writeUnits, requests: caused.length };
}

const send = (more: object = {}) => costOf(() => alice.send(channelId, 'plain', more));
const react = (person: Person, { id }: { id: string }, emoji: string, query: string = operations.addReaction) =>
  costOf(() => person.get(query, { input: { messageId: id, channelId, emoji } }));
const edit = ({ id }: { id: string }, content: string) =>
  costOf(() => alice.get(operations.editMessage, { input: { id, channelId, content } }));
const remove = ({ id }: { id: string }) =>
  costOf(() => alice.get(operations.deleteMessage, { input: { id, channelId } }));

describe('a send', () => {
  test('takes 4 calls, 4 read units and 3 write units; every 64th message one write unit more', async () => {
    const writeUnits: (number | undefined)[] = [];
    const fresh = await addChannel(network, 'harbor', 'sixtyfour', [alice]);
    for (let ordinal = 1; ordinal <= 65; ordinal += 1) {
      const cost = await costOf(() => alice.send(fresh, `message ${ordinal}`));
      expect(cost).toMatchObject({ calls: 4, readUnits: 4, requests: 2 });
      writeUnits.push(cost.writeUnits);
    }
    expect(writeUnits.filter((units) => units === 3)).toHaveLength(64);
    expect(writeUnits[63]).toBe(4);
  });

  test('with attachments of half a kilobyte costs no more', async () => {
    const attachments = [{ id: ulid(), name: 'map.png', contentType: 'image/png', size: 10 }];
    expect(await send({ attachments })).toEqual({ calls: 4, readUnits: 4, writeUnits: 3, requests: 2 });
  });

  test('that mentions its author alone costs no more', async () => {
    const cost = await costOf(() => alice.send(channelId, 'note to <@alice>'));
    expect(cost).toEqual({ calls: 4, readUnits: 4, writeUnits: 3, requests: 2 });
  });

  test('that mentions people reads them in one call and notes it for the members in another', async () => {
    const cost = await costOf(() => alice.send(channelId, 'look, <@bob>'));
    expect(cost).toEqual({ calls: 6, readUnits: 6, writeUnits: 5, requests: 2 });
  });

  test('that mentions fifteen members makes no more calls than one that mentions one, and tells them five at a time', async () => {
    const crowd = await joinCrowd(network, 'harbor', 'costly', 15);
    const crowded = await addChannel(network, 'harbor', 'fifteencosts', [alice, ...crowd]);
    const content = crowd.map(({ userId }) => `<@${userId}>`).join(' ');
    const cost = await costOf(() => alice.send(crowded, content));
    expect(cost).toEqual({ calls: 6, readUnits: 34, writeUnits: 33, requests: 5 });
  });

  test('that says it is a retry reads the stored message and writes nothing', async () => {
    const id = ulid();
    await send({ id });
    expect(await send({ id, isRetry: true })).toEqual({ calls: 2, readUnits: 5, writeUnits: 0, requests: 2 });
  });
});

describe('a change of a message', () => {
  const sent = (): Promise<MessageFieldsFragment> => alice.send(channelId, 'as it was');

  test('edit: 4 calls, 5 read units, 4 write units; 5 once it has a revision', async () => {
    const message = await sent();
    expect(await edit(message, 'other')).toEqual({ calls: 4, readUnits: 5, writeUnits: 4, requests: 2 });
    expect(await edit(message, 'another')).toEqual({ calls: 4, readUnits: 5, writeUnits: 5, requests: 2 });
  });

  test('delete: the same', async () => {
    expect(await remove(await sent())).toEqual({ calls: 4, readUnits: 5, writeUnits: 4, requests: 2 });
  });

  test('reaction: 5 calls, 7 read units, 8 write units; 9 to take it off, since it has a revision then', async () => {
    const message = await sent();
    expect(await react(bob, message, '👍')).toEqual({ calls: 5, readUnits: 7, writeUnits: 8, requests: 2 });
    expect(await react(bob, message, '👍', operations.removeReaction)).toEqual({
      calls: 5,
      readUnits: 7,
      writeUnits: 9,
      requests: 2,
    });
  });

  test('that changes nothing takes the one call that says so', async () => {
    const message = await sent();
    expect(await edit(message, 'as it was')).toEqual({ calls: 1, readUnits: 5, writeUnits: 0, requests: 1 });
    expect(await react(bob, message, '👍', operations.removeReaction)).toMatchObject({ calls: 1, writeUnits: 0 });
    await react(bob, message, '👍');
    expect(await react(bob, message, '👍')).toMatchObject({ calls: 1, writeUnits: 0 });
    await remove(message);
    expect(await remove(message)).toMatchObject({ calls: 1, writeUnits: 0 });
  });

  test('edit of one with reactions makes one call more: which of them are the author’s', async () => {
    const message = await sent();
    await react(alice, message, '👍');
    expect((await edit(message, 'other')).calls).toBe(5);
  });
});

describe('a look', () => {
  test('at one message: 2 calls and 5 read units; with reactions 3 calls', async () => {
    const message = await alice.send(channelId, 'one');
    const get = () => costOf(() => alice.get(operations.getMessage, { id: message.id }));
    expect(await get()).toEqual({ calls: 2, readUnits: 5, writeUnits: 0, requests: 1 });
    await react(bob, message, '👍');
    expect(await get()).toEqual({ calls: 3, readUnits: 5.5, writeUnits: 0, requests: 1 });
  });

  test('at its reactions: 2 calls, however many there are', async () => {
    const message = await alice.send(channelId, 'many');
    for (let index = 0; index < 10; index += 1) await react(alice, message, String.fromCodePoint(0x1f400 + index));
    const { id: messageId } = message;
    const list = (limit: number) => costOf(() => alice.get(operations.listReactions, { messageId, channelId, limit }));
    expect(await list(1)).toMatchObject({ calls: 2, writeUnits: 0, requests: 1 });
    expect(await list(100)).toEqual({ calls: 2, readUnits: 6, writeUnits: 0, requests: 1 });
  });
});
