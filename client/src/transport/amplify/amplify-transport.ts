import { backOffMs } from '../../back-off.ts';
import { systemClock } from '../../clock.ts';
import { isLoss } from '../../connection/connection-state.ts';
import { type Connection, type ConnectionOptions, createConnection } from '../../connection/connection.ts';
import { type TransportStatus, transportStatus } from '../../connection/transport-status.ts';
import { closed, isSignedOut, type MessagingError } from '../../errors.ts';
import { giveUpAfterMs } from '../../judge.ts';
import { tellAll } from '../../tell-all.ts';
import { type GetToken, requireToken } from '../../token.ts';
import { type AmplifyClient, amplifyClient } from '../amplify-client.ts';
import type {
  RealtimeTransport,
  SubscriptionListener,
  SubscriptionRequest,
  TransportMetric,
} from '../realtime-transport.ts';
import { type AmplifySubscription, subscribeWithAmplify } from './amplify-subscription.ts';
import { spelling } from './endpoint-spelling.ts';

export interface AmplifyTransportOptions extends ConnectionOptions {
  endpoint: string;
  getToken: GetToken;
  onMetric?: ((metric: TransportMetric) => void) | undefined;
}

interface Entry {
  readonly request: SubscriptionRequest;
  readonly listener: SubscriptionListener;
  amplify: AmplifySubscription | undefined;
  isInEffect: boolean;
  failures: number;
  /** When its session was first refused since it was last in effect. Null = it was not. */
  refusedAt: number | null;
  stopTimer: () => void;
}

/** Shorter than Amplify's own 15 s, at which it stops its heartbeat and starts everything again under ids that are in use. */
const acknowledgementMs = 10_000;
const freshForMs = 20_000;
/** As many spellings as are used in turn: by then, Amplify is done with the first. */
const spellings = 64;
let sockets = 0;

/**
 * Amplify's real-time client behind a watchdog: the machine of `connection/` decides when there is a connection and when to make a
 * new one, instead of Amplify, which waits 5 s and then 60 s, notices a dead socket after five minutes and gives up in silence.
 *
 * What Amplify does not tell, it can not mend: an event that it drops, and a subscription that the service ends with `complete`. Of
 * both the next check of the channel's position tells. And Amplify closes the socket of all where it is refused one subscription
 * as `Unauthorized`.
 */
