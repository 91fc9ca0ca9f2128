import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Network, startNetwork } from '../support/network.ts';

/** "Testing and metrics". */
describe('10. Test channels, and what is measured', () => {
  let network: Network;
  beforeAll(async () => {
    network = await startNetwork();
  });
  afterAll(() => network?.close());

  test('the demo data has two workspaces, six channels, public and private, direct messages, and a long one', async () => {
    const places = [
      ...(await (await network.as('alice')).channels('harbor')),
      ...(await (await network.as('eve')).channels('orchard')),
    ].map(({ channel }) => channel);
    expect(new Set(places.map((channel) => channel.workspaceId)).size).toBe(2);
    expect(places.filter((channel) => !channel.isDm)).toHaveLength(6);
    expect(places.filter((channel) => !channel.isDm && channel.isPrivate)).toHaveLength(1);
    expect(places.filter((channel) => channel.isDm).map((channel) => channel.members?.length)).toEqual([2, 3]);
    expect(places.map((channel) => channel.headSeq)).toContain(10_000);
  });

  test('a message in a channel and one in a direct message appear for every participant', async () => {
    const alice = await network.as('alice');
    for (const [channelId, people] of [
      ['harbor_general', ['bob', 'carol', 'dave']],
      ['harbor_dm-alice-bob-carol', ['bob', 'carol']],
    ] as const) {
      const listeners = await Promise.all(people.map(async (user) => (await network.as(user)).listen(channelId)));
      const sent = await alice.send(channelId, 'for all of you');
      for (const listener of listeners) {
        expect((await listener.next()).message).toEqual(sent);
        listener.close();
      }
    }
  });

  test('each request tells how long it took and what it cost', () => {
    const sends = network.requests.filter((request) => request.operation.startsWith('mutation SendMessage'));
    expect(sends.length).toBeGreaterThan(0);
    for (const request of sends) {
      expect(request.durationMs).toBeGreaterThan(0);
      expect(request.writeUnits).toBeGreaterThanOrEqual(3);
    }
  });

  test.todo('the client reports delivery latency, gaps and reconnects, and CloudWatch has them');
});
