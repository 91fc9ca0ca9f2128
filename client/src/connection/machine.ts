import { reconnectBoundMs } from '../back-off.ts';
import { giveUpAfterMs } from '../judge.ts';
import {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  type ConnectionStateName,
  hasSocket,
} from './connection-state.ts';

export type Step = readonly [state: ConnectionState, effects: readonly ConnectionEffect[]];

/**
 * The window over which clients return whom the service itself dismissed. All are dismissed at once, and the service is there:
 * without a spread, they would fall upon it in one moment.
 */
const dismissedBoundMs = 12_000;
/** The service says that it is too much. */
const refusedBoundMs = 10_000;
/** An answer takes the authorizer and a resolver, perhaps both from cold. */
const probeMs = 5_000;
/** After a network was away, the socket is more likely dead than not; and to make another costs nobody but this client. */
const doubtfulProbeMs = 1_200;
/** A browser shows a refused handshake as it does a dead line. After so many failures, the token may be the reason. */
const failuresBeforeRefresh = 4;

/**
 * The life of one connection, as a pure function: what `event`, happening `at`, makes of `state`. The same object = nothing. The
 * states and their picture are in `connection-state.ts`.
 */
export function step(state: ConnectionState, event: ConnectionEvent, at: number): Step {
  if (state.name === 'closed') return [state, []];
  const known = environmentAfter(state, event);
  switch (event.type) {
    case 'closed':
      return [enter(state, 'closed'), dropped(state)];
    case 'unwanted':
      return state.name === 'idle' ? [state, []] : [enter(settled(state), 'idle'), dropped(state)];
    case 'wanted':
      return state.name === 'idle' ? start({ ...state, lostAt: at }) : [state, []];
    default:
      break;
  }
  switch (known.name) {
    case 'idle':
    case 'closed':
      return [known, []];
    case 'authenticating':
    case 'refreshing':
      return whileAuthenticating(known, event, at);
    case 'connecting':
      return whileConnecting(known, event, at);
    case 'open':
    case 'probing':
      return whileOpen(known, event, at);
    case 'backing-off':
    case 'offline':
      return whileWaiting(known, event, at);
    case 'suspended':
      return whileSuspended(known, event, at);
    default:
      return known.name satisfies never;
  }
}

/** How long the state may last: the timer fires after `leastMs`, and up to `spreadMs` more. Null = for ever. */
export function timerOf(state: ConnectionState): { leastMs: number; spreadMs: number } | null {
  switch (state.name) {
    case 'idle':
    case 'closed':
      return null;
    case 'authenticating':
    case 'refreshing':
      return { leastMs: 15_000, spreadMs: 0 };
    case 'connecting':
      // A service that is slow to answer is waited for longer each time, else it would never be reached.
      return { leastMs: Math.min(30_000, 10_000 + 5_000 * state.failures), spreadMs: 0 };
    case 'open':
      // AppSync's own sign of life comes every 60 s. Nobody looks at a hidden page, and its timers are slowed anyway.
      return state.isVisible ? { leastMs: 25_000, spreadMs: 4_000 } : { leastMs: 75_000, spreadMs: 0 };
    case 'probing':
      return { leastMs: state.probeMs, spreadMs: 0 };
    case 'backing-off':
      return { leastMs: 0, spreadMs: state.boundMs };
    case 'offline':
    case 'suspended':
      // Browsers err: some call a machine offline whose network they do not know.
      return { leastMs: 30_000, spreadMs: 0 };
    default:
      return state.name satisfies never;
  }
}

function whileAuthenticating(state: ConnectionState, event: ConnectionEvent, at: number): Step {
  switch (event.type) {
    case 'token-came':
      return [enter(state, 'connecting'), [{ type: 'open-socket' }]];
    case 'token-failed':
      if (event.how === 'passing') return fail(state, at);
      if (event.how === 'refused') return unauthorized(state, at);
      // One word of the application's own function is not yet the end of the session.
      return state.isRefreshed ? giveUp(state) : refresh(state);
    case 'timer-fired':
      return fail(state, at);
    case 'woke':
      return [enter(state, state.name), [{ type: 'ask-token', isForced: state.name === 'refreshing' }]];
    case 'went-offline':
      return [enter(state, 'offline'), []];
    default:
      return [state, []];
  }
}

function whileConnecting(state: ConnectionState, event: ConnectionEvent, at: number): Step {
  switch (event.type) {
    case 'acknowledged':
      return [enter(settled(state), 'open'), []];
    case 'unauthorized':
      return unauthorized(state, at);
    case 'refused':
      return fail(state, at, refusedBoundMs);
    case 'lost':
    case 'timer-fired':
      return fail(state, at);
    case 'woke':
      return [enter(state, 'connecting'), []];
    case 'went-offline':
      return [enter(state, 'offline'), [{ type: 'drop-socket' }]];
    default:
      return [state, []];
  }
}

