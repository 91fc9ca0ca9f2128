import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConnectionEffect,
  type ConnectionState,
  type ConnectionStateName,
  hasSocket,
  initialState,
} from '../../../client/src/connection/connection-state.ts';
import { type Step, step, timerOf } from '../../../client/src/connection/machine.ts';
import { transportStatus } from '../../../client/src/connection/transport-status.ts';
import { type EventName, events, transitions } from './transition-table.ts';

// Objects with these exact keys, which `keys` widens to string.
const stateNames = Object.keys(transitions) as ConnectionStateName[];
const eventNames = Object.keys(events) as EventName[];
const anyEvent = fc.constantFrom(...eventNames);

describe.each(stateNames)('%s', (name) => {
  test.each(eventNames)('%s', (eventName) => {
    const state = stateNamed(name);
    expect(said(state, step(state, events[eventName], 1000))).toBe(transitions[name][eventName]);
  });
});

describe('whatever happens, in whatever order', () => {
  test('a socket is opened only where there is none, and dropped wherever one is left', () => {
    walk(({ before, after, effects }) => {
      const sockets = effects.filter(({ type }) => type === 'open-socket' || type === 'drop-socket');
      const change = Number(hasSocket(after.name)) - Number(hasSocket(before.name));
      expect(sockets.map(({ type }) => type)).toEqual(change > 0 ? ['open-socket'] : change < 0 ? ['drop-socket'] : []);
    });
  });

  test('a state that waits for something ends by itself, too', () => {
    walk(({ after }) => {
      const isAtRest = after.name === 'idle' || after.name === 'closed';
      const timer = timerOf(after);
      if (isAtRest) expect(timer).toBeNull();
      else expect(timer && timer.leastMs + timer.spreadMs).toBeLessThanOrEqual(75_000);
    });
  });

  test('a token is asked for on each entry that needs one, and nowhere else', () => {
    walk(({ after, effects }) => {
      const asked = effects.find((effect) => effect.type === 'ask-token');
      if (asked) expect(after.name).toBe(asked.isForced ? 'refreshing' : 'authenticating');
    });
  });

  test('a new token is forced at most once per series of tries', () => {
    let forced = 0;
    walk(
      ({ before, after, effects }) => {
        if (before.lostAt === null || before.lostAt !== after.lostAt) forced = 0;
        // Asked again on waking up, while it is on its way, it is the same one.
        if (before.name === 'refreshing') return;
        forced += effects.filter((effect) => effect.type === 'ask-token' && effect.isForced).length;
        expect(forced).toBeLessThanOrEqual(1);
      },
      () => (forced = 0),
    );
  });

  test('what is known of the surroundings is what was said last', () => {
    walk(({ after, told }) => {
      const network = told.findLast((name) => name === 'went-online' || name === 'went-offline');
      if (network && after.name !== 'closed') expect(after.hasNetwork).toBe(network === 'went-online');
    });
  });

  test('nothing that does not matter makes a new state', () => {
    walk(({ before, after, effects }) => {
      if (after === before) expect(effects).toEqual([]);
      else expect(after).not.toEqual(before);
    });
  });

  test('a wait is never longer than 12 s, nor 10 s where the service did not dismiss everybody', () => {
    walk(({ before, after, told }) => {
      if (after.name !== 'backing-off' || before === after) return;
      const isDismissal =
        told.at(-1) === 'lost, dismissed' || (told.at(-1) === 'refused' && before.name !== 'connecting');
      expect(after.boundMs).toBeLessThanOrEqual(isDismissal ? 12_000 : 10_000);
    });
  });

  /** What a service and a network that are well say to each state. */
  const next: Record<ConnectionStateName, EventName> = {
    idle: 'wanted',
    authenticating: 'token-came',
    refreshing: 'token-came',
    connecting: 'acknowledged',
    open: 'wanted',
    probing: 'probe-answered',
    'backing-off': 'timer-fired',
    offline: 'went-online',
    suspended: 'went-online',
    closed: 'closed',
  };

  test('from everywhere but the end, a network and a service that is well lead to open', () => {
    walk(({ after }) => {
      if (after.name === 'closed') return;
      let state = after;
      for (let steps = 0; steps < 5 && state.name !== 'open'; steps += 1) {
        [state] = step(state, events[next[state.name]], 5000);
      }
      expect(state.name).toBe('open');
    });
  });
});

describe('laws', () => {
  const states = stateNames.map(stateNamed);

  test('closing is the end, however often', () => {
    for (const state of states) {
      const [closed] = step(state, events.closed, 1);
      for (const name of eventNames) expect(step(closed, events[name], 2)).toEqual([closed, []]);
    }
  });

  test('wanting and no longer wanting leads back to idle', () => {
    for (const state of states.filter(({ name }) => name !== 'closed')) {
      const [wanted] = step(state, events.wanted, 1);
      expect(step(wanted, events.unwanted, 2)[0]).toMatchObject({ name: 'idle', lostAt: null, failures: 0 });
    }
  });

  test('a network that flickers keeps an open socket', () => {
    const gone = step(stateNamed('open'), events['went-offline'], 1);
    const [back, effects] = step(gone[0], events['went-online'], 2);
    expect([gone[1], back.name, effects]).toEqual([
      [],
      'probing',
      [{ type: 'probe', isRoutine: false, isThorough: true }],
    ]);
  });
});

