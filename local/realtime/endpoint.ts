import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { UnauthorizedError } from '../auth/unauthorized-error.ts';
import type { WireError } from '../graphql/errors.ts';
import { refuseUpgrade } from '../http/listener.ts';
import type { Invalidation } from '../graphql/request-state.ts';
import type { Log } from '../log.ts';
import { logDefect } from '../log.ts';
import { Connection } from './connection.ts';
import type { FrameError } from './frames.ts';
import type { Handshake } from './handshake.ts';
import { protocolsOf, readHandshake } from './handshake.ts';
import { createOutbound } from './outbound.ts';
import { publish } from './publish.ts';
import { refit } from './refit.ts';
import { createRegistry } from './registry.ts';
import type { RealtimeSettings } from './settings.ts';
import type { StartParts } from './start.ts';
import { startSubscription } from './start.ts';

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

/** What one version of the API brings. */
export interface RealtimeVersion extends Pick<StartParts, 'executor' | 'authorize'> {
  /** Keeps what the version needs until the work is done. */
  readonly during: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

export interface RealtimeParts extends Pick<StartParts, 'path' | 'onStart'> {
  /** `asked` is the `Host` of the request. */
  readonly isOwnHost: (named: string, asked: string | undefined) => boolean;
  readonly settings: RealtimeSettings;
  readonly log: Log;
}

const SUBPROTOCOL = 'graphql-ws';
/** A `start` carries a query; AppSync documents no limit. */
const MAX_FRAME_BYTES = 1024 * 1024;

/** Serves nothing before the first `serve`. */
export function createRealtimeEndpoint(parts: RealtimeParts): RealtimeEndpoint {
  const { log, path, onStart, settings } = parts;
  const registry = createRegistry();
  const connections = new Set<Connection>();
  let current: RealtimeVersion | null = null;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });

  const accept = (webSocket: WebSocket, request: IncomingMessage, socket: Duplex): void => {
    const openedAt = performance.now();
    // Not the request itself, which would be held in memory with all its headers as long as the connection lives.
    const { host: asked } = request.headers;
    const isOwnHost = (named: string): boolean => parts.isOwnHost(named, asked);
    const handshake = readHandshake(request);
    const outbound = createOutbound(webSocket, socket, (bytes) => {
      log.warn(`A real-time connection was cut: its client left ${bytes} bytes unread.`);
      webSocket.terminate();
    });
    /** With the version that is served at this moment, to the end of the work. */
    const withVersion = <Result>(work: (parts: StartParts) => Promise<Result>): Promise<Result> => {
      const version = served();
      return version.during(() => work({ ...version, path, isOwnHost, onStart }));
    };
    const connection = new Connection({
      outbound,
      registry,
      settings,
      authorized: withVersion((startParts) => checkHandshake(startParts, handshake)),
      start: (message) => withVersion((startParts) => startSubscription(startParts, handshake ?? EMPTY, message)),
      refit: (subscription) => refit(served().executor, subscription),
      onRefused: (errorType) => log.info(`message refused: ${errorType}`),
      close: (code, reason) => outbound.close(code, reason),
    });
    connections.add(connection);
    log.debug(`connection opened, ${connections.size} open`);
    webSocket.on('message', (data, isBinary) => void connection.receive(isBinary ? '' : textOf(data)));
    webSocket.on('error', (error) => log.debug(`A real-time connection failed: ${error.message}`));
    webSocket.on('close', (code) => {
      connection.dispose();
      connections.delete(connection);
      const took = Math.round(performance.now() - openedAt);
      log.debug(`connection closed with ${code} after ${took} ms, ${connections.size} open`);
    });
  };

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
    invalidate({ subscriptionField, payload }) {
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

const EMPTY: Handshake = { headers: {}, requestHeaders: {}, sourceIp: [] };

/** What stands against the connection; empty = nothing. */
async function checkHandshake(parts: StartParts, handshake: Handshake | null): Promise<readonly FrameError[]> {
  const refusal = await refusalOf(parts, handshake);
  if (refusal === null) return [];
  parts.executor.log.info(`connection refused: ${refusal.errorCode} ${refusal.errorType}`);
  return [refusal];
}

async function refusalOf(parts: StartParts, handshake: Handshake | null): Promise<FrameError | null> {
  if (handshake === null) return badRequest('The authorization header of the connection cannot be read.');
  if (!parts.isOwnHost(handshake.headers['host'] ?? '')) {
    return badRequest('The host in the authorization header is not that of this API.');
  }
  try {
    await parts.authorize({
      requestId: randomUUID(),
      headers: handshake.headers,
      sourceIp: handshake.sourceIp,
      operation: { queryString: null, operationName: 'DeepDish:Connect', variables: {} },
      signed: { method: 'POST', path: `${parts.path}/connect`, body: '{}' },
    });
    return null;
  } catch (error) {
    if (error instanceof UnauthorizedError) {
      return { errorType: error.errorType, errorCode: error.status, message: error.message };
    }
    logDefect(parts.executor.log, error);
    return { errorType: 'InternalFailure', errorCode: 500, message: 'The connection could not be authorized.' };
  }
}

function badRequest(message: string): FrameError {
  return { errorType: 'BadRequestException', errorCode: 400, message };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
