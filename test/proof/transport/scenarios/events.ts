import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Scenario, type Stage, type Verdict, wait, within } from '../stage.ts';

const everyone = ['own', 'watched', 'stock'] as const;

const badFrames: readonly [name: string, frame: (id: string) => string][] = [
  ['data: null', (id) => JSON.stringify({ type: 'data', id, payload: { data: null } })],
  ['an unknown type', (id) => JSON.stringify({ type: 'greeting', id })],
  ['malformed JSON', () => '{"type":"data","id'],
  ['a frame of 1 MB', (id) => JSON.stringify({ type: 'data', id, payload: { data: { x: 'x'.repeat(2 ** 20) } } })],
];

const badFrame = ([name, frame]: (typeof badFrames)[number]): Scenario => ({
  id: 'AMP-10',
  name: `${name} in place of an event`,
  subjects: everyone,
  async play(stage) {
    const followed = await stage.followed();
    const seq = stage.fake.publish('a', frame);
    const took = await stage.until(() => followed.heard.has(seq), 6_000);
    const counted = stage.subject.metrics.filter(({ name }) => name === 'frame-dropped').length;
    const isHeld = JSON.stringify(stage.subject.metrics).includes('xxx');
    const verdict = within(took, 3_000, took === null ? 1 : 0, `${counted} counted`);
    return { ...verdict, isGood: verdict.isGood && counted === 1 && !isHeld };
  },
});

const unsubscribedEarly: Scenario = {
  id: 'AMP-13',
  name: 'unsubscribed before the acknowledgement; 1,000 changes of channel',
  subjects: everyone,
  isAlone: true,
  async play(stage) {
    stage.fake.weather.startAckMs = 30;
    const kept = await stage.followed('kept');
    for (let count = 0; count < 5; count += 1) stage.subject.follow(`early${count}`).stop();
    for (let count = 0; count < 100; count += 1) await changeChannel(stage, count);
    const before = heapMb();
    for (let count = 0; count < 900; count += 1) await changeChannel(stage, count);
    await wait(3_000);
    const grown = heapMb() - before;
    const orphans = stage.fake.subscriptions - 1;
    const alive = await stage.untilComplete(kept, 'kept', 3_000);
    return {
      isGood: orphans === 0 && alive !== null && grown < 2,
      figures: `${orphans} orphans, heap ${grown < 0 ? '' : '+'}${grown.toFixed(1)} MB`,
    };
  },
};

async function changeChannel(stage: Stage, count: number): Promise<void> {
  const followed = stage.subject.follow(`channel${count % 20}`);
  await wait(10);
  followed.stop();
}

const lostAtTheStart: Scenario = {
  id: 'AMP-14',
  name: 'an event is lost between start_ack and activation',
  subjects: everyone,
  async play(stage) {
    stage.fake.publish('a');
    stage.fake.weather.deafMs = 1_500;
    const followed = stage.subject.follow('a');
    const begun = await stage.until(
      () => followed.statuses.some(({ status }) => status === 'live' || status === 'Connected'),
      5_000,
    );
    if (begun === null) return within(null, 0);
    // After the first catch-up, and while the subscription is deaf.
    await wait(300);
    const seq = stage.fake.publish('a');
    const took = await stage.until(() => followed.heard.has(seq), 10_000);
    return within(took, 5_000, took === null ? 1 : 0);
  },
};

const dismissedAll: Scenario = crowd('1,000 clients are dismissed at once', ({ fake }) => fake.dismiss(1012));

const cutAll: Scenario = crowd('1,000 clients are cut at once; 75 a second get in', (stage) => {
  stage.fake.weather.admittedPerSecond = 75;
  stage.fake.cut();
});

function crowd(name: string, strike: (stage: Stage) => void): Scenario {
  const size = 1_000;
  return {
    id: 'AMP-16',
    name,
    subjects: ['own'],
    isAlone: true,
    async play(stage): Promise<Verdict> {
      const { createSubject } = await import('../subject.ts');
      const clients = Array.from({ length: size }, () => createSubject('own', stage.fake.endpoint));
      const followed = clients.map((client) => client.follow('a'));
      const isEverybodyLive = () => followed.every(({ statuses }) => statuses.at(-1)?.status === 'live');
      try {
        if ((await stage.until(isEverybodyLive, 30_000)) === null) throw new Error('They never began.');
        await wait(4_000);
        const readsBefore = stage.fake.reads;
        const connectionsBefore = stage.fake.acknowledgedAt.length;
        const struckAt = Date.now();
        strike(stage);
        await stage.until(() => !isEverybodyLive(), 2_000);
        if ((await stage.until(isEverybodyLive, 40_000)) === null) throw new Error('Some never came back.');
        await wait(3_000);
        const returns = stage.fake.acknowledgedAt.slice(connectionsBefore).map((at) => at - struckAt);
        const spread = (Math.max(...returns) - Math.min(...returns)) / 1000;
        const most = Math.max(...perSecond(returns));
        const reads = (stage.fake.reads - readsBefore) / size;
        return {
          isGood: spread >= 10 && reads <= 2 && returns.length === size,
          figures: `back within ${(Math.max(...returns) / 1000).toFixed(1)} s, spread ${spread.toFixed(1)} s, at most ${most} in a second, ${reads.toFixed(2)} reads each`,
        };
      } finally {
        for (const client of clients) client.close();
      }
    },
  };
}

function perSecond(times: number[]): number[] {
  const counts = new Map<number, number>();
  for (const ms of times) {
    const second = Math.floor(ms / 1000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return [...counts.values()];
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  // With the flag set, each new context has it.
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

export const events: readonly Scenario[] = [
  ...badFrames.map(badFrame),
  unsubscribedEarly,
  lostAtTheStart,
  dismissedAll,
  cutAll,
];
