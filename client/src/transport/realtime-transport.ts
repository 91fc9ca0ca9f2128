import type { ConnectionOptions } from '../connection/connection.ts';
import type { TransportStatus } from '../connection/transport-status.ts';
import type { MessagingError } from '../errors.ts';
import type { GetToken } from '../token.ts';

/** A GraphQL subscription. */
export interface SubscriptionRequest {
  /** The document. */
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What becomes of one subscription:
 *
 * ```
 *   subscribe ──► (waits) ──► onAcknowledged ──► onData … ──► onLost ─┐
 *                    ▲                             onDoubt …          │
 *                    └────────────────────────────────────────────────┘
 *   onEnded, from anywhere and once; then nothing more
 * ```
 */
export interface SubscriptionListener {
  /**
   * The service has acknowledged the subscription, first or again: from about now on, events arrive. What happened before may have
   * been missed, and AppSync is known to lose an event of the moment after, too.
   */
  onAcknowledged(): void;
  /** An event: the `data` of its payload. At most once and in no promised order. */
  onData(data: Readonly<Record<string, unknown>>): void;
  /**
   * Time to look whether an event was missed, though the subscription stands. `evidence`: something was lost or may have been, such
   * as a frame that can not be read, a network that was away, a sleep. `routine`: it was not looked for a while.
   */
  onDoubt(why: 'evidence' | 'routine'): void;
  /** No longer in effect. It is started again, and again, until `onAcknowledged` or `onEnded`. */
  onLost(): void;
  /** The end, by the service. It is not started again. */
  onEnded(end: SubscriptionEnd): void;
}

export interface SubscriptionEnd {
  /** `refused`: it was not let in. `revoked`: it was in effect, and the service ended it. */
  readonly how: 'refused' | 'revoked';
  readonly error: MessagingError;
}

/** Something that happened on the wire, for counting. Never holds what people wrote, nor tokens. */
export type TransportMetric =
  /** A frame that could not be used. `length` in UTF-16 units. */
  | { readonly name: 'frame-dropped'; readonly why: BadFrame; readonly length: number }
  /** Making the connection took `value` milliseconds: the last of `tries` since the loss. */
  | { readonly name: 'connect-time'; readonly value: number; readonly tries: number }
  /**
   * A connection was lost. `vanished`: with no word. `dismissed`: the service closed it, as it does to everyone when it restarts. `ended`: the
   * service closed it on this caller's account. `refused`: the service did not want it any more. `silent`: nothing came for too long.
   * `offline`: the network went away.
   */
  | {
      readonly name: 'connection-lost';
      readonly why: 'vanished' | 'dismissed' | 'ended' | 'refused' | 'silent' | 'offline';
    }
  /** A subscription is started again, `attempt` times by now. */
  | { readonly name: 'start-retried'; readonly why: 'late' | 'refused' | 'token'; readonly attempt: number };

export type BadFrame = 'malformed' | 'unknown-type' | 'no-data' | 'errors' | 'oversized';

/** Carries GraphQL subscriptions of one caller. It holds what was subscribed over lost connections, and tries without end. */
export interface RealtimeTransport {
  /**
   * Starts a subscription, now or as soon as there is a connection. The function that it answers with ends it; after that its
   * listener hears nothing. Throws where this environment can not connect at all. Where the transport is
   * closed, the listener is told so a moment later: `onEnded` with `CLOSED`.
   */
  subscribe(request: SubscriptionRequest, listener: SubscriptionListener): () => void;
  status(): TransportStatus;
  /** Calls `listener` after each change of the status, until the function that it answers with is called. */
  onStatus(listener: (status: TransportStatus) => void): () => void;
  /** Ends everything for good, without a word to the listeners. */
  close(): void;
}

/** What a transport is made with. */
export interface TransportWiring extends ConnectionOptions {
  /** The GraphQL URL. */
  readonly endpoint: string;
  readonly getToken: GetToken;
  readonly onMetric: (metric: TransportMetric) => void;
}

/** Makes a transport, which connects when it is first subscribed with. */
export type OpenTransport = (wiring: TransportWiring) => RealtimeTransport;
