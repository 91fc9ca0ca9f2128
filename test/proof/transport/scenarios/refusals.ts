import { type Scenario, wait, within } from '../stage.ts';
import type { Stage, Verdict } from '../stage.ts';
import type { Followed } from '../subject.ts';

const everyone = ['own', 'watched', 'stock'] as const;

const lateConnectionAck: Scenario = {
  id: 'AMP-05',
  name: 'connection_ack 17 s late, once; then a cut',
  subjects: everyone,
  async play(stage) {
    stage.fake.weather.connectionAckMs = (connection) => (connection === 1 ? 17_000 : 0);
    const followed = stage.subject.follow('a');
    const first = await stage.untilHeard(followed, 'a', 25_000);
    if (first === null) return within(null, 0);
    stage.fake.cut();
    const took = await stage.untilComplete(followed, 'a', 8_000);
    return within(took, 2_000, 0, `first after ${(first / 1000).toFixed(1)} s`);
  },
};

const noConnectionAck: Scenario = {
  id: 'AMP-05',
  name: 'connection_ack never, twice',
  subjects: everyone,
  async play(stage) {
    stage.fake.weather.connectionAckMs = (connection) => (connection <= 2 ? null : 0);
    const followed = stage.subject.follow('a');
    const took = await stage.untilHeard(followed, 'a', 38_000);
    const said = [...new Set(followed.statuses.map(({ status }) => status))].join(' ');
    return within(took, 35_000, 0, said);
  },
};

const noStartAck: Scenario = {
  id: 'AMP-06',
  name: 'start_ack never for one of three',
  subjects: everyone,
  async play(stage) {
    stage.fake.weather.answerStart = (channelId, count) => (channelId === 'c' && count <= 1 ? 'never' : 'ack');
    const siblings = [await stage.followed('a'), await stage.followed('b')];
    const third = stage.subject.follow('c');
    return siblingsAndOne(stage, siblings, third, 22_000, 14_000);
  },
};

function refused(errorType: string): Scenario {
  return {
    id: 'AMP-07',
    name: `one subscription is refused: ${errorType}`,
    subjects: everyone,
    async play(stage) {
      stage.fake.weather.answerStart = (channelId) => (channelId === 'c' ? { errorType } : 'ack');
      const siblings = [await stage.followed('a'), await stage.followed('b')];
      const bySocket = await undisturbed(stage, siblings, async () => {
        stage.subject.follow('c');
        await wait(7_000);
      });
      return bySocket;
    },
  };
}

const errorWithoutId: Scenario = {
  id: 'AMP-08',
  name: 'error without id',
  subjects: everyone,
  async play(stage) {
    stage.fake.weather.answerStart = (channelId, count) =>
      channelId === 'c' && count <= 1 ? { errorType: 'LimitExceededError', withoutId: true } : 'ack';
    const siblings = [await stage.followed('a'), await stage.followed('b')];
    const third = stage.subject.follow('c');
    return siblingsAndOne(stage, siblings, third, 22_000, 3_000);
  },
};

const complete: Scenario = {
  id: 'AMP-09',
  name: 'complete from the service; the member stays',
  subjects: everyone,
  async play(stage) {
    const followed = await stage.followed();
    stage.fake.complete('a');
    await wait(100);
    const took = await stage.untilHeard(followed, 'a', 37_000);
    return within(took, 2_000, stage.missing(followed, 'a'));
  },
};

const revoked: Scenario = {
  id: 'AMP-09',
  name: 'complete from the service; the member is out',
  subjects: everyone,
  async play(stage) {
    const followed = await stage.followed();
    stage.fake.weather.answerStart = () => ({ errorType: 'NotFound' });
    stage.fake.complete('a');
    stage.pulse('a', 1_000);
    const took = await stage.until(() => followed.error() !== null, 37_000);
    return within(took, 2_000);
  },
};

const unauthorizedForAWhile: Scenario = {
  id: 'AMP-11',
  name: '401 for 7 s, then fine',
  subjects: everyone,
  async play(stage) {
    const followed = await stage.followed();
    let forced = 0;
    stage.getToken = ({ forceRefresh }) => (forceRefresh ? `token ${++forced}` : 'token');
    stage.fake.weather.isUnauthorized = () => true;
    stage.fake.cut();
    await wait(7_000);
    stage.fake.weather.isUnauthorized = () => false;
    const took = await stage.untilComplete(followed, 'a', 12_000);
    const isRight = within(took, 10_000, stage.missing(followed, 'a'), `${forced} forced`);
    return { ...isRight, isGood: isRight.isGood && forced <= 1 };
  },
};

const expired: Scenario = {
  id: 'AMP-11',
  name: 'the token has expired; a forced one is good',
  subjects: ['own', 'watched'],
  async play(stage) {
    let token = 'old';
    stage.getToken = ({ forceRefresh }) => (token = forceRefresh ? 'new' : token);
    const followed = await stage.followed();
    stage.fake.weather.isUnauthorized = (shown) => shown !== 'new';
    stage.fake.cut();
    const took = await stage.untilComplete(followed, 'a', 12_000);
    return within(took, 2_000, stage.missing(followed, 'a'));
  },
};

const tokenThrows: Scenario = {
  id: 'AMP-12',
  name: 'the token function throws once',
  subjects: everyone,
  async play(stage) {
    const siblings = [await stage.followed('a'), await stage.followed('b')];
    let throws = 1;
    stage.getToken = () => {
      if (throws-- > 0) throw new Error('not now');
      return 'token';
    };
    const third = stage.subject.follow('c');
    return siblingsAndOne(stage, siblings, third, 8_000, 2_000);
  },
};

export const refusals: readonly Scenario[] = [
  lateConnectionAck,
  noConnectionAck,
  noStartAck,
  refused('Unauthorized'),
  refused('NotFound'),
  errorWithoutId,
  complete,
  revoked,
  unauthorizedForAWhile,
  expired,
  tokenThrows,
];

/** Plays on while `then` happens, and counts what the siblings hear by their socket. */
async function undisturbed(stage: Stage, siblings: Followed[], then: () => Promise<unknown>): Promise<Verdict> {
  const connections = stage.fake.connectionsOpened;
  const from = { a: stage.fake.head('a'), b: stage.fake.head('b') };
  const stops = [stage.pulse('a', 100), stage.pulse('b', 100)];
  await then();
  for (const stop of stops) stop();
  await wait(300);
  const sent = stage.fake.head('a') - from.a + stage.fake.head('b') - from.b;
  const heard = siblings.reduce((sum, followed, index) => {
    const first = index === 0 ? from.a : from.b;
    return sum + [...followed.heard].filter(([seq, how]) => seq > first && how === 'socket').length;
  }, 0);
  const again = stage.fake.connectionsOpened - connections;
  return {
    isGood: heard === sent && again === 0,
    figures: `siblings heard ${heard} of ${sent}, ${again} new connections`,
  };
}

async function siblingsAndOne(
  stage: Stage,
  siblings: Followed[],
  one: Followed,
  patienceMs: number,
  targetMs: number,
): Promise<Verdict> {
  let took: number | null = null;
  const verdict = await undisturbed(stage, siblings, async () => {
    took = await stage.untilHeard(one, 'c', patienceMs);
  });
  const itself = within(took, targetMs);
  return {
    isGood: verdict.isGood && itself.isGood,
    figures: `it: ${took === null ? 'never' : itself.figures}; ${verdict.figures}`,
  };
}
