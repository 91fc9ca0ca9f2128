import { residentBytes } from '../measure/process-cpu.ts';
import { type Extent, type Generator, type PeerName, askPeer, measure, profiled, startPeer } from './bench.ts';

export interface Connect {
  readonly peer: string;
  /** From the start of its process until it listens. */
  readonly startMs: number;
  readonly cpuMsPerClient: number;
  readonly allSubscribedMs: number;
  /** Before anyone connected. */
  readonly idleBytes: number;
  /** What each socket with one subscription that hears nothing keeps in memory. */
  readonly bytesPerSocket: number;
  /** The part of it that something holds on to; the rest is room that the heap took to work in, and keeps. */
  readonly heapPerSocket: number;
}

const clients = 1_000;

/** W4: everyone connects and subscribes, 250 at a time, to a server that has just started. */
export async function measureConnect(generator: Generator, name: PeerName, extent: Extent): Promise<Connect> {
  const peer = await startPeer(name);
  try {
    const idleHeap = await askPeer<number>(peer, { ask: 'heap' });
    const idleBytes = residentBytes(peer.child.pid);
    const { result, serverCpuMs } = await profiled(extent, peer, 'connect', () =>
      measure(peer, () => generator.connect(peer, { clients, channels: 200, atOnce: 250 })),
    );
    const heapPerSocket = ((await askPeer<number>(peer, { ask: 'heap' })) - idleHeap) / clients;
    const bytesPerSocket = (residentBytes(peer.child.pid) - idleBytes) / clients;
    await generator.disconnect();
    return {
      peer: name,
      startMs: peer.child.startMs,
      cpuMsPerClient: serverCpuMs / clients,
      allSubscribedMs: result.tookMs,
      idleBytes,
      bytesPerSocket,
      heapPerSocket,
    };
  } finally {
    await peer.child.end();
  }
}
