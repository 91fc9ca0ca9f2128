import { type Extent, type Generator, type Peer, measure, profiled } from './bench.ts';

/** One peer, one number of subscribers of one channel, one way of publishing. */
export interface FanOut {
  readonly peer: string;
  readonly subscribers: number;
  /** `paced`: the next event when the last one is delivered. `backlog`: up to 32 events under way. */
  readonly mode: 'paced' | 'backlog';
  readonly published: number;
  readonly deliveries: number;
  readonly deliveriesPerSecond: number;
  /** Of the server's process, what it took to receive the events included. */
  readonly cpuUsPerDelivery: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const windows = { paced: 1, backlog: 32 } as const;

/** W1: one channel, events as fast as their deliveries let them come. */
export async function measureFanOut(
  generator: Generator,
  peer: Peer,
  subscribers: number,
  extent: Extent,
): Promise<FanOut[]> {
  const results: FanOut[] = [];
  await generator.connect(peer, { clients: subscribers, channels: 1, atOnce: 250 });
  for (const mode of ['paced', 'backlog'] as const) {
    const load = { kind: 'event', window: windows[mode], atMost: 20_000 } as const;
    await generator.load({ ...load, forMs: extent.warmUpMs });
    const { result, serverCpuMs } = await profiled(extent, peer, `fan-out-${mode}-${subscribers}`, () =>
      measure(peer, () => generator.load({ ...load, forMs: extent.loadMs })),
    );
    results.push({
      peer: peer.name,
      subscribers,
      mode,
      published: result.published,
      deliveries: result.deliveries,
      deliveriesPerSecond: (result.deliveries / result.tookMs) * 1000,
      cpuUsPerDelivery: (serverCpuMs * 1000) / result.deliveries,
      p50Ms: result.latencyMs.p50,
      p99Ms: result.latencyMs.p99,
    });
  }
  await generator.disconnect();
  return results;
}