function whileOpen(state: ConnectionState, event: ConnectionEvent, at: number): Step {
  switch (event.type) {
    case 'timer-fired':
      return state.name === 'open' ? probe(state, true) : reconnect(state, at);
    case 'probe-failed':
      return reconnect(state, at);
    case 'probe-answered':
      return state.name === 'probing' ? [enter({ ...state, lateProbes: 0 }, 'open'), []] : [state, []];
    case 'woke':
      // What was buffered is read before anything is concluded from silence. A page whose timers are always late must come to
      // a conclusion all the same.
      if (state.name === 'probing' && state.lateProbes > 0) return reconnect(state, at);
      return probe(state.name === 'probing' ? { ...state, lateProbes: 1 } : state);
    case 'went-online':
    case 'became-visible':
      return probe(state);
    case 'became-hidden':
      return state.name === 'open' ? [enter(state, 'open'), []] : [state, []];
    case 'went-offline':
      return [enter(state, 'suspended'), []];
    case 'lost':
      return lose(state, event.how, at);
    // The service refuses a connection that it had accepted: its session ran out, or it was dismissed.
    case 'unauthorized':
      return refresh({ ...state, lostAt: at, refusedAt: at });
    case 'refused':
      return lose(state, 'dismissed', at);
    default:
      return [state, []];
  }
}

function whileSuspended(state: ConnectionState, event: ConnectionEvent, at: number): Step {
  switch (event.type) {
    case 'went-online':
    case 'timer-fired':
    case 'woke':
    case 'became-visible':
      return probe(state, false, doubtfulProbeMs);
    case 'lost':
    case 'unauthorized':
    case 'refused':
      return [enter({ ...state, lostAt: at }, 'offline'), [{ type: 'drop-socket' }]];
    default:
      return [state, []];
  }
}

function whileWaiting(state: ConnectionState, event: ConnectionEvent, at: number): Step {
  switch (event.type) {
    case 'timer-fired':
      if (state.name === 'offline') return authenticate(state);
      return !state.isRefreshed && state.failures === failuresBeforeRefresh ? refresh(state) : authenticate(state);
    case 'went-online':
    case 'became-visible':
    case 'woke':
      // A new beginning, by a network or by a person: quick again.
      return authenticate({ ...state, lostAt: at, failures: 0 });
    case 'went-offline':
      return state.name === 'offline' ? [state, []] : [enter(state, 'offline'), []];
    default:
      return [state, []];
  }
}

function start(state: ConnectionState): Step {
  return state.hasNetwork ? authenticate(state) : [enter(state, 'offline'), []];
}

function authenticate(state: ConnectionState): Step {
  return [enter(state, 'authenticating'), [...dropped(state), { type: 'ask-token', isForced: false }]];
}

function refresh(state: ConnectionState): Step {
  const before = dropped(state);
  return [enter({ ...state, isRefreshed: true }, 'refreshing'), [...before, { type: 'ask-token', isForced: true }]];
}

/** No session, says whoever gives out tokens, or the service. */
function unauthorized(state: ConnectionState, at: number): Step {
  const refusedAt = state.refusedAt ?? at;
  const refused = { ...state, refusedAt };
  if (!state.isRefreshed) return refresh(refused);
  return at - refusedAt >= giveUpAfterMs ? giveUp(state) : fail(refused, at);
}

function probe(state: ConnectionState, isRoutine = false, withinMs = probeMs): Step {
  // A hidden page looks once it is seen again; its sleep is told apart from its slowed timers by nothing.
  return [
    enter({ ...state, probeMs: withinMs }, 'probing'),
    [{ type: 'probe', isRoutine, isThorough: state.isVisible }],
  ];
}

/** An open connection that this side found dead. Nobody else was hit, so there is nothing to spread. */
function reconnect(state: ConnectionState, at: number): Step {
  return authenticate({ ...settled(state), lostAt: at });
}

function lose(state: ConnectionState, how: 'vanished' | 'dismissed' | 'ended', at: number): Step {
  return fail({ ...settled(state), lostAt: at }, at, how === 'dismissed' ? dismissedBoundMs : undefined, 0);
}

function fail(state: ConnectionState, at: number, boundMs?: number, more = 1): Step {
  const failures = state.failures + more;
  const lostAt = state.lostAt ?? at;
  const failed = { ...state, failures, lostAt, boundMs: boundMs ?? reconnectBoundMs(at - lostAt, failures) };
  return [enter(failed, state.hasNetwork ? 'backing-off' : 'offline'), dropped(state)];
}

function giveUp(state: ConnectionState): Step {
  return [enter(settled(state), 'idle'), [...dropped(state), { type: 'give-up' }]];
}

/** With no series of tries under way. */
function settled(state: ConnectionState): ConnectionState {
  return { ...state, lostAt: null, failures: 0, refusedAt: null, isRefreshed: false, lateProbes: 0, boundMs: 0 };
}

function dropped(state: ConnectionState): ConnectionEffect[] {
  return hasSocket(state.name) ? [{ type: 'drop-socket' }] : [];
}

function enter(state: ConnectionState, name: ConnectionStateName): ConnectionState {
  return { ...state, name, entries: state.entries + 1 };
}

function environmentAfter(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  switch (event.type) {
    case 'went-online':
    case 'went-offline': {
      const hasNetwork = event.type === 'went-online';
      return state.hasNetwork === hasNetwork ? state : { ...state, hasNetwork };
    }
    case 'became-visible':
    case 'became-hidden': {
      const isVisible = event.type === 'became-visible';
      return state.isVisible === isVisible ? state : { ...state, isVisible };
    }
    default:
      return state;
  }
}