export function createAmplifyTransport(options: AmplifyTransportOptions): RealtimeTransport {
  const { endpoint, getToken, clock = systemClock, random = Math.random, onMetric = () => {} } = options;
  const entries = new Set<Entry>();
  const statusListeners = new Set<(status: TransportStatus) => void>();
  let client: AmplifyClient | undefined;
  let isClosed = false;
  /** True = Amplify said that the socket is gone. */
  let hasVanished = false;

  const connection: Connection = createConnection(
    {
      async askToken(isForced) {
        await requireToken(getToken, isForced);
      },
      open() {
        hasVanished = false;
        sockets = (sockets + 1) % spellings;
        client = amplifyClient(spelling(endpoint, sockets), () => requireToken(getToken));
        for (const entry of entries) start(entry);
      },
      drop() {
        client = undefined;
        for (const entry of [...entries]) {
          const wasInEffect = entry.isInEffect;
          stop(entry, true);
          if (wasInEffect) entry.listener.onLost();
        }
      },
      async probe(isRoutine, isThorough) {
        const inEffect = [...entries].filter((entry) => entry.isInEffect);
        if (isThorough) for (const { listener } of inEffect) listener.onDoubt(isRoutine ? 'routine' : 'evidence');
        const [first] = inEffect;
        if (first && client && (!isRoutine || connection.silentForMs() >= freshForMs)) await echo(client, first);
      },
      giveUp: (error) => end(error),
      onState(state, before) {
        if (isLoss(before.name, state.name)) {
          onMetric({
            name: 'connection-lost',
            why: !state.hasNetwork ? 'offline' : hasVanished ? 'vanished' : 'silent',
          });
        }
        const status = transportStatus(state);
        if (status !== transportStatus(before)) tellAll(statusListeners, status);
      },
    },
    options,
  );

  function start(entry: Entry): void {
    if (!client) return;
    entry.stopTimer = clock.after(acknowledgementMs, () => connection.tell({ type: 'probe-failed' }));
    entry.amplify = subscribeWithAmplify(client, entry.request, {
      onAcknowledged() {
        entry.stopTimer();
        Object.assign(entry, { isInEffect: true, failures: 0, refusedAt: null });
        well();
        entry.listener.onAcknowledged();
      },
      onData(data, hasErrors) {
        connection.heard();
        entry.listener.onData(data);
        if (!hasErrors) return;
        onMetric({ name: 'frame-dropped', why: 'errors', length: 0 });
        entry.listener.onDoubt('evidence');
      },
      onRefused: (error) => refused(entry, error),
      onSocketGone() {
        hasVanished = true;
        connection.tell({ type: 'lost', how: 'vanished' });
      },
    });
  }

  /** Whatever answers proves the connection, of which Amplify itself says nothing before. */
  function well(): void {
    connection.heard();
    connection.tell({ type: 'acknowledged' });
  }

  function refused(entry: Entry, error: MessagingError): void {
    const wasInEffect = entry.isInEffect;
    // A refused connection is told as the refusal of each subscription; the machine may still get in, with another token.
    const isConnected = connection.state().name === 'open' || connection.state().name === 'probing';
    const isRefused = error.code === 'SESSION_REQUIRED' && !isSignedOut(error);
    // The first to be refused gets a new token for all. Where that does not help it is tried alone: others may be let in.
    const isFirst = isRefused && entry.refusedAt === null;
    if (isRefused) entry.refusedAt ??= clock.now();
    if (isFirst || (error.code === 'SESSION_REQUIRED' && !isConnected))
      return connection.tell({ type: 'unauthorized' });
    stop(entry, false);
    well();
    if (isForGood(entry, error)) {
      entries.delete(entry);
      return entry.listener.onEnded({ how: wasInEffect ? 'revoked' : 'refused', error });
    }
    if (wasInEffect) entry.listener.onLost();
    entry.failures += 1;
    onMetric({ name: 'start-retried', why: 'refused', attempt: entry.failures });
    const waitMs = error.retryAfterMs ?? 500 + backOffMs(entry.failures, random);
    entry.stopTimer = clock.after(waitMs, () => start(entry));
  }

  function isForGood({ failures, refusedAt }: Entry, error: MessagingError): boolean {
    // One word of the application's own token function is not yet the end.
    if (isSignedOut(error)) return failures > 0;
    if (error.code !== 'SESSION_REQUIRED') return !error.retryable;
    return refusedAt !== null && clock.now() - refusedAt >= giveUpAfterMs;
  }

  function stop(entry: Entry, isSocketToo: boolean): void {
    const { amplify } = entry;
    entry.stopTimer();
    entry.amplify = undefined;
    entry.isInEffect = false;
    amplify?.stop();
    if (isSocketToo) amplify?.closeSocket();
  }

  function end(error: MessagingError | null): void {
    for (const entry of [...entries]) {
      entries.delete(entry);
      stop(entry, true);
      if (error) entry.listener.onEnded({ how: 'refused', error });
    }
  }

  return {
    subscribe(request, listener) {
      if (isClosed) return clock.after(0, () => listener.onEnded({ how: 'refused', error: closed() }));
      if (typeof WebSocket === 'undefined') {
        throw new Error(
          'A subscription needs a global WebSocket. On Node 20, set globalThis.WebSocket to that of "ws".',
        );
      }
      const entry: Entry = {
        request,
        listener,
        amplify: undefined,
        isInEffect: false,
        failures: 0,
        refusedAt: null,
        stopTimer: () => {},
      };
      entries.add(entry);
      start(entry);
      connection.tell({ type: 'wanted' });
      return () => {
        if (!entries.delete(entry)) return;
        stop(entry, false);
        if (entries.size === 0) connection.tell({ type: 'unwanted' });
      };
    },
    status: () => transportStatus(connection.state()),
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    close() {
      isClosed = true;
      end(null);
      connection.tell({ type: 'closed' });
      statusListeners.clear();
    },
  };
}

/** Starts one more of what is in effect, and stops it: settles with the answer, whatever it is. */
async function echo(client: AmplifyClient, { request }: Entry): Promise<void> {
  let subscription: AmplifySubscription | undefined;
  await new Promise<void>((done, fail) => {
    subscription = subscribeWithAmplify(client, request, {
      onAcknowledged: done,
      onData: () => {},
      onRefused: () => done(),
      onSocketGone: () => fail(new Error('The socket is gone.')),
    });
  }).finally(() => subscription?.stop());
}
