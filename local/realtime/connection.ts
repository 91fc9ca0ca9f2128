import type { StartMessage } from './client-message.ts';
import { readClientMessage } from './client-message.ts';
import type { FrameError } from './frames.ts';
import * as frames from './frames.ts';
import type { Outbound } from './outbound.ts';
import { Rate } from './rate.ts';
import type { Registry } from './registry.ts';
import type { RealtimeSettings } from './settings.ts';
import type { Start, StartedParts } from './start.ts';
import type { Invalidated } from './live-subscription.ts';
import { LiveSubscription } from './live-subscription.ts';

/** AppSync endpoints and quotas: subscriptions per client connection. */
const MAX_SUBSCRIPTIONS = 200;
/** A refused client that says nothing is told all the same, after the time in which a real one sends its init. */
const REFUSAL_GRACE_MS = 10_000;

export interface ConnectionParts {
  readonly outbound: Pick<Outbound, 'send' | 'sendAround'>;
  readonly registry: Registry;
  readonly settings: RealtimeSettings;
  /** What stands against the handshake; empty = nothing. Never rejects. */
  readonly authorized: Promise<readonly FrameError[]>;
  start(message: StartMessage): Promise<Start>;
  /** Fits a subscription to the API as it is served now. */
  refit(subscription: StartedParts): Start;
  /** Hears which message was refused before it got as far as `start`. */
  onRefused(errorType: string): void;
  /** Closes the socket in order. */
  close(code: number, reason: string): void;
}

/** A `start` that is still being looked at. It has its id already. */
interface Starting {
  readonly isStarting: true;
}

/**
 * One WebSocket, from its handshake on:
 *
 *   opening --connection_init--> initialising --(authorized)--> open
 *      |                              |
 *      +--start------- (authorized) --|--> open
 *      +--anything---- (refused) -----+--> closed, after a connection_error
 *
 * `connection_init` is optional. Once it was sent, whatever arrives before the ack is ignored.
 */
export class Connection implements Invalidated {
  private readonly parts: ConnectionParts;
  private readonly starts: Rate;
  private readonly subscriptions = new Map<string, LiveSubscription | Starting>();
  private readonly openedAt = performance.now();
  /** For the next `ka`, or for the end of the connection's time where that comes first: one for both, as sockets are many. */
  private timer: NodeJS.Timeout;
  private grace: NodeJS.Timeout | undefined;
  private state: 'opening' | 'initialising' | 'open' | 'closed' = 'opening';

  constructor(parts: ConnectionParts) {
    this.parts = parts;
    this.starts = new Rate(parts.settings.startsPerSecond);
    this.timer = setTimeout(onTimer, parts.settings.maxAgeMs, this).unref();
    void parts.authorized.then((refusal) => {
      if (refusal.length === 0 || this.isClosed()) return;
      this.grace = setTimeout(() => this.refuseConnection(refusal), REFUSAL_GRACE_MS);
      this.grace.unref();
    });
  }

  /** Takes a text frame. */
  async receive(text: string): Promise<void> {
    if (this.state === 'closed' || this.state === 'initialising') return;
    const message = readClientMessage(text);
    const isInit = message.type === 'connection_init';
    if (this.state === 'opening' && isInit) this.state = 'initialising';
    const refusal = await this.parts.authorized;
    if (this.isClosed()) return;
    if (refusal.length > 0) return this.refuseConnection(refusal);
    this.open();
    switch (message.type) {
      case 'connection_init':
        this.parts.outbound.send(frames.connectionAck(this.parts.settings.connectionTimeoutMs));
        this.parts.outbound.send(frames.keepAlive);
        return;
      case 'start':
        return this.start(message.id, message.start);
      case 'stop':
        return this.stop(message.id);
      case 'unsupported':
        this.refuse(message.id, 'UnsupportedOperation', `${message.kind} not supported through the realtime channel`);
        return;
      default:
        message satisfies never;
    }
  }

  /** Ends the subscriptions that make no sense any more, each with an error that says why. The socket stays. */
  refit(): { readonly kept: number; readonly ended: number } {
    let ended = 0;
    for (const [id, subscription] of this.subscriptions) {
      // One that is still starting is looked at when it has started.
      if ('isStarting' in subscription) continue;
      const outcome = this.parts.refit(subscription);
      if (outcome.kind === 'started') {
        subscription.fit(outcome.parts);
        continue;
      }
      ended += 1;
      this.subscriptions.delete(id);
      this.parts.registry.remove(subscription);
      this.parts.outbound.send(frames.error(id, outcome.errors));
      this.parts.outbound.send(frames.complete(id));
    }
    return { kept: this.subscriptions.size, ended };
  }

