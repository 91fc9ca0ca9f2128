import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** How the fake answers. A scenario changes it as it goes; each part is asked anew each time. */
export interface Weather {
  /** How long `connection_ack` takes, for the nth connection (from 1). Null = it never comes. */
  connectionAckMs: (connection: number) => number | null;
  /** Refuses the connection of whoever shows this token. */
  isUnauthorized: (token: string) => boolean;
  /** What a refused connection is told with: both are known. */
  refusal: 'connection_error' | 'error';
  /** What a start gets; `count` = starts of this channel so far, this one included. */
  answerStart: (channelId: string, count: number, token: string) => StartAnswer;
  startAckMs: number;
  /** How long a subscription stays deaf after its acknowledgement. */
  deafMs: number;
  keepAliveMs: number;
  connectionTimeoutMs: number;
  /** Connections let in per second; the others are cut off before they are open. */
  admittedPerSecond: number;
  /** Answers a POST. Default: 404. */
  answerRequest: (body: string, response: ServerResponse) => void;
}

export type StartAnswer = 'ack' | 'never' | { errorType: string; message?: string; withoutId?: boolean };

interface Connection {
  readonly socket: WebSocket;
  readonly raw: Socket;
  readonly subscriptions: Map<string, { channelId: string; isDeaf: boolean }>;
  isMute: boolean;
  timer?: NodeJS.Timeout;
}

/**
 * The far end of AppSync's real-time protocol, with a mind of its own. It knows one kind of event: position `seq` of a channel.
 * Over HTTP it tells a channel's head, and that is all that a client needs to catch up.
 */
export class FakeAppSync {
  readonly weather: Weather = {
    connectionAckMs: () => 0,
    isUnauthorized: () => false,
    refusal: 'connection_error',
    answerStart: () => 'ack',
    startAckMs: 0,
    deafMs: 0,
    keepAliveMs: 60_000,
    connectionTimeoutMs: 300_000,
    admittedPerSecond: Infinity,
    answerRequest: (_, response) => response.writeHead(404).end(),
  };
  /** When each connection was acknowledged. */
  readonly acknowledgedAt: number[] = [];
  connectionsOpened = 0;
  reads = 0;
  readonly startsOf = new Map<string, number>();
  readonly #heads = new Map<string, number>();
  readonly #connections = new Set<Connection>();
  #server: Server | undefined;
  #port = 0;
  #admitted: number[] = [];

