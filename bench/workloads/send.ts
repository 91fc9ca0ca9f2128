import { channelCount } from '../peers/scene.ts';
import { type Extent, type Generator, type Peer, measure, profiled } from './bench.ts';

export interface Send {
  readonly peer: string;
  readonly sends: number;
  readonly sendsPerSecond: number;
  readonly deliveriesPerSend: number;
  /** Of the server's process alone. */
  readonly cpuUsPerSend: number;
  /** Of the DynamoDB engine that the server calls. */
  readonly storeUsPerSend: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const subscribersEach = 5;
const publishers = 20;

/** W2: 200 channels of 5 subscribers, and 20 people who send, each when their last message is answered. */
export async function measureSend(generator: Generator, peer: Peer, extent: Extent): Promise<Send> {
  await generator.connect(peer, { clients: channelCount * subscribersEach, channels: channelCount, atOnce: 250 });
  const load = { kind: 'message', window: publishers, atMost: 20_000 } as const;
  await generator.load({ ...load, forMs: 2 * extent.warmUpMs });
  const { result, serverCpuMs, engineCpuMs } = await profiled(extent, peer, 'send', () =>
    measure(peer, () => generator.load({ ...load, forMs: 1.5 * extent.loadMs })),
  );
  await generator.disconnect();
  return {
    peer: peer.name,
    sends: result.published,
    sendsPerSecond: (result.published / result.tookMs) * 1000,
    deliveriesPerSend: result.deliveries / result.published,
    cpuUsPerSend: (serverCpuMs * 1000) / result.published,
    storeUsPerSend: (engineCpuMs * 1000) / result.published,
    p50Ms: result.latencyMs.p50,
    p99Ms: result.latencyMs.p99,
  };
}
