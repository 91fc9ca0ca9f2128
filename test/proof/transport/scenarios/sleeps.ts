import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Scenario, type Stage, wait, within } from '../stage.ts';
import type { Followed } from '../subject.ts';

const everyone = ['own', 'watched', 'stock'] as const;

/** Longer than the service lets a connection be silent, as a night is longer than AppSync's 300 s. */
const sleepMs = 12_000;
const buffered = 40;

const sleepWithBuffer: Scenario = {
  id: 'AMP-04',
  name: 'asleep for 12 s, with 40 events in the buffer',
  subjects: everyone,
  async play(stage) {
    return asleep(stage, async ({ followed, child }) => {
      const connections = stage.fake.connectionsOpened;
      child.kill('SIGSTOP');
      const first = stage.fake.head('a') + 1;
      for (let count = 0; count < buffered; count += 1) stage.fake.publish('a');
      await wait(sleepMs);
      child.kill('SIGCONT');
      const took = await stage.untilComplete(followed, 'a', 12_000);
      await wait(1_000);
      const bySocket = [...followed.heard].filter(([seq, how]) => seq >= first && how === 'socket').length;
      const again = stage.fake.connectionsOpened - connections;
      const more = `${Math.min(buffered, bySocket)} of ${buffered} from the buffer, ${again} new connections`;
      const verdict = within(took, 2_000, stage.missing(followed, 'a'), more);
      return { ...verdict, isGood: verdict.isGood && bySocket >= buffered && again === 0 };
    });
  },
};

const sleepAndDeadPath: Scenario = {
  id: 'AMP-04',
  name: 'asleep for 12 s, and the path dies meanwhile',
  subjects: everyone,
  async play(stage) {
    return asleep(stage, async ({ followed, child }) => {
      child.kill('SIGSTOP');
      stage.fake.halfOpen();
      for (let count = 0; count < buffered; count += 1) stage.fake.publish('a');
      await wait(sleepMs);
      child.kill('SIGCONT');
      const took = await stage.untilComplete(followed, 'a', 15_000);
      return within(took, 7_000, stage.missing(followed, 'a'));
    });
  },
};

export const sleeps: readonly Scenario[] = [sleepWithBuffer, sleepAndDeadPath];

type Sleeper = { followed: Followed; child: ChildProcess };

async function asleep<Answer>(stage: Stage, then: (sleeper: Sleeper) => Promise<Answer>): Promise<Answer> {
  stage.fake.weather.connectionTimeoutMs = 5_000;
  stage.fake.weather.keepAliveMs = 1_000;
  const file = fileURLToPath(new URL('../sleeper.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, stage.kind, stage.fake.endpoint], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const followed: Followed = { heard: new Map(), statuses: [], error: () => null, stop: () => {} };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [what, value = '', how] = line.split(' ');
    if (what === 'status') followed.statuses.push({ at: Date.now(), status: value });
    else followed.heard.set(Number(value), how === 'socket' ? 'socket' : 'read');
  });
  try {
    // A process takes its time to start.
    const begun = await stage.untilHeard(followed, 'a', 20_000);
    if (begun === null) throw new Error('It never began.');
    await wait(500);
    return await then({ followed, child });
  } finally {
    child.kill('SIGKILL');
  }
}
