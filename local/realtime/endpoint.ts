import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { UnauthorizedError } from '../auth/unauthorized-error.ts';
import type { WireError } from '../graphql/errors.ts';
import { refuseUpgrade } from '../http/listener.ts';
import type { Invalidation } from '../graphql/request-state.ts';
import { Connection } from './connection.ts';
import type { FrameError } from './frames.ts';
import type { Handshake } from './handshake.ts';
import { protocolsOf, readHandshake } from './handshake.ts';
import { createOutbound } from './outbound.ts';
import { publish } from './publish.ts';
import { createRegistry } from './registry.ts';
import type { StartParts } from './start.ts';
import { startSubscription } from './start.ts';

/** The real-time side of one API. */
export interface RealtimeEndpoint {
  /** Takes over a socket that asked for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends an event to its subscribers; answers what the publisher must be told. */
  publish(fieldName: string, payload: unknown): readonly WireError[];
  invalidate(invalidation: Invalidation): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

export type RealtimeParts = Omit<StartParts, 'isOwnHost'> & {
  readonly isOwnHost: (host: string, request: IncomingMessage) => boolean;
};

const SUBPROTOCOL = 'graphql-ws';
/** A `start` carries a query; AppSync documents no limit. */
const MAX_FRAME_BYTES = 1024 * 1024;

export function createRealtimeEndpoint(parts: RealtimeParts): RealtimeEndpoint {
  const { log } = parts.executor;
  const registry = createRegistry();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });

  const accept = (webSocket: WebSocket, request: IncomingMessage, socket: Duplex): void => {
    const isOwnHost = (host: string): boolean => parts.isOwnHost(host, request);
    const handshake = readHandshake(request);
    const outbound = createOutbound(webSocket, socket, (bytes) => {
      log.warn(`A real-time connection was cut: its client left ${bytes} bytes unread.`);
      webSocket.terminate();
    });
    const connection = new Connection({
      outbound,
      registry,
      authorized: checkHandshake({ ...parts, isOwnHost }, handshake),
      start: (message) => startSubscription({ ...parts, isOwnHost }, handshake ?? EMPTY, message),
      close: (code, reason) => webSocket.close(code, reason),
    });
    webSocket.on('message', (data, isBinary) => void connection.receive(isBinary ? '' : textOf(data)));
    webSocket.on('error', (error) => log.debug(`A real-time connection failed: ${error.message}`));
    webSocket.on('close', () => connection.dispose());
  };

  return {
    upgrade(request, socket, head) {
      if (!protocolsOf(request).includes(SUBPROTOCOL)) {
        refuseUpgrade(socket, '400 Bad Request', `The subprotocol ${SUBPROTOCOL} is required.`);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, request, socket));
    },
    publish(fieldName, payload) {
      const startedAt = performance.now();
      const { delivered, errors } = publish(parts.executor, registry, fieldName, payload);
      const took = (performance.now() - startedAt).toFixed(1);
      log.info(`event ${fieldName} to ${delivered} of ${registry.size} subscriptions ${took} ms`);
      return errors;
    },
    invalidate({ subscriptionField, payload }) {
      for (const subscription of registry.matchInvalidation(subscriptionField, payload)) subscription.invalidate();
    },
    async close() {
      for (const webSocket of server.clients) webSocket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const EMPTY: Handshake = { headers: {}, requestHeaders: {}, sourceIp: [] };

/** What stands against the connection; empty = nothing. */
async function checkHandshake(parts: StartParts, handshake: Handshake | null): Promise<readonly FrameError[]> {
  if (handshake === null) return [badRequest('The authorization header of the connection cannot be read.')];
  if (!parts.isOwnHost(handshake.headers['host'] ?? '')) {
    return [badRequest('The host in the authorization header is not that of this API.')];
  }
  try {
    await parts.authorize({
      requestId: randomUUID(),
      headers: handshake.headers,
      sourceIp: handshake.sourceIp,
      operation: { queryString: null, operationName: 'DeepDish:Connect', variables: {} },
      signed: { method: 'POST', path: `${parts.path}/connect`, body: '{}' },
    });
    return [];
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) {
      parts.executor.log.warn(`A defect of the local server: ${error instanceof Error ? error.stack : String(error)}`);
      return [{ errorType: 'InternalFailure', errorCode: 500, message: 'The connection could not be authorized.' }];
    }
    return [{ errorType: error.errorType, errorCode: error.status, message: error.message }];
  }
}

function badRequest(message: string): FrameError {
  return { errorType: 'BadRequestException', errorCode: 400, message };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