describe('the wait', () => {
  test('is short after a loss, at most 1.7 s for the first 10 s, then up to 10 s', () => {
    const lost = step(stateNamed('open'), events['lost, vanished'], 0)[0];
    const bounds = [0, 1_000, 3_000, 9_999, 10_000, 15_000, 20_000, 900_000].map((at) => {
      const connecting = { ...lost, name: 'connecting' as const, failures: 3 };
      return step(connecting, events['lost, vanished'], at)[0].boundMs;
    });
    expect([lost.boundMs, ...bounds]).toEqual([500, 1_700, 1_700, 1_700, 1_700, 5_000, 7_500, 10_000, 10_000]);
  });

  test('is spread over 12 s where the service dismissed everybody, and not where it ended one', () => {
    const open = stateNamed('open');
    expect(step(open, events['lost, dismissed'], 0)[0].boundMs).toBe(12_000);
    expect(step(open, events['lost, ended'], 0)[0].boundMs).toBe(500);
  });

  test('begins anew, short, when the network or a person comes back', () => {
    const waiting = { ...stateNamed('backing-off'), lostAt: 0, failures: 40 };
    for (const name of ['went-online', 'became-visible', 'woke'] as const) {
      const [trying] = step(waiting, events[name], 900_000);
      expect(step(trying, events['token-failed, passing'], 900_100)[0].boundMs).toBe(500);
    }
  });

  test('for an acknowledgement grows with each failure, to 30 s', () => {
    const wait = (failures: number) => timerOf({ ...stateNamed('connecting'), failures })?.leastMs;
    expect([0, 1, 3, 4, 100].map(wait)).toEqual([10_000, 15_000, 25_000, 30_000, 30_000]);
  });
});

describe('a caller that the service refuses', () => {
  test('is given up after a minute, not before', () => {
    const first = step(stateNamed('connecting'), events.unauthorized, 0)[0];
    const again = (at: number) => step({ ...first, name: 'connecting' }, events.unauthorized, at);
    expect(again(59_999)[0].name).toBe('backing-off');
    expect(again(60_000)).toMatchObject([{ name: 'idle' }, [{ type: 'drop-socket' }, { type: 'give-up' }]]);
  });

  test('gets a new token after some failures without a reason, once', () => {
    const waiting = { ...stateNamed('backing-off'), failures: 4, lostAt: 0 };
    expect(step(waiting, events['timer-fired'], 1)[0].name).toBe('refreshing');
    expect(step({ ...waiting, isRefreshed: true }, events['timer-fired'], 1)[0].name).toBe('authenticating');
    expect(step({ ...waiting, failures: 3 }, events['timer-fired'], 1)[0].name).toBe('authenticating');
  });
});

describe('a hidden page', () => {
  test('is checked seldom, and asks nobody to look', () => {
    const hidden = step(stateNamed('open'), events['became-hidden'], 0)[0];
    expect(timerOf(hidden)?.leastMs).toBe(75_000);
    expect(step(hidden, events['timer-fired'], 0)[1]).toEqual([{ type: 'probe', isRoutine: true, isThorough: false }]);
  });

  test('whose timers are always late comes to a conclusion all the same', () => {
    const once = step({ ...stateNamed('probing'), isVisible: false }, events.woke, 0)[0];
    expect(once.name).toBe('probing');
    expect(step(once, events.woke, 0)[0].name).toBe('authenticating');
  });
});

describe('the status', () => {
  test.each([
    ['idle', 'idle'],
    ['authenticating', 'reconnecting'],
    ['refreshing', 'reconnecting'],
    ['connecting', 'reconnecting'],
    ['open', 'open'],
    ['probing', 'open'],
    ['backing-off', 'reconnecting'],
    ['offline', 'offline'],
    ['suspended', 'offline'],
    ['closed', 'closed'],
  ] as const)('of %s is %s', (name, status) => {
    expect(transportStatus(stateNamed(name))).toBe(status);
  });

  test('of a try without a network is offline', () => {
    for (const name of ['authenticating', 'connecting', 'probing'] as const) {
      expect(transportStatus({ ...stateNamed(name), hasNetwork: false })).toBe('offline');
    }
  });
});

function stateNamed(name: ConnectionStateName): ConnectionState {
  const hasNetwork = name !== 'offline' && name !== 'suspended';
  return { ...initialState({ hasNetwork, isVisible: true }), name, isRefreshed: name === 'refreshing' };
}

function said(before: ConnectionState, [after, effects]: Step): string {
  if (after === before) return '-';
  if (after.entries === before.entries) return '=';
  return [after.name, ...effects.map(sayEffect)].join(' ');
}

function sayEffect(effect: ConnectionEffect): string {
  if (effect.type === 'ask-token') return effect.isForced ? 'ask-token!' : 'ask-token';
  if (effect.type === 'probe') return effect.isRoutine ? 'probe' : 'probe!';
  return effect.type;
}

interface Taken {
  before: ConnectionState;
  after: ConnectionState;
  effects: readonly ConnectionEffect[];
  /** All events so far, this one last. */
  told: readonly EventName[];
}

/** Random walks from the start, each step looked at. fast-check prints the seed and the shortest walk that fails. */
function walk(look: (taken: Taken) => void, begin: () => void = () => {}): void {
  const moves = fc.array(fc.tuple(anyEvent, fc.nat(20_000)), { maxLength: 60 });
  fc.assert(
    fc.property(moves, (steps) => {
      begin();
      let state = initialState({ hasNetwork: true, isVisible: true });
      let at = 0;
      const told: EventName[] = [];
      for (const [name, ms] of steps) {
        at += ms;
        told.push(name);
        const [after, effects] = step(state, events[name], at);
        look({ before: state, after, effects, told });
        state = after;
      }
    }),
    { numRuns: Number(process.env.WALKS ?? 300) },
  );
}
