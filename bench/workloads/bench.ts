import type { Connected, LoadQuestion, Loaded } from '../load/generator.ts';
import { type Child, startChild } from '../measure/child.ts';
import { cpuMs, engineOf } from '../measure/process-cpu.ts';
import type { PeerAddress, PeerQuestion } from '../peers/peer.ts';

export const peers = {
  'bare-ws': { module: 'peers/bare-ws.ts', environment: {} },
  parley: { module: 'peers/parley.ts', environment: {} },
  yoga: { module: 'peers/yoga.ts', environment: {} },
  simulator: { module: 'peers/simulator.ts', environment: {} },
  'simulator-store': { module: 'peers/simulator.ts', environment: { PARLEY_BENCH_STORE: '1' } },
} as const;

export type PeerName = keyof typeof peers;

/** How long and how often things are measured. */
export interface Extent {
  readonly rounds: number;
  readonly subscribers: readonly number[];
  readonly loadMs: number;
  readonly warmUpMs: number;
  /** Where `.cpuprofile`s of Parley's server are written; null = none are taken, and nothing is slowed by it. */
  readonly profiles: string | null;
}

/** A peer in its own process, and what is measured of it. */
export interface Peer {
  readonly name: PeerName;
  readonly child: Child;
  readonly address: PeerAddress;
  /** Null = it stores nothing, or keeps its store itself. */
  readonly enginePid: number | null;
}

export async function startPeer(name: PeerName): Promise<Peer> {
  const { module, environment } = peers[name];
  const child = await startChild(module, environment);
  // What our own peer module greets with.
  return { name, child, address: child.greeting as PeerAddress, enginePid: engineOf(child.pid) };
}

export interface Measured<Result> {
  readonly result: Result;
  readonly serverCpuMs: number;
  /** 0 where there is no engine. */
  readonly engineCpuMs: number;
}

/** Runs `work` and says what it cost the peer. */
export async function measure<Result>(peer: Peer, work: () => Promise<Result>): Promise<Measured<Result>> {
  const spent = () => ({ server: cpuMs(peer.child.pid), engine: peer.enginePid === null ? 0 : cpuMs(peer.enginePid) });
  const before = spent();
  const result = await work();
  const after = spent();
  return { result, serverCpuMs: after.server - before.server, engineCpuMs: after.engine - before.engine };
}

/** The clients, in a process of their own. */
export class Generator {
  private readonly child: Child;

  private constructor(child: Child) {
    this.child = child;
  }

  static async start(): Promise<Generator> {
    return new Generator(await startChild('load/generator.ts'));
  }

  /** Resolves when the peer has taken every subscription. */
  async connect(peer: Peer, wanted: { clients: number; channels: number; atOnce: number }): Promise<Connected> {
    const connected = await this.ask<Connected>({ ask: 'connect', peer: peer.address, ...wanted });
    while (((await askPeer<number | null>(peer, { ask: 'subscribed' })) ?? wanted.clients) < wanted.clients) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return connected;
  }

  load(wanted: Omit<Extract<LoadQuestion, { ask: 'load' }>, 'ask'>): Promise<Loaded> {
    return this.ask<Loaded>({ ask: 'load', ...wanted });
  }

  disconnect(): Promise<void> {
    return this.ask<void>({ ask: 'disconnect' });
  }

  end(): Promise<void> {
    return this.child.end();
  }

  private async ask<Reply>(question: LoadQuestion): Promise<Reply> {
    // What our own generator answers to each question.
    return (await this.child.ask(question, 120_000)) as Reply;
  }
}

export async function askPeer<Reply>(peer: Peer, question: PeerQuestion): Promise<Reply> {
  // What our own peers answer to each question.
  return (await peer.child.ask(question)) as Reply;
}

/** Takes a profile of what Parley's server does in `work`, where profiles are wanted. */
export async function profiled<Result>(
  { profiles }: Extent,
  peer: Peer,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  if (profiles === null || peer.name !== 'parley') return work();
  await askPeer(peer, { ask: 'profile', path: null });
  const result = await work();
  await askPeer(peer, { ask: 'profile', path: `${profiles}/${name}.cpuprofile` });
  return result;
}
