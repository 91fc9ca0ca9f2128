import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { answer } from '../measure/answering.ts';
import { quantile } from '../measure/statistics.ts';
import type { PeerAddress } from '../peers/peer.ts';
import { channelIdOf } from '../peers/scene.ts';
import { subscribe } from './clients.ts';
import { type Post, eventPost, messagePost, post } from './requests.ts';

export type LoadQuestion =
  /** Opens `clients` sockets, spread evenly over the first `channels` channels, at most `atOnce` at a time. */
  | { ask: 'connect'; peer: PeerAddress; clients: number; channels: number; atOnce: number }
  /** Publishes as fast as `window` events that are not delivered everywhere yet let it. */
  | ({ ask: 'load'; kind: 'event' | 'message'; window: number } & Bounds)
  | { ask: 'disconnect' };

interface Bounds {
  forMs: number;
  atMost: number;
}

export interface Connected {
  readonly tookMs: number;
}

export interface Loaded {
  readonly published: number;
  readonly deliveries: number;
  readonly tookMs: number;
  /** From the moment of posting until one client, and it alone, had the event. */
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

const drainedWithinMs = 30_000;

let peer: PeerAddress | null = null;
let sockets: WebSocket[] = [];
let channels = 1;
let deliveries = 0;
let latencies: number[] = [];
/** Publishers that wait for so many deliveries. */
const waiting: { readonly wanted: number; readonly wake: () => void }[] = [];
const postedAt = new Map<string, number>();

answer<LoadQuestion>(
  null,
  (question) => {
    switch (question.ask) {
      case 'connect':
        return connect(question);
      case 'load':
        return load(question);
      case 'disconnect':
        return disconnect();
      default:
        return question satisfies never;
    }
  },
  disconnect,
);

async function connect(wanted: Extract<LoadQuestion, { ask: 'connect' }>): Promise<Connected> {
  peer = wanted.peer;
  channels = wanted.channels;
  const { peer: target, clients, atOnce } = wanted;
  const startedAt = performance.now();
  let next = 0;
  const openers = Array.from({ length: Math.min(atOnce, clients) }, async () => {
    while (next < clients) {
      const index = (next += 1) - 1;
      const channelId = channelIdOf(index % channels);
      sockets.push(await subscribe(target, { index, channelId, onEvent: index === 0 ? onTimedEvent : onEvent }));
    }
  });
  await Promise.all(openers);
  return { tookMs: performance.now() - startedAt };
}

function onEvent(): void {
  deliveries += 1;
  for (const [at, { wanted, wake }] of waiting.entries()) {
    if (deliveries < wanted) continue;
    waiting.splice(at, 1);
    wake();
    return;
  }
}

function onTimedEvent(frame: Buffer): void {
  onEvent();
  const [, id = ''] = /"id":"([0-9A-Z]{26})"/.exec(frame.toString()) ?? [];
  const posted = postedAt.get(id);
  if (posted !== undefined) latencies.push(performance.now() - posted);
}

async function load({ kind, window, forMs, atMost }: Extract<LoadQuestion, { ask: 'load' }>): Promise<Loaded> {
  const target = peer;
  if (target === null) throw new Error('connect first');
  const perEvent = await probe(target, kind);
  deliveries = 0;
  latencies = [];
  postedAt.clear();
  let published = 0;
  const startedAt = performance.now();
  const publishers = Array.from({ length: window }, async () => {
    while (published < atMost && performance.now() - startedAt < forMs) {
      const seq = (published += 1);
      const prepared = await prepare(target, kind, seq);
      const posted = performance.now();
      if (kind === 'event') postedAt.set(prepared.id, posted);
      await post(prepared);
      if (kind === 'message') latencies.push(performance.now() - posted);
      await delivered((seq + 1 - window) * perEvent);
    }
  });
  await Promise.all(publishers);
  await delivered(published * perEvent);
  const tookMs = performance.now() - startedAt;
  // Whatever came twice, or came to somebody who should not hear it, would come now.
  await delay(50);
  if (deliveries !== published * perEvent) throw new Error(`${deliveries} deliveries of ${published} × ${perEvent}`);
  return {
    published,
    deliveries,
    tookMs,
    latencyMs: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
  };
}

/** How many hear one event. Those of one channel; the simulator tells all who subscribed to the field, whatever their channel. */
async function probe(target: PeerAddress, kind: 'event' | 'message'): Promise<number> {
  deliveries = 0;
  await post(await prepare(target, kind, 0));
  await delivered(Math.ceil(sockets.length / channels));
  for (let seen = -1; seen !== deliveries;) {
    seen = deliveries;
    await delay(200);
  }
  return deliveries;
}

function prepare(target: PeerAddress, kind: 'event' | 'message', seq: number): Promise<Post> {
  const channelId = channelIdOf(seq % channels);
  return kind === 'event' ? eventPost(target, channelId, seq) : messagePost(target, channelId, seq);
}

/** Resolves when so many events have come in. */
async function delivered(wanted: number): Promise<void> {
  const deadline = performance.now() + drainedWithinMs;
  while (deliveries < wanted) {
    if (performance.now() > deadline) throw new Error(`${deliveries} of ${wanted} deliveries came in time`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, drainedWithinMs);
      waiting.push({
        wanted,
        wake() {
          clearTimeout(timer);
          resolve();
        },
      });
    });
  }
}

async function disconnect(): Promise<void> {
  for (const socket of sockets) socket.terminate();
  sockets = [];
  await delay(50);
}
