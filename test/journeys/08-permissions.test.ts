import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
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

  test('only members of a workspace can join its channels and direct messages', async () => {
    const [alice, eve] = [await network.as('alice'), await network.as('eve')];
    const channelId = 'harbor_boathouse';
    expect((await eve.ask(operations.joinChannel, { input: { channelId } })).errors).toMatchObject([
      { errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } },
    ]);
    expect(
      (await alice.ask(operations.addChannelMember, { input: { channelId, userId: 'eve' } })).errors,
    ).toMatchObject([{ errorType: 'NotFound', errorInfo: { code: 'MEMBER_NOT_FOUND' } }]);
    const dm = { workspaceId: 'harbor', members: ['eve'] };
    expect((await alice.ask(operations.openDm, { input: dm })).errors).toMatchObject([
      { errorType: 'NotFound', errorInfo: { code: 'MEMBER_NOT_FOUND' } },
    ]);
    await alice.get(operations.addWorkspaceMember, { input: { workspaceId: 'harbor', userId: 'eve' } });
    await eve.get(operations.joinChannel, { input: { channelId } });
    await alice.get(operations.openDm, { input: dm });
    expect(await canDo(eve, channelId)).toEqual(all);
    await alice.get(operations.removeWorkspaceMember, { input: { workspaceId: 'harbor', userId: 'eve' } });
    expect(await canDo(eve, channelId)).toEqual(nothing);
  });

  test('somebody who is removed while they look hears nothing more, at once', async () => {
    const [alice, carol] = [await network.as('alice'), await network.as('carol')];
    const channelId = 'harbor_launch';
    const [hers, mine] = [await carol.listen(channelId), await alice.listen(channelId)];
    await alice.send(channelId, 'while carol is here');
    expect(await hers.next()).toMatchObject({ kind: 'MESSAGE_SENT' });
    expect(await mine.next()).toMatchObject({ kind: 'MESSAGE_SENT' });
    await alice.get(operations.removeChannelMember, { input: { channelId, userId: 'carol' } });
    expect(await mine.next()).toMatchObject({
      kind: 'MEMBER_REMOVED',
      member: { userId: 'carol' },
      endsAudience: true,
    });
    const again = await alice.listen(channelId);
    const { id } = await alice.send(channelId, 'and now she is not');
    expect((await again.next()).message?.id).toBe(id);
    expect(hers.heard().filter(({ kind }) => kind !== 'MEMBER_REMOVED')).toEqual([]);
    expect(await canDo(carol, channelId)).toEqual(nothing);
    for (const listener of [hers, mine, again]) listener.close();
  });
});
