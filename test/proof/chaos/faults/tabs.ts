import type { PlannedFault } from '../plan.ts';
import type { Stage } from '../stage.ts';
import type { Tab } from '../tabs.ts';
import type { BeginFault } from './fault.ts';

/** Faults of those who use the service: their tabs, their sessions, their rights. */

/** A tab stands still, as on a machine that sleeps, with whatever it was about to do. */
export const stopTab: BeginFault = async (stage, fault) => {
  const tab = runningTab(stage, fault);
  if (!tab) return null;
  stage.busy.add(tab);
  tab.signal('SIGSTOP');
  return {
    on: tab.by,
    async end() {
      tab.signal('SIGCONT');
      stage.busy.delete(tab);
    },
  };
};

/** A tab dies with as much to send as it has written, and is opened again. */
export const crashFull: BeginFault = async (stage, fault) => {
  const tab = runningTab(stage, fault);
  if (!tab) return null;
  const count = Math.round((stage.plan.size === 'full' ? 450 : 60) * (0.3 + 0.7 * fault.strength));
  const { by } = tab;
  stage.busy.add(tab);
  tab.tell({ type: 'burst', count });
  await stage.wait(200 + 800 * fault.variant);
  await tab.kill();
  return { on: by, words: `${tab.storage.rows.length} kept`, end: () => reopen(stage, tab) };
};

/** Of several tabs of a device the one dies that sends, while it sends. */
export const killLeader: BeginFault = async (stage, fault) => {
  const sharing = stage.tabs.filter(
    (tab) => tab.isRunning && tab.isLeader && !stage.busy.has(tab) && stage.isShared(tab),
  );
  const tab = sharing[Math.floor(fault.target * sharing.length)];
  if (!tab) return null;
  const { by } = tab;
  stage.busy.add(tab);
  tab.tell({ type: 'burst', count: 20 });
  await stage.until(() => tab.storage.rows.some(({ state }) => state === 'sending'), 2_000);
  await tab.kill();
  return { on: by, words: `${tab.storage.rows.length} kept`, end: () => reopen(stage, tab) };
};

/** A page is loaded anew, or finds no room on its device for a moment before. */
export const reload: BeginFault = async (stage, fault) => {
  const tab = runningTab(stage, fault);
  if (!tab) return null;
  const { by } = tab;
  stage.busy.add(tab);
  const isFull = fault.variant < 0.5;
  if (isFull) {
    tab.storage.fill(5);
    await stage.wait(300);
    tab.storage.fill(0);
  }
  await tab.close();
  return { on: by, ...(isFull ? { words: 'after its storage was full' } : {}), end: () => reopen(stage, tab) };
};

/** The session is not good any more: its token expired, or is refused; and getting another fails a few times. */
export const noToken: BeginFault = async (stage, fault) => {
  const tab = runningTab(stage, fault);
  if (!tab) return null;
  const sessions = stage.service.sessions[tab.person];
  if (!sessions) return null;
  const isExpired = fault.variant < 0.5;
  const failures = Math.floor(fault.strength * 4);
  stage.failTokens(tab, failures);
  tab.tell({ type: 'spoil', token: isExpired ? sessions.expired : forged(sessions.token) });
  // Whoever is connected is asked only when the next connection begins.
  tab.link.cut('reset');
  return {
    on: tab.by,
    words: `${isExpired ? 'expired' : 'refused'}, ${failures} renewals fail`,
    async end() {
      stage.failTokens(tab, 0);
    },
  };
};

/** People are put out of channels and let in again, and what ends their subscriptions is lost half of the time. */
export const churn: BeginFault = async (stage, fault) => {
  const isLosing = fault.variant < 0.6;
  if (isLosing) stage.service.loseInvalidations(true);
  const turns = Math.round(1 + 3 * fault.strength);
  const turning = (async () => {
    for (let turn = 0; turn < turns; turn += 1) await stage.members.turn();
  })();
  return {
    words: `${turns} turns${isLosing ? ', invalidations lost' : ''}`,
    async end() {
      await turning;
      if (isLosing) stage.service.loseInvalidations(false);
    },
  };
};

/** One that is not befallen already. */
function runningTab({ tabs, busy }: Stage, { target }: PlannedFault): Tab | null {
  const free = tabs.filter((tab) => tab.isRunning && !busy.has(tab));
  return free[Math.floor(target * free.length)] ?? null;
}

async function reopen(stage: Stage, tab: Tab): Promise<void> {
  await tab.start();
  stage.busy.delete(tab);
  if (stage.isWorking) tab.tell({ type: 'work', isOn: true });
}

/** Well formed, and signed by somebody else. */
function forged(token: string): string {
  const [head, claims, signature = ''] = token.split('.');
  return [head, claims, [...signature].reverse().join('')].join('.');
}
