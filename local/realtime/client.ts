import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { checkHandshake } from './check-handshake.ts';
import type { StartMessage } from './client-message.ts';
import type { ConnectionParts } from './connection.ts';
import { Connection } from './connection.ts';
import type { FrameError } from './frames.ts';
import type { Handshake } from './handshake.ts';
import { readHandshake } from './handshake.ts';
import type { Outbound } from './outbound.ts';
import { createOutbound } from './outbound.ts';
import type { RealtimeParts, RealtimeVersion } from './realtime-parts.ts';
import { refit } from './refit.ts';
import type { Registry } from './registry.ts';
import type { RealtimeSettings } from './settings.ts';
import type { Start, StartedParts, StartParts } from './start.ts';
import { startSubscription } from './start.ts';

/** What all clients of an endpoint share. */
export interface ClientParts extends RealtimeParts {
  readonly registry: Registry;
  readonly onTooSlow: (bytes: number, webSocket: WebSocket) => void;
  /** The version that is served at this moment. */
  readonly served: () => RealtimeVersion;
}

/** A socket that knows whose it is, so that all of them can share their listeners. */
export class ClientSocket extends WebSocket {
  client: Client | null = null;
}

/**
 * One client: its socket, its connection, and between them what the API makes of both. A class without functions of its own, as
 * thousands may be connected, and each function would hold as much as a header.
 */
export class Client implements ConnectionParts {
  readonly openedAt = performance.now();
  readonly outbound: Outbound;
  readonly authorized: Promise<readonly FrameError[]>;
  readonly connection: Connection;
  private readonly shared: ClientParts;
  /** The `Host` of the request. Not the request itself, which would be held with all it consists of. */
  private readonly asked: string | undefined;
  private readonly handshake: Pick<Handshake, 'requestHeaders' | 'sourceIp'>;

  constructor(shared: ClientParts, webSocket: WebSocket, request: IncomingMessage, socket: Duplex) {
    this.shared = shared;
    this.asked = request.headers.host;
    this.outbound = createOutbound(webSocket, socket, shared.onTooSlow);
    const handshake = readHandshake(request);
    // What authorizes the connection is looked at once; each start brings its own.
    this.handshake = { requestHeaders: handshake?.requestHeaders ?? {}, sourceIp: handshake?.sourceIp ?? [] };
    this.authorized = this.withVersion((parts) => checkHandshake(parts, handshake));
    this.connection = new Connection(this);
  }

  get registry(): Registry {
    return this.shared.registry;
  }

  get settings(): RealtimeSettings {
    return this.shared.settings;
  }

  start(message: StartMessage): Promise<Start> {
    return this.withVersion((parts) => startSubscription(parts, this.handshake, message));
  }

  refit(subscription: StartedParts): Start {
    return refit(this.shared.served().executor, subscription);
  }

  onRefused(errorType: string): void {
    this.shared.log.info(`message refused: ${errorType}`);
  }

  close(code: number, reason: string): void {
    this.outbound.close(code, reason);
  }

  /** With the version that is served at this moment, to the end of the work. */
  private withVersion<Result>(work: (parts: StartParts) => Promise<Result>): Promise<Result> {
    const { served, path, onStart } = this.shared;
    const version = served();
    const isOwnHost = (named: string) => this.shared.isOwnHost(named, this.asked);
    return version.during(() => work({ ...version, path, isOwnHost, onStart }));
  }
}
