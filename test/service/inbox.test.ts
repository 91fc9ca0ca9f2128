import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import type { OnInboxEventSubscription } from '../../generated/operations.ts';
import { addChannel } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { type Socket, openSocket } from '../support/socket.ts';

type InboxEvent = NonNullable<OnInboxEventSubscription['onInboxEvent']>;

let network: Network;
let alice: Person;
let bob: Person;
const sockets: Socket[] = [];

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob } = await network.everyone());
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => network?.close());

async function inboxOf(person: Person, userId = person.userId) {
  const socket = await openSocket(network.realtimeUrl, person.token);
  sockets.push(socket);
  return socket.subscribe<InboxEvent>(operations.onInboxEvent, { userId });
}

const read = (person: Person, channelId: string, seq: number) =>
  person.get(operations.markRead, { input: { channelId, seq } });

describe('an inbox', () => {
  test('hears on every device how far its person has read', async () => {
    const channelId = await addChannel(network, 'harbor', 'inbox-read', [alice, bob]);
    await alice.send(channelId, 'one');
    await alice.send(channelId, 'two');
    const devices = await Promise.all([inboxOf(bob), inboxOf(await network.as('bob'))]);
    await read(bob, channelId, 1);
    for (const device of devices) {
      const told = await device.until(({ kind }) => kind === 'READ');
      expect(told).toEqual({
        userId: 'bob',
        kind: 'READ',
        actorId: 'bob',
        at: told.at,
        workspaceId: 'harbor',
        channelId,
        messageId: null,
        seq: 1,
      });
      expect(Math.abs(Date.parse(told.at) - Date.now())).toBeLessThan(60_000);
    }
  });

  test('hears nothing of a marker that does not move', async () => {
    const channelId = await addChannel(network, 'harbor', 'inbox-still', [alice, bob]);
    await alice.send(channelId, 'one');
    await alice.send(channelId, 'two');
    const inbox = await inboxOf(bob);
    await read(bob, channelId, 1);
    await read(bob, channelId, 1);
    await read(bob, channelId, 0);
    await read(bob, channelId, 2);
    await inbox.until(({ seq }) => seq === 2);
    expect(inbox.events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('hears nothing of what others read', async () => {
    const channelId = await addChannel(network, 'harbor', 'inbox-others', [alice, bob]);
    await alice.send(channelId, 'one');
    const hers = await inboxOf(alice);
    const his = await inboxOf(bob);
    await read(bob, channelId, 1);
    await read(alice, channelId, 1);
    await his.until(({ kind }) => kind === 'READ');
    await hers.until(({ kind }) => kind === 'READ');
    expect(hers.events.map(({ userId }) => userId)).toEqual(['alice']);
    expect(his.events.map(({ userId }) => userId)).toEqual(['bob']);
  });

  for (const userId of ['alice', 'nobody', '']) {
    test(`is not heard by anybody else (${userId || 'no id'})`, async () => {
      await expect(inboxOf(bob, userId)).rejects.toMatchObject({ errorType: 'Forbidden' });
    });
  }

  test('is not written to by people', async () => {
    const input = {
      userId: 'alice',
      kind: 'READ',
      actorId: 'bob',
      at: new Date().toISOString(),
      workspaceId: 'harbor',
    };
    const { data, errors } = await bob.ask(
      'mutation ($input: InboxEventInput!) { publishInboxEvent(input: $input) { userId } }',
      { input },
    );
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
  });
});
