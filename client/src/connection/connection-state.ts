/**
 * The life of one connection. `machine.ts` says what follows from what, and `connection.ts` drives it.
 *
 * ```
 *            wanted                token-came              acknowledged
 *   idle ─────────────► authenticating ─────► connecting ───────────────► open ◄──────────► probing
 *                         ▲        ▲              │ │ unauthorized         │   answered        │
 *                 timer,  │        └─ refreshing ◄┘ │ lost, refused, late  │ lost              │ failed, late:
 *                 online, │                         ▼                      ▼                   │ authenticating
 *                 woke    └──────────────────── backing-off ◄──────────────┴───────────────────┘ at once
 *
 *   The browser says that there is no network: `offline`; `suspended` where a socket stood that may outlive it.
 *   Nobody wants it any more: `idle`, from everywhere. `closed` is the end.
 * ```
 */
export type ConnectionStateName =
  | 'idle'
  /** A token is being asked for. */
  | 'authenticating'
  /** The same, after a refusal: a new token is being asked for. */
  | 'refreshing'
  /** From the opening of the socket to its acknowledgement. */
  | 'connecting'
  | 'open'
  /** Open, and being asked for a sign of life. */
  | 'probing'
  | 'backing-off'
  | 'offline'
  | 'suspended'
  | 'closed';

export interface ConnectionState {
  readonly name: ConnectionStateName;
  /** Counts the entries into states, also into the same one again. Each entry starts the state's timer anew. */
  readonly entries: number;
  readonly hasNetwork: boolean;
  readonly isVisible: boolean;
  /** When the present series of tries began. Null = there is none. */
  readonly lostAt: number | null;
  /** Tries of this series that failed. */
  readonly failures: number;
  /** When the service first refused the caller in this series. Null = it has not. */
  readonly refusedAt: number | null;
  /** True = a new token was forced already in this series. */
  readonly isRefreshed: boolean;
  /** Probes that ended late, one after the other: timers that late mean sleep, or a throttled page. */
  readonly lateProbes: number;
  /** `backing-off`: the longest wait. */
  readonly boundMs: number;
  /** `probing`: how long the answer may take. */
  readonly probeMs: number;
}

export type ConnectionEvent =
  /** There is something to hear, or nothing any more. */
  | { readonly type: 'wanted' | 'unwanted' }
  | { readonly type: 'token-came' }
  /** `passing`: it could not be asked for. `refused`: it was not given. `none`: nobody is signed in. */
  | { readonly type: 'token-failed'; readonly how: 'passing' | 'refused' | 'none' }
  | { readonly type: 'acknowledged' }
  /** The service refused the caller. */
  | { readonly type: 'unauthorized' }
  /** The service refused the connection for another reason, such as being overrun. */
  | { readonly type: 'refused' }
  /**
   * The socket is gone. `vanished`: with no word. `dismissed`: the service closed it in order, as it does to everyone when it
   * restarts. `ended`: the service closed it on this caller's account.
   */
  | { readonly type: 'lost'; readonly how: 'vanished' | 'dismissed' | 'ended' }
  | { readonly type: 'probe-answered' | 'probe-failed' }
  | { readonly type: 'timer-fired' }
  /** A timer fired far too late: this machine slept, or the page was frozen. */
  | { readonly type: 'woke' }
  | { readonly type: 'went-online' | 'went-offline' | 'became-visible' | 'became-hidden' }
  | { readonly type: 'closed' };

export type ConnectionEffect =
  | { readonly type: 'ask-token'; readonly isForced: boolean }
  | { readonly type: 'open-socket' }
  /** Forgets the socket: nothing that it still says counts. */
  | { readonly type: 'drop-socket' }
  /**
   * Asks for a sign of life; where `isRoutine`, only if there was none lately. Where `isThorough`, everyone is told to look whether
   * they missed something.
   */
  | { readonly type: 'probe'; readonly isRoutine: boolean; readonly isThorough: boolean }
  /** The service refuses this caller for good. */
  | { readonly type: 'give-up' };

export function initialState(environment: { hasNetwork: boolean; isVisible: boolean }): ConnectionState {
  return {
    name: 'idle',
    entries: 0,
    ...environment,
    lostAt: null,
    failures: 0,
    refusedAt: null,
    isRefreshed: false,
    lateProbes: 0,
    boundMs: 0,
    probeMs: 0,
  };
}

/** True = with this change, a connection that stood was lost: nobody gave it up. */
export function isLoss(before: ConnectionStateName, after: ConnectionStateName): boolean {
  if (after === 'idle' || after === 'closed') return false;
  return hasSocket(before) && before !== 'connecting' && !hasSocket(after);
}

/** True = a socket is open, or being opened. */
export function hasSocket(name: ConnectionStateName): boolean {
  return name === 'connecting' || name === 'open' || name === 'probing' || name === 'suspended';
}
