import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createParley } from '../../client/src/index.ts';
import { createMetricLog, type MetricLog } from '../support/metric-log.ts';
import { type Network, startNetwork } from '../support/network.ts';

/** "Testing and metrics". */
describe('10. Test channels, and what is measured', () => {
  let network: Network;
  let cloudWatch: MetricLog;
  beforeAll(async () => {
    cloudWatch = createMetricLog();
    network = await startNetwork({ log: cloudWatch.log, logbookLength: 10_000 });
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

  test('the client reports delivery latency, gaps and reconnects, and CloudWatch has them', async () => {
    const channelId = 'harbor_general';
    const { token } = await network.signIn('bob');
    const line = flakyLine();
    const bob = createParley({
      endpoint: network.url,
      getToken: () => token,
      // That of `ws` is near enough to the browser's, though not in its types.
      webSocket: line.WebSocket as unknown as typeof globalThis.WebSocket,
      person: 'bob',
      // Half of it at the least: more than a second, which is what a stage takes.
      metrics: { reportEveryMs: 3000 },
    });
    const timeline = bob.openTimeline(channelId);
    const isLive = () => vi.waitFor(() => expect(timeline.state().status).toBe('live'), { timeout: 10_000 });
    const shows = (id: string) =>
      vi.waitFor(() => expect(timeline.state().messages.map((message) => message.id)).toContain(id), {
        timeout: 10_000,
      });
    await isLive();
    // What Bob posts tells his client how far its clock is off.
    await shows(await timeline.post({ content: 'Here.' }));
    const alice = await network.as('alice');
    await shows((await alice.send(channelId, 'heard at once')).id);
    line.loseOne();
    const lost = await alice.send(channelId, 'lost on its way');
    await shows((await alice.send(channelId, 'heard after it')).id);
    await shows(lost.id);
    await isLive();
    const statuses: string[] = [];
    timeline.onChange(() => statuses.push(timeline.state().status));
    line.cut();
    // It may be live again before one looks.
    await vi.waitFor(() => expect(statuses).toContain('reconnecting'), { timeout: 10_000 });
    await shows((await alice.send(channelId, 'sent while Bob was away')).id);
    await isLive();
    const reported = () => new Set(cloudWatch.metrics().map(({ name }) => name));
    await vi.waitFor(
      () => {
        const names = ['DeliveryLatency', 'GapFound', 'GapClosed', 'ConnectionLost', 'ReconnectTime', 'SendStored'];
        for (const name of names) expect([...reported()]).toContain(name);
      },
      { timeout: 20_000 },
    );
    for (const { dimensions, namespace } of cloudWatch.metrics()) {
      expect([namespace, dimensions]).toEqual(['Parley/Client', { Stage: expect.any(String) }]);
    }
    const { recent } = bob.metrics.state()['delivery-latency'] ?? {};
    // A clock that is off, or another unit, would be farther away than any slow machine.
    expect(recent?.p95).toBeLessThan(15_000);
    bob.close();
  });
});

/** Sockets that can be cut, and that can lose an event. */
function flakyLine() {
  const open = new Set<WebSocket>();
  let losses = 0;
  class FlakyWebSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      open.add(this);
    }
    override emit(event: string | symbol, ...given: unknown[]): boolean {
      if (event === 'message' && losses > 0 && String(given[0]).includes('"type":"data"')) {
        losses -= 1;
        return true;
      }
      return super.emit(event, ...given);
    }
  }
  return {
    WebSocket: FlakyWebSocket,
    loseOne: () => void (losses += 1),
    cut: () => open.forEach((socket) => socket.terminate()),
  };
}