  /** Where clients find it. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}/graphql`;
  }

  /** Listens, on the same port each time. */
  async appear(): Promise<void> {
    const server = createServer((request, response) => this.#answer(request, response));
    const sockets = new WebSocketServer({ noServer: true, maxPayload: 2 ** 21, handleProtocols: () => 'graphql-ws' });
    server.on('upgrade', (request, raw: Socket, head) => {
      raw.on('error', () => {});
      if (!this.#admits()) return void raw.destroy();
      sockets.handleUpgrade(request, raw, head, (socket) => this.#accept(socket, raw, tokenOf(request)));
    });
    await new Promise<void>((done) => server.listen(this.#port, '127.0.0.1', 4096, done));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** As a process that is killed: nothing listens, and every socket is cut without a word. */
  async vanish(): Promise<void> {
    for (const { raw } of this.#connections) raw.destroy();
    this.#server?.closeAllConnections();
    await new Promise((done) => (this.#server ? this.#server.close(done) : done(null)));
    this.#server = undefined;
  }

  /** Closes every connection in order, as a service that restarts does. */
  dismiss(code: number): void {
    for (const { socket } of this.#connections) socket.close(code);
  }

  cut(): void {
    for (const { raw } of this.#connections) raw.destroy();
  }

  /** From now on, the present connections are dead, and nobody is told. Answers with what lets them close at last. */
  halfOpen(): () => void {
    const dead = [...this.#connections];
    for (const connection of dead) {
      connection.isMute = true;
      connection.raw.pause();
    }
    return () => {
      for (const { raw } of dead) raw.destroy();
    };
  }

  /** The next position of the channel, told to all who subscribed. `instead`: they get this text in its place. */
  publish(channelId: string, instead?: (id: string) => string): number {
    const seq = this.head(channelId) + 1;
    this.#heads.set(channelId, seq);
    for (const { connection, id } of this.#subscribers(channelId)) {
      this.#send(
        connection,
        instead?.(id) ?? { type: 'data', id, payload: { data: { onChannelEvent: eventOf(channelId, seq) } } },
      );
    }
    return seq;
  }

  complete(channelId: string): void {
    for (const { connection, id } of this.#subscribers(channelId)) {
      connection.subscriptions.delete(id);
      this.#send(connection, { type: 'complete', id });
    }
  }

  head(channelId: string): number {
    return this.#heads.get(channelId) ?? 0;
  }

  get openConnections(): number {
    return [...this.#connections].filter(({ isMute }) => !isMute).length;
  }

  /** Subscriptions that the service holds, on all connections that are not dead. */
  get subscriptions(): number {
    return [...this.#connections].reduce((sum, one) => sum + (one.isMute ? 0 : one.subscriptions.size), 0);
  }

  #subscribers(channelId: string): { connection: Connection; id: string }[] {
    return [...this.#connections].flatMap((connection) =>
      [...connection.subscriptions].flatMap(([id, one]) =>
        one.channelId === channelId && !one.isDeaf ? [{ connection, id }] : [],
      ),
    );
  }

  #admits(): boolean {
    const now = Date.now();
    this.#admitted = this.#admitted.filter((at) => at > now - 1000);
    if (this.#admitted.length >= this.weather.admittedPerSecond) return false;
    this.#admitted.push(now);
    return true;
  }

  #accept(socket: WebSocket, raw: Socket, token: string): void {
    const connection: Connection = { socket, raw, subscriptions: new Map(), isMute: false };
    const number = ++this.connectionsOpened;
    this.#connections.add(connection);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(connection.timer);
      this.#connections.delete(connection);
    });
    socket.on('message', (text) => {
      if (connection.isMute) return;
      const message = JSON.parse(String(text)) as ClientMessage;
      switch (message.type) {
        case 'connection_init':
          return this.#acknowledge(connection, number, token);
        case 'start':
          return this.#start(connection, message);
        case 'stop':
          if (!connection.subscriptions.delete(message.id)) {
            return this.#send(connection, errorOf('UnknownOperationError', message.id));
          }
          return this.#send(connection, { type: 'complete', id: message.id });
      }
    });
  }

  #acknowledge(connection: Connection, number: number, token: string): void {
    if (this.weather.isUnauthorized(token)) {
      const errors = [{ errorType: 'UnauthorizedException', errorCode: 401, message: 'You are not authorized.' }];
      this.#send(connection, { type: this.weather.refusal, payload: { errors } });
      return connection.socket.close(1008);
    }
    const ms = this.weather.connectionAckMs(number);
    if (ms === null) return;
    const { connectionTimeoutMs, keepAliveMs } = this.weather;
    const tell = () => {
      this.acknowledgedAt.push(Date.now());
      this.#send(connection, { type: 'connection_ack', payload: { connectionTimeoutMs } });
      this.#send(connection, { type: 'ka' });
      connection.timer = setInterval(() => this.#send(connection, { type: 'ka' }), keepAliveMs);
    };
    if (ms === 0) tell();
    else setTimeout(tell, ms);
  }

  #start(connection: Connection, { id, payload }: Extract<ClientMessage, { type: 'start' }>): void {
    const { variables } = JSON.parse(payload.data) as { variables: { channelId: string } };
    const { channelId } = variables;
    const count = (this.startsOf.get(channelId) ?? 0) + 1;
    this.startsOf.set(channelId, count);
    if (connection.subscriptions.has(id)) return this.#send(connection, errorOf('DuplicatedOperationError', id));
    const answer = this.weather.answerStart(channelId, count, payload.extensions.authorization.Authorization);
    if (answer === 'never') return;
    if (answer !== 'ack') {
      const { errorType, message, withoutId } = answer;
      return this.#send(connection, errorOf(errorType, withoutId ? undefined : id, message));
    }
    const subscription = { channelId, isDeaf: true };
    connection.subscriptions.set(id, subscription);
    const acknowledge = () => {
      this.#send(connection, { type: 'start_ack', id });
      if (this.weather.deafMs === 0) subscription.isDeaf = false;
      else setTimeout(() => (subscription.isDeaf = false), this.weather.deafMs);
    };
    if (this.weather.startAckMs === 0) acknowledge();
    else setTimeout(acknowledge, this.weather.startAckMs);
  }

  #send(connection: Connection, message: object | string): void {
    if (connection.isMute) return;
    connection.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const channelId = /^\/head\/(\w+)$/.exec(request.url ?? '')?.[1];
    if (channelId !== undefined) {
      this.reads += 1;
      return void response.end(String(this.head(channelId)));
    }
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => this.weather.answerRequest(body, response));
  }
}

type ClientMessage =
  | { type: 'connection_init' }
  | { type: 'stop'; id: string }
  | {
      type: 'start';
      id: string;
      payload: { data: string; extensions: { authorization: { Authorization: string } } };
    };

function errorOf(errorType: string, id?: string, message = errorType): object {
  return { type: 'error', ...(id === undefined ? {} : { id }), payload: { errors: [{ errorType, message }] } };
}

function eventOf(channelId: string, seq: number): object {
  const at = '2026-01-01T00:00:00.000Z';
  return { channelId, seq, kind: 'MESSAGE_SENT', actorId: 'a', at, audience: 'a', endsAudience: false, message: null };
}

function tokenOf(request: IncomingMessage): string {
  const header = /header-([\w-]+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1] ?? '';
  const { Authorization = '' } = JSON.parse(Buffer.from(header, 'base64url').toString() || '{}') as {
    Authorization?: string;
  };
  return Authorization;
}
