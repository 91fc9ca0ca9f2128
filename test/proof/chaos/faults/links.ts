import type { Rule } from '../proxy/rules.ts';
import type { PlannedFault } from '../plan.ts';
import type { Stage } from '../stage.ts';
import type { Tab } from '../tabs.ts';
import type { Begun, BeginFault } from './fault.ts';

/** Faults of the ways between tabs and server. */

/** The sockets end: without a word, or in order. Of one tab or of all. */
export const cut: BeginFault = async (stage, fault) => {
  const how = fault.strength < 0.7 ? 'reset' : 'close';
  const tabs = befallen(stage, fault);
  for (const { link } of tabs) link.cut(how);
  return { ...namesOf(stage, tabs), words: how, end: async () => undefined };
};

/** Sockets that are open and dead. New ones are well. */
export const halfOpen: BeginFault = async (stage, fault) => {
  return rule(stage, befallen(stage, fault), { on: 'line', what: 'half-open' });
};

export const trickle: BeginFault = async (stage, fault) => {
  const bytesPerSecond = [1, 100, 2_000, 20_000][Math.floor(fault.strength * 4)] ?? 1;
  return rule(stage, befallen(stage, fault), { on: 'line', what: 'slow', bytesPerSecond }, `${bytesPerSecond} B/s`);
};

/** Frames in pieces, or many in one piece. */
export const pieces: BeginFault = async (stage, fault) => {
  const what: Rule = fault.strength < 0.5 ? { on: 'line', what: 'split' } : { on: 'line', what: 'merge', ms: 80 };
  return rule(stage, befallen(stage, fault), what, what.what);
};

/** The server ends in order and is started again; its clients learn of the end later, when they have other sockets. */
export const lateClose: BeginFault = async (stage, fault) => {
  const { service } = stage;
  if (!service.isUp) return null;
  const { end } = rule(stage, stage.tabs, { on: 'line', what: 'slow-close', ms: fault.ms });
  await service.end();
  return {
    on: 'server',
    async end() {
      await service.restart();
      await end();
    },
  };
};

export const framesDropped: BeginFault = async (stage, fault, random) => {
  const tabs = befallen(stage, fault);
  if (fault.strength < 0.5) {
    const chance = 0.01 + 0.1 * fault.strength;
    return rule(stage, tabs, { on: 'frame', what: 'drop', chance }, `${Math.round(chance * 100)} %`);
  }
  const nth = random.whole(1, 20);
  return rule(stage, tabs, { on: 'frame', what: 'drop-nth', nth }, `the ${nth}. of each`);
};

export const framesShuffled: BeginFault = async (stage, fault) => {
  const { strength: chance, ms } = fault;
  const kinds: readonly Rule[] = [
    { on: 'frame', what: 'duplicate', chance },
    { on: 'frame', what: 'reorder', chance },
    { on: 'frame', what: 'delay', chance, fromMs: 0, toMs: ms },
  ];
  const what = kinds[Math.floor(fault.variant * kinds.length)] ?? kinds[0];
  return what ? rule(stage, stage.tabs, what, 'what' in what ? what.what : '') : null;
};

/** The service does the work, and the answer comes late or never. */
export const answersLost: BeginFault = async (stage, fault) => {
  const chance = 0.05 + 0.4 * fault.strength;
  const { ms } = fault;
  const kinds: readonly Rule[] = [
    { on: 'request', what: 'lose-answer', how: 'reset', chance },
    // Whoever waits gives up after ten seconds: seldom, or nothing else would happen.
    { on: 'request', what: 'lose-answer', how: 'hang', chance: chance / 8 },
    { on: 'request', what: 'delay', when: 'after', fromMs: 0, toMs: ms, chance },
    { on: 'request', what: 'delay', when: 'before', fromMs: 0, toMs: ms, chance },
  ];
  const index = Math.floor(fault.variant * kinds.length);
  return rule(stage, stage.tabs, kinds[index] as Rule, ['reset', 'hang', 'late answer', 'late request'][index]);
};

export const requestsDoubled: BeginFault = async (stage, { strength, ms }) => {
  const chance = 0.05 + 0.5 * strength;
  return rule(stage, stage.tabs, { on: 'request', what: 'duplicate', afterMs: ms * strength, chance });
};

export const gatewayErrors: BeginFault = async (stage, fault) => {
  const status = [500, 502, 503, 504, 429][Math.floor(fault.variant * 5)] ?? 500;
  const chance = 0.05 + 0.5 * fault.strength;
  const isDone = fault.strength * 10 - Math.floor(fault.strength * 10) < 0.5;
  const more = status === 429 || status === 503 ? { retryAfterS: 1 } : {};
  const words = `${status}${isDone ? ', done' : ''}`;
  return rule(stage, stage.tabs, { on: 'request', what: 'status', status, isDone, chance, ...more }, words);
};

/** Answers that are no answers: cut in half, or errors with status 200. */
export const answersBroken: BeginFault = async (stage, fault) => {
  const chance = 0.05 + 0.3 * fault.strength;
  const kinds: readonly Rule[] = [
    { on: 'request', what: 'truncate', how: 'cut', chance },
    { on: 'request', what: 'truncate', how: 'whole', chance },
    { on: 'request', what: 'errors', isDone: false, chance },
    { on: 'request', what: 'errors', isDone: true, chance },
  ];
  const index = Math.floor(fault.variant * kinds.length);
  return rule(stage, stage.tabs, kinds[index] as Rule, ['cut', 'truncated', 'errors', 'errors, done'][index]);
};

export const noNetwork: BeginFault = async (stage, fault) => {
  return rule(stage, befallen(stage, fault), { on: 'everything' });
};

/** Mostly one tab, sometimes all. */
function befallen({ tabs }: Stage, { target, variant }: PlannedFault): readonly Tab[] {
  if (variant < 0.25) return tabs;
  const one = tabs[Math.floor(target * tabs.length)];
  return one ? [one] : [];
}

function namesOf({ tabs: all }: Stage, tabs: readonly Tab[]): Pick<Begun, 'on'> {
  return tabs.length === all.length || !tabs[0] ? {} : { on: tabs[0].name };
}

function rule(stage: Stage, tabs: readonly Tab[], what: Rule, words?: string): Begun {
  const stops = tabs.map(({ link }) => link.begin(what));
  return {
    ...namesOf(stage, tabs),
    ...(words ? { words } : {}),
    async end() {
      for (const stop of stops) stop();
    },
  };
}
