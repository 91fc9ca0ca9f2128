import { sessionRequired } from '../classify-failure.ts';
import { type Clock, steadyClock } from '../clock.ts';
import { isSignedOut, MessagingError } from '../errors.ts';
import { type ConnectionEffect, type ConnectionEvent, type ConnectionState, initialState } from './connection-state.ts';
import { type Environment, pageEnvironment } from './environment.ts';
import { step, timerOf } from './machine.ts';

/** What a connection needs done. Each is told of the present connection alone. */
export interface ConnectionPort {
  /** Gets the caller's token. A `MessagingError` that is `retryable` is tried again. */
  askToken(isForced: boolean): Promise<void>;
  /** Opens a socket with the token that came last. */
  open(): void;
  /** Lets go of the socket for good. */
  drop(): void;
  /** Settles once the other end has shown a sign of life. Rejects where it is known to be gone. */
  probe(isRoutine: boolean, isThorough: boolean): Promise<void>;
  /** The service does not let this caller in. */
  giveUp(error: MessagingError): void;
  /** After each change of the state. */
  onState(state: ConnectionState, before: ConnectionState): void;
}

export interface ConnectionOptions {
  clock?: Clock;
  random?: () => number;
  environment?: Environment;
}

/** One connection that keeps itself alive: runs the machine of `machine.ts` on real sockets, timers and surroundings. */
export interface Connection {
  state(): ConnectionState;
  /** Tells what happened. */
  tell(event: ConnectionEvent): void;
  /** Something came from the other end. Cheap enough for each frame. */
  heard(): void;
  /** How long nothing came. */
  silentForMs(): number;
}

/** A timer that is so late did not run: the machine slept, or the page was frozen. */
const lateMs = 2_000;
const stepMs = 5_000;
/** What comes right after a probe may have lain in a buffer since before it. */
const bufferedMs = 1_000;

export function createConnection(port: ConnectionPort, options: ConnectionOptions = {}): Connection {
  const { random = Math.random, environment = pageEnvironment } = options;
  const clock = steadyClock(options.clock);
  const queue: ConnectionEvent[] = [];
  let state = initialState({ hasNetwork: environment.hasNetwork(), isVisible: environment.isVisible() });
  let isStepping = false;
  let heardAt = 0;
  let enteredAt = 0;
  let tokenFailure: MessagingError | undefined;
  let stopTimer = () => {};
  let stopListening: (() => void) | undefined;

  function tell(event: ConnectionEvent): void {
    if (event.type === 'wanted' && !stopListening) attend();
    queue.push(event);
    // An effect may tell of something at once; it waits until this step is done.
    if (isStepping) return;
    isStepping = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) take(next);
    } finally {
      isStepping = false;
    }
  }

  function take(event: ConnectionEvent): void {
    const before = state;
    const [after, effects] = step(before, event, clock.now());
    if (after === before) return;
    state = after;
    if (after.entries !== before.entries) {
      enteredAt = clock.now();
      startTimer();
    }
    for (const effect of effects) run(effect);
    // What the surroundings tell of themselves while nobody wants a connection yet is no reason.
    if (after.name !== before.name && (after.name === 'idle' || after.name === 'closed')) {
      stopListening?.();
      stopListening = undefined;
    }
    port.onState(after, before);
  }

  function run(effect: ConnectionEffect): void {
    // Whatever an earlier entry asked for is stale once the state was entered anew.
    const entry = state.entries;
    const ifCurrent = (event: ConnectionEvent) => {
      if (entry === state.entries) tell(event);
    };
    switch (effect.type) {
      case 'ask-token':
        port.askToken(effect.isForced).then(
          () => ifCurrent({ type: 'token-came' }),
          (failure: unknown) => {
            tokenFailure = failure instanceof MessagingError ? failure : sessionRequired(failure);
            ifCurrent({ type: 'token-failed', how: howOf(tokenFailure) });
          },
        );
        return;
      case 'open-socket':
        tokenFailure = undefined;
        return port.open();
      case 'drop-socket':
        return port.drop();
      case 'probe':
        port.probe(effect.isRoutine, effect.isThorough).then(
          () => ifCurrent({ type: 'probe-answered' }),
          () => ifCurrent({ type: 'probe-failed' }),
        );
        return;
      case 'give-up':
        return port.giveUp(tokenFailure ?? sessionRequired());
      default:
        effect satisfies never;
    }
  }

  function startTimer(): void {
    stopTimer();
    stopTimer = () => {};
    const timer = timerOf(state);
    if (timer) waitUntil(clock.now() + timer.leastMs + random() * timer.spreadMs);
  }

  /** Waits in short steps, so that a sleep is noticed soon after it ended. A hidden page's steps would be late all the time. */
  function waitUntil(due: number): void {
    const left = due - clock.now();
    const ms = state.isVisible ? Math.min(left, stepMs) : left;
    const stepDue = clock.now() + ms;
    stopTimer = clock.after(ms, () => {
      if (clock.now() - stepDue > lateMs) return tell({ type: 'woke' });
      if (clock.now() < due) return waitUntil(due);
      const isAlive = state.name === 'probing' && heardAt > enteredAt + bufferedMs;
      tell({ type: isAlive ? 'probe-answered' : 'timer-fired' });
    });
  }

  /** Listens to the surroundings while somebody wants the connection, and catches up on what changed while nobody did. */
  function attend(): void {
    if (state.name === 'closed') return;
    stopListening = environment.listen((type) => tell({ type }));
    tell({ type: environment.hasNetwork() ? 'went-online' : 'went-offline' });
    tell({ type: environment.isVisible() ? 'became-visible' : 'became-hidden' });
  }

  return {
    state: () => state,
    tell,
    heard() {
      heardAt = clock.now();
    },
    silentForMs: () => clock.now() - heardAt,
  };
}

function howOf(error: MessagingError): 'passing' | 'refused' | 'none' {
  if (error.retryable) return 'passing';
  return error.code === 'SESSION_REQUIRED' && !isSignedOut(error) ? 'refused' : 'none';
}
