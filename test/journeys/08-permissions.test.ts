import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

/** "Security and permissions": isPrivate, isDm and members gate every message and every subscription. */
describe('8. Who may see and say what', () => {
  let network: Network;
  beforeAll(async () => {
    network = await startNetwork();
  });
  afterAll(() => network?.close());

  async function canDo(person: Person, channelId: string) {
    const read = await person.ask('query($id: ID!) { messagesByChannel(channelId: $id, limit: 1) { items { id } } }', {
      id: channelId,
    });
    const sent = await person.trySend(channelId, 'may I?');
    const listener = await person.listen(channelId).catch(() => null);
    listener?.close();
    return { reads: read.errors.length === 0, sends: sent.errors.length === 0, listens: listener !== null };
  }
  const all = { reads: true, sends: true, listens: true };
  const nothing = { reads: false, sends: false, listens: false };

  const cells: [user: string, channelId: string, may: typeof all][] = [
    ['alice', 'harbor_general', all],
    ['bob', 'harbor_general', all],
    ['carol', 'harbor_boathouse', all],
    ['dave', 'harbor_general', all],
    ['dave', 'harbor_design', nothing],
    ['alice', 'harbor_launch', all],
    ['bob', 'harbor_launch', nothing],
    ['alice', 'harbor_dm-alice-bob', all],
    ['carol', 'harbor_dm-alice-bob', nothing],
    ['carol', 'harbor_dm-alice-bob-carol', all],
    ['eve', 'harbor_general', nothing],
    ['eve', 'harbor_launch', nothing],
    ['eve', 'harbor_dm-alice-bob', nothing],
    ['eve', 'orchard_general', all],
    ['alice', 'orchard_general', nothing],
  ];
  for (const [user, channelId, may] of cells) {
    test(`${user} ${may.reads ? 'reads, writes and hears' : 'neither reads, writes nor hears'} ${channelId}`, async () => {
      expect(await canDo(await network.as(user), channelId)).toEqual(may);
    });
  }

  test.todo('only members of a workspace can join its channels and direct messages');
  test.todo('somebody who is removed while they look hears nothing more, at once');
});
