import { type Scenario, wait, within } from '../stage.ts';

const everyone = ['own', 'watched', 'stock'] as const;
/** Stock Amplify's next try may be 60 s away; nobody waits for it here. */
const patienceMs = 12_000;

function serverGone(seconds: number, targetMs: number): Scenario {
  return {
    id: 'AMP-01',
    name: `the service is gone for ${seconds} s`,
    subjects: everyone,
    async play(stage) {
      const followed = await stage.followed();
      await stage.fake.vanish();
      for (let count = 0; count < 5; count += 1) stage.fake.publish('a');
      await wait(seconds * 1000);
      await stage.fake.appear();
      const took = await stage.untilComplete(followed, 'a', patienceMs);
      return within(took, targetMs, stage.missing(followed, 'a'));
    },
  };
}

function ownNetworkGone(seconds: number): Scenario {
  return {
    id: 'AMP-01',
    name: `the own network is gone for ${seconds} s`,
    subjects: ['own', 'watched'],
    async play(stage) {
      const followed = await stage.followed();
      stage.subject.environment.setNetwork(false);
      stage.fake.halfOpen();
      for (let count = 0; count < 5; count += 1) stage.fake.publish('a');
      await wait(seconds * 1000);
      const said = followed.statuses.at(-1)?.status;
      stage.subject.environment.setNetwork(true);
      const took = await stage.untilComplete(followed, 'a', patienceMs);
      return within(took, 2_000, stage.missing(followed, 'a'), `said ${said}`);
    },
  };
}

const networkGoneAndSocketKnownDead: Scenario = {
  id: 'AMP-01',
  name: 'the own network is gone for 8 s, and the socket was cut',
  subjects: ['own', 'watched'],
  async play(stage) {
    const followed = await stage.followed();
    stage.subject.environment.setNetwork(false);
    await stage.fake.vanish();
    for (let count = 0; count < 5; count += 1) stage.fake.publish('a');
    await wait(8_000);
    await stage.fake.appear();
    stage.subject.environment.setNetwork(true);
    const took = await stage.untilComplete(followed, 'a', patienceMs);
    return within(took, 2_000, stage.missing(followed, 'a'));
  },
};

const halfOpen: Scenario = {
  id: 'AMP-02',
  name: 'the socket is half-open',
  subjects: everyone,
  async play(stage) {
    const followed = await stage.followed();
    stage.fake.halfOpen();
    stage.pulse('a', 500);
    const took = await stage.untilComplete(followed, 'a', 38_000);
    return within(took, 35_000, stage.missing(followed, 'a', stage.fake.head('a') - 2));
  },
};

const halfOpenAndSeen: Scenario = {
  id: 'AMP-02',
  name: 'the socket is half-open, and somebody looks at the page',
  subjects: ['own', 'watched'],
  async play(stage) {
    const followed = await stage.followed();
    stage.subject.environment.setVisible(false);
    stage.fake.halfOpen();
    for (let count = 0; count < 5; count += 1) stage.fake.publish('a');
    await wait(500);
    stage.subject.environment.setVisible(true);
    const took = await stage.untilComplete(followed, 'a', patienceMs);
    return within(took, 7_000, stage.missing(followed, 'a'));
  },
};

const lateClose: Scenario = {
  id: 'AMP-03',
  name: 'the old socket closes late',
  subjects: everyone,
  async play(stage) {
    // Amplify too notices a dead socket in time, if the service allows it so little.
    stage.fake.weather.connectionTimeoutMs = 3_000;
    stage.fake.weather.keepAliveMs = 1_000;
    const followed = await stage.followed();
    const close = stage.fake.halfOpen();
    if (stage.kind !== 'stock') stage.subject.environment.setVisible(true);
    const back = await stage.untilComplete(followed, 'a', 25_000);
    if (back === null) return within(null, 0);
    const connections = stage.fake.connectionsOpened;
    const before = stage.fake.head('a');
    close();
    const stopPulse = stage.pulse('a', 100);
    await wait(7_000);
    stopPulse();
    await wait(300);
    const bySocket = [...followed.heard].filter(([seq, how]) => seq > before && how === 'socket').length;
    const sent = stage.fake.head('a') - before;
    const again = stage.fake.connectionsOpened - connections;
    return {
      isGood: again === 0 && bySocket === sent,
      figures: `${bySocket} of ${sent} events by the socket, ${again} new connections`,
    };
  },
};

export const outages: readonly Scenario[] = [
  serverGone(1, 2_000),
  serverGone(8, 2_000),
  serverGone(13, 10_000),
  serverGone(25, 10_000),
  ownNetworkGone(8),
  networkGoneAndSocketKnownDead,
  halfOpen,
  halfOpenAndSeen,
  lateClose,
];
