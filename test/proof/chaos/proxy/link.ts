import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Random } from '../random.ts';
import { relayRequest } from './request-relay.ts';
import { createRules, type Rule } from './rules.ts';
import { type Delivered, relayWebSocket, type WebSocketRelay } from './web-socket-relay.ts';

/** The way between one tab and the service: an address of its own, and whatever happens on the way. */
export interface Link {
  /** The GraphQL URL for the tab. */
  readonly url: string;
  /** From now on the rule holds. The answer ends it. */
  begin(rule: Rule): () => void;
  /** Ends the WebSockets of this moment. */
  cut(how: 'reset' | 'close'): void;
  /** How often which thing befell something. */
  readonly counts: ReadonlyMap<string, number>;
  /** WebSockets that are open. */
  readonly size: number;
  close(): Promise<void>;
}

export interface LinkOptions {
  readonly upstream: { readonly host: string; readonly port: () => number };
  readonly random: Random;
  readonly onDelivered: (delivered: Delivered) => void;
}

export async function openLink({ upstream, random, onDelivered }: LinkOptions): Promise<Link> {
  const relays = new Set<WebSocketRelay>();
  const sockets = new Set<Socket>();
  /** Reset when the silence, or the half-open state, ends. */
  const silenced = new Set<WebSocketRelay>();
  const held = new Set<IncomingMessage>();
  const rules = createRules(random, onBegin, onEnd);

  const server = createServer((request, response) => {
    if (rules.isSilent()) return void held.add(request);
    void relayRequest({ upstream, random }, request, response, rules.drawRequest());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    if (rules.isSilent()) return void held.add(request);
    const relay = relayWebSocket({ upstream, rules, random, onDelivered }, request, socket, head, () => {
      relays.delete(relay);
      silenced.delete(relay);
    });
    relays.add(relay);
  });
  // Left to themselves, idle connections of a client end while it makes use of them.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  // A server that listens on a TCP port has such an address.
  const { port } = server.address() as AddressInfo;

  function onBegin(rule: Rule): void {
    if (rule.on !== 'everything' && !(rule.on === 'line' && rule.what === 'half-open')) return;
    for (const relay of relays) {
      relay.silence();
      silenced.add(relay);
    }
  }

  function onEnd(rule: Rule): void {
    const isHalfOpen = rule.on === 'line' && rule.what === 'half-open';
    if (rule.on !== 'everything' && !isHalfOpen) return;
    for (const relay of [...silenced]) relay.cut('reset');
    if (isHalfOpen) return;
    for (const request of held) request.socket.resetAndDestroy();
    held.clear();
  }

  return {
    url: `http://localhost:${port}/graphql`,
    begin: (rule) => rules.begin(rule),
    cut(how) {
      for (const relay of [...relays]) relay.cut(how);
    },
    counts: rules.counts,
    get size() {
      return relays.size;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const relay of [...relays]) relay.cut('reset');
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