  /** Forgets everything. The socket is gone, or about to be. */
  dispose(): void {
    this.state = 'closed';
    clearTimeout(this.timer);
    clearTimeout(this.grace);
    for (const subscription of this.subscriptions.values()) {
      if (!('isStarting' in subscription)) this.parts.registry.remove(subscription);
    }
    this.subscriptions.clear();
  }

  /** A real client listens only once its socket is open, so it hears this as the answer to its first message. */
  private refuseConnection(refusal: readonly FrameError[]): void {
    this.parts.outbound.send(frames.connectionError(refusal));
    this.end(1008, 'Unauthorized');
  }

  private open(): void {
    if (this.state === 'open') return;
    this.state = 'open';
    clearTimeout(this.timer);
    this.wait();
  }

  private wait(): void {
    const { keepAliveMs, maxAgeMs } = this.parts.settings;
    const leftMs = this.openedAt + maxAgeMs - performance.now();
    this.timer = setTimeout(onTimer, Math.min(keepAliveMs, leftMs), this).unref();
  }

  /** For the timer alone. */
  onTime(): void {
    // A timer may come up to a millisecond early by this clock.
    const isOld = performance.now() - this.openedAt > this.parts.settings.maxAgeMs - 1;
    if (isOld) return this.end(1000, 'Connection reached its maximum age.');
    this.parts.outbound.send(frames.keepAlive);
    this.wait();
  }

  private async start(id: string, message: StartMessage): Promise<void> {
    // Without the id: whoever started too many at once is not told which of them were lost.
    if (!this.starts.mayPass()) return this.refuseBeyond(null, 'LimitExceededError', 'Rate limit exceeded');
    if (this.subscriptions.has(id)) {
      this.refuse(id, 'DuplicatedOperationError', 'Each subscription of a connection needs an id of its own.');
      return;
    }
    if (this.subscriptions.size >= MAX_SUBSCRIPTIONS) {
      const text = `Max number of ${MAX_SUBSCRIPTIONS} subscriptions reached`;
      return this.refuseBeyond(id, 'MaxSubscriptionsReachedError', text);
    }
    const starting: Starting = { isStarting: true };
    this.subscriptions.set(id, starting);
    let started = await this.parts.start(message);
    // The client may have stopped it meanwhile, even started another by its id, or be gone.
    if (this.subscriptions.get(id) !== starting) return;
    // And another version of the API may have taken over while the resolver ran.
    if (started.kind === 'started') started = this.parts.refit(started.parts);
    if (started.kind === 'refused') {
      this.subscriptions.delete(id);
      this.parts.outbound.send(frames.error(id, started.errors));
      return;
    }
    const subscription = new LiveSubscription(id, started.parts, this.parts.outbound, this);
    this.subscriptions.set(id, subscription);
    this.activate(id, subscription);
    this.parts.outbound.send(frames.startAck(id));
  }

  private activate(id: string, subscription: LiveSubscription): void {
    const { activationDelayMs } = this.parts.settings;
    if (activationDelayMs === 0) return this.parts.registry.add(subscription);
    setTimeout(() => {
      if (this.subscriptions.get(id) === subscription) this.parts.registry.add(subscription);
    }, activationDelayMs).unref();
  }

  private stop(id: string): void {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) {
      this.refuse(id, 'UnknownOperationError', `Unknown operation id ${id}.`);
      return;
    }
    this.subscriptions.delete(id);
    if (!('isStarting' in subscription)) this.parts.registry.remove(subscription);
    this.parts.outbound.send(frames.complete(id));
  }

  /** AppSync Developer Guide, Invalidating subscriptions: the connection is closed along with the subscription. */
  invalidate(id: string): void {
    this.parts.outbound.send(frames.complete(id));
    this.end(1000, 'Subscription complete.');
  }

  private refuse(id: string | null, errorType: string, message: string): void {
    this.parts.onRefused(errorType);
    this.parts.outbound.send(frames.error(id, [{ errorType, message }]));
  }

  private refuseBeyond(id: string | null, errorType: string, message: string): void {
    this.parts.onRefused(errorType);
    this.parts.outbound.send(frames.limitError(id, { errorType, message }));
  }

  private end(code: number, reason: string): void {
    this.dispose();
    this.parts.close(code, reason);
  }

  /** A method, so that the compiler does not take the state for unchanged over an await. */
  private isClosed(): boolean {
    return this.state === 'closed';
  }
}

/** One function for all timers, as a closure for each would take as much memory as the timer. */
function onTimer(connection: Connection): void {
  connection.onTime();
}
