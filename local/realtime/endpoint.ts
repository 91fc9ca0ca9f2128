import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { WireError } from '../graphql/errors.ts';
import { refuseUpgrade } from '../http/listener.ts';
import type { Invalidation } from '../graphql/request-state.ts';
import type { ClientParts } from './client.ts';
import { Client, ClientSocket } from './client.ts';
import type { Connection } from './connection.ts';
import { protocolsOf } from './handshake.ts';
import { publish } from './publish.ts';
import type { RealtimeParts, RealtimeVersion } from './realtime-parts.ts';
import { createRegistry } from './registry.ts';

/** The real-time side of one API. It outlives the versions of the API that are served one after the other. */
export interface RealtimeEndpoint {
  /** Takes over a socket that asked for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends an event to its subscribers; answers what the publisher must be told. */
  publish(fieldName: string, payload: unknown): readonly WireError[];
  invalidate(invalidation: Invalidation): void;
  /**
   * Serves this version from now on. Sockets stay open, and so do the subscriptions that fit it; the others end with an
   * error that says why. A `start` that is under way ends under the version it began with.
   */
  serve(version: RealtimeVersion): { readonly kept: number; readonly ended: number };
  /** Ends every connection. */
  close(): Promise<void>;
}

const SUBPROTOCOL = 'graphql-ws';
/** A `start` carries a query; AppSync documents no limit. */
const MAX_FRAME_BYTES = 1024 * 1024;

/** Serves nothing before the first `serve`. */
export function createRealtimeEndpoint(parts: RealtimeParts): RealtimeEndpoint {
  const { log } = parts;
  const registry = createRegistry();
  const connections = new Set<Connection>();
  let current: RealtimeVersion | null = null;
  const server = new WebSocketServer({
    noServer: true,
    WebSocket: ClientSocket,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });

  const shared: ClientParts = {
    ...parts,
    registry,
    onTooSlow(bytes, webSocket) {
      log.warn(`A real-time connection was cut: its client left ${bytes} bytes unread.`);
      webSocket.terminate();
    },
    served: () => served(),
  };
  const accept = (webSocket: ClientSocket, request: IncomingMessage, socket: Duplex): void => {
    const client = new Client(shared, webSocket, request, socket);
    webSocket.client = client;
    connections.add(client.connection);
    log.debug(`connection opened, ${connections.size} open`);
    webSocket.on('message', onMessage);
    webSocket.on('error', onError);
    webSocket.on('close', onClose);
  };
  // Shared by all sockets, which are what they are called on: those that the server above makes.
  function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
    void (this as ClientSocket).client?.connection.receive(isBinary ? '' : textOf(data));
  }
  const onError = (error: Error): void => log.debug(`A real-time connection failed: ${error.message}`);
  function onClose(this: WebSocket, code: number): void {
    const { client } = this as ClientSocket;
    if (!client) return;
    const { connection, openedAt } = client;
    connection.dispose();
    connections.delete(connection);
    const took = Math.round(performance.now() - openedAt);
    log.debug(`connection closed with ${code} after ${took} ms, ${connections.size} open`);
  }

  const served = (): RealtimeVersion => {
    if (current === null) throw new Error('The real-time endpoint serves nothing yet.');
    return current;
  };

  return {
    upgrade(request, socket, head) {
      if (!protocolsOf(request).includes(SUBPROTOCOL)) {
        log.info('connection refused: 400 without its subprotocol');
        refuseUpgrade(socket, '400 Bad Request', `The subprotocol ${SUBPROTOCOL} is required.`);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, request, socket));
    },
    publish(fieldName, payload) {
      const startedAt = performance.now();
      const { delivered, errors } = publish(served().executor, registry, fieldName, payload);
      const took = (performance.now() - startedAt).toFixed(1);
      log.info(`event ${fieldName} to ${delivered} of ${registry.size} subscriptions ${took} ms`);
      return errors;
    },
    invalidate(invalidation) {
      if (parts.losesInvalidation(invalidation)) return;
      const { subscriptionField, payload } = invalidation;
      const subscriptions = registry.matchInvalidation(subscriptionField, payload);
      for (const subscription of subscriptions) subscription.invalidate();
      log.info(`invalidation of ${subscriptionField} ended ${subscriptions.length} subscriptions`);
    },
    serve(version) {
      current = version;
      const outcomes = [...connections].map((connection) => connection.refit());
      return {
        kept: outcomes.reduce((sum, { kept }) => sum + kept, 0),
        ended: outcomes.reduce((sum, { ended }) => sum + ended, 0),
      };
    },
    async close() {
      for (const webSocket of server.clients) webSocket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
