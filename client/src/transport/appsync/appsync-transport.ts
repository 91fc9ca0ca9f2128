import { classifyFailure } from '../../classify-failure.ts';
import { systemClock } from '../../clock.ts';
import { isLoss } from '../../connection/connection-state.ts';
import { type Connection, type ConnectionOptions, createConnection } from '../../connection/connection.ts';
import { type TransportStatus, transportStatus } from '../../connection/transport-status.ts';
import { closed } from '../../errors.ts';
import { tellAll } from '../../tell-all.ts';
import { type GetToken, requireToken } from '../../token.ts';
import type { RealtimeTransport, TransportMetric } from '../realtime-transport.ts';
import { authorization, realtimeUrl, subprotocols } from './realtime-url.ts';
import type { ServerFrame } from './server-frame.ts';
import { openSocket, type Socket, type WebSocketClass } from './socket.ts';
import { createSubscriptionBook } from './subscription-book.ts';

export interface AppSyncTransportOptions extends ConnectionOptions {
  /** The GraphQL URL; where the WebSocket is follows from it. */
  endpoint: string;
  /** Asked for each connection and each start. */
  getToken: GetToken;
  /** Default: the global one. Node 20 has none: give it that of the package `ws`. */
  webSocket?: WebSocketClass | undefined;
  /** Hears what happens on the wire. Default: nobody does. */
  onMetric?: ((metric: TransportMetric) => void) | undefined;
}

type LossWord = Extract<TransportMetric, { name: 'connection-lost' }>['why'];

/** Sockets are kept for a moment after the last subscription: whoever changes channels subscribes again at once. */
const lingerMs = 2_000;
/** A visible page that heard something so lately needs no proof that its socket lives; nor a hidden one. */
const freshForMs = { visible: 20_000, hidden: 70_000 };

/**
 * Speaks AppSync's real-time protocol on a WebSocket of its own. Connects with the first subscription and lets go after the last.
 * When it connects, how it waits and what makes it doubt a connection is the matter of `connection/`; what it sends for each
 * subscription, that of `subscription-book.ts`.
 */
export function createAppSyncTransport(options: AppSyncTransportOptions): RealtimeTransport {
  const { endpoint, getToken, clock = systemClock, random = Math.random, onMetric = () => {} } = options;
  const url = realtimeUrl(endpoint);
  const statusListeners = new Set<(status: TransportStatus) => void>();
  let socket: Socket | undefined;
  let token = '';
  /** True = the service has ended a subscription on this socket: it closes the socket along with it. */
  let hasRevoked = false;
  let openingAt = 0;
  /** What the service or the socket said of the end that it came to. `silent` = nothing. */
  let loss: LossWord = 'silent';
  let stopLinger = () => {};

  const book = createSubscriptionBook({
    clock,
    random,
    async sendStart(id, { query, variables }, isForced, isWanted) {
      const authorized = authorization(endpoint, await requireToken(getToken, isForced));
      if (!isWanted()) return;
      const payload = { data: JSON.stringify({ query, variables }), extensions: { authorization: authorized } };
      socket?.send({ id, type: 'start', payload });
    },
    sendStop: (id) => socket?.send({ id, type: 'stop' }),
    onSilence: () => connection.tell({ type: 'probe-failed' }),
    silentForMs: () => connection.silentForMs(),
    onMetric,
  });

  const connection: Connection = createConnection(
    {
      async askToken(isForced) {
        openingAt = clock.now();
        token = await requireToken(getToken, isForced);
      },
      open() {
        hasRevoked = false;
        loss = 'silent';
        try {
          const protocols = subprotocols(authorization(endpoint, token));
          socket = openSocket(webSocketOf(options), url, protocols, { onFrame, onGone });
        } catch {
          connection.tell({ type: 'lost', how: 'vanished' });
        }
      },
      drop() {
        const dropped = socket;
        socket = undefined;
        dropped?.drop();
        book.lost();
      },
      async probe(isRoutine, isThorough) {
        if (isThorough) book.doubt(isRoutine ? 'routine' : 'evidence');
        const freshMs = isThorough ? freshForMs.visible : freshForMs.hidden;
        if (!isRoutine || connection.silentForMs() >= freshMs) await book.echo();
      },
      giveUp: (error) => book.end({ how: 'refused', error }),
      onState(state, before) {
        if (state.name === 'open' && before.name === 'connecting') {
          onMetric({ name: 'connect-time', value: clock.now() - openingAt, tries: before.failures + 1 });
          book.opened();
        }
        if (isLoss(before.name, state.name)) {
          onMetric({ name: 'connection-lost', why: state.hasNetwork ? loss : 'offline' });
        }
        const status = transportStatus(state);
        if (status !== transportStatus(before)) tellAll(statusListeners, status);
      },
    },
    options,
  );

  function onFrame(frame: ServerFrame, length: number): void {
    connection.heard();
    switch (frame.type) {
      case 'ka':
        return;
      case 'connection_ack':
        return connection.tell({ type: 'acknowledged' });
      case 'connection_error':
        return refused(frame.errors);
      case 'error':
        // So the guide calls it; what has been seen is a `connection_error`.
        return connection.state().name === 'connecting' ? refused(frame.errors) : book.receive(frame);
      case 'bad':
        onMetric({ name: 'frame-dropped', why: frame.why, length });
        return book.receive(frame);
      case 'data':
        if (frame.hasErrors) onMetric({ name: 'frame-dropped', why: 'errors', length });
        return book.receive(frame);
      case 'complete':
        hasRevoked ||= book.has(frame.id);
        return book.receive(frame);
      default:
        return book.receive(frame);
    }
  }

  function refused(errors: readonly unknown[]): void {
    loss = 'refused';
    const isUnauthorized = classifyFailure({ errors }).code === 'SESSION_REQUIRED';
    connection.tell({ type: isUnauthorized ? 'unauthorized' : 'refused' });
  }

  function onGone(code: number): void {
    // 1006 stands for no word at all, 1000 for a connection that has served its purpose, as after an invalidation.
    const how = code === 1006 ? 'vanished' : hasRevoked || code === 1000 ? 'ended' : 'dismissed';
    loss = how;
    connection.tell({ type: 'lost', how });
  }

  return {
    subscribe(request, listener) {
      if (connection.state().name === 'closed') {
        return clock.after(0, () => listener.onEnded({ how: 'refused', error: closed() }));
      }
      webSocketOf(options);
      stopLinger();
      const stop = book.add(request, listener);
      connection.tell({ type: 'wanted' });
      return () => {
        stop();
        if (book.size > 0) return;
        stopLinger();
        stopLinger = clock.after(lingerMs, () => {
          if (book.size === 0) connection.tell({ type: 'unwanted' });
        });
      };
    },
    status: () => transportStatus(connection.state()),
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    close() {
      stopLinger();
      book.end(null);
      connection.tell({ type: 'closed' });
      statusListeners.clear();
    },
  };
}

function webSocketOf({ webSocket }: AppSyncTransportOptions): WebSocketClass {
  const present = webSocket ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket;
  if (present) return present;
  throw new Error(
    'A subscription needs a WebSocket. On Node 20, set globalThis.WebSocket to that of "ws", or give it as an option.',
  );
}
