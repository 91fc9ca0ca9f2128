import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createParley, type MetricsOptions, type Parley } from '../../client/src/index.ts';
import * as operations from '../../generated/operations.ts';
import { addChannel } from '../support/crowd.ts';
import { embeddedMetricProblems } from '../support/embedded-metrics.ts';
import { createMetricLog, type MetricLog } from '../support/metric-log.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { Person } from '../support/person.ts';

/** The real resolver, and the real function behind it, whose log is read as CloudWatch would read it. */
/** A machine that does much else besides is slow. */
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 10_000 });
let network: Network;
let written: MetricLog;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  written = createMetricLog();
  network = await startNetwork({ log: written.log });
  [alice, bob] = await Promise.all([network.as('alice'), network.as('bob')]);
});
afterAll(() => network?.close());

interface Metric {
  name: operations.MetricName;
  count: number;
  values?: number[];
  reasons?: operations.MetricReasonInput[];
}

const report = (metrics: readonly Metric[], more: object = {}) =>
  alice.ask<{ reportMetrics: string }>(operations.reportMetrics, {
    input: { platform: 'WEB', version: '0.1.0', metrics, ...more },
  });

describe('a report of metrics', () => {
  let before: number;
  beforeEach(() => (before = written.lines.length));

  const next = () => until(() => expect(written.lines.length).toBeGreaterThan(before));

  test('is answered with the service’s time, and becomes a line that CloudWatch takes', async () => {
    const askedAt = Date.now();
    const { data, errors } = await report([
      { name: 'DELIVERY_LATENCY', count: 3, values: [48, 52, 61] },
      { name: 'SEND_REFUSED', count: 2, reasons: [{ reason: 'CONTENT_TOO_LONG', count: 2 }] },
    ]);
    expect(errors).toEqual([]);
    expect(Date.parse(data?.reportMetrics ?? '')).toBeGreaterThanOrEqual(askedAt);
    expect(Date.parse(data?.reportMetrics ?? '')).toBeLessThanOrEqual(Date.now());
    await next();
    expect(written.lines.slice(before).map(embeddedMetricProblems)).toEqual([[]]);
    expect(JSON.parse(written.lines.at(-1) ?? '')).toMatchObject({
      Stage: 'load',
      Platform: 'web',
      Version: '0.1.0',
      DeliveryLatency: [48, 52, 61],
      SendRefused: 2,
      Reasons: { SendRefused: { CONTENT_TOO_LONG: 2 } },
    });
  });

  test('names nobody: what is written is what was sent', async () => {
    await report([{ name: 'POLL', count: 1 }]);
    await next();
    expect(written.lines.at(-1)).not.toMatch(/alice|harbor|token/i);
  });

  test('of as much as one may hold is taken, and is one line', async () => {
    const names = (await namesOf()).slice(0, 50);
    const reasons = Array.from({ length: 20 }, (_, index) => ({ reason: `R${'_'.repeat(index)}`, count: 1 }));
    const values = Array.from({ length: 100 }, (_, index) => index + 0.5);
    const { errors } = await report(names.map((name) => ({ name, count: 1_000_000, values, reasons })));
    expect(errors).toEqual([]);
    await next();
    expect(written.lines.slice(before).map(embeddedMetricProblems)).toEqual([[]]);
  });

  test('of nothing is taken, and is no line', async () => {
    expect((await report([])).errors).toEqual([]);
    await report([{ name: 'POLL', count: 1 }]);
    await next();
    expect(written.lines).toHaveLength(before + 1);
  });

  const poll = { name: 'POLL', count: 1 } as const;
  test.each<[string, () => Promise<{ errors: unknown[] }>, string]>([
    ['a name twice', () => report([poll, poll]), 'metrics[1].name'],
    ['a value below 0', () => report([{ name: 'SYNC_TIME', count: 2, values: [0, -0.001] }]), 'metrics[0].values[1]'],
    [
      'a reason twice',
      () =>
        report([
          {
            ...poll,
            reasons: [
              { reason: 'LATE', count: 1 },
              { reason: 'LATE', count: 1 },
            ],
          },
        ]),
      'metrics[0].reasons[1].reason',
    ],
    [
      'a reason in words',
      () => report([{ ...poll, reasons: [{ reason: 'Dear Bob', count: 1 }] }]),
      'metrics[0].reasons[0].reason',
    ],
    [
      'a reason with a line feed',
      () => report([{ ...poll, reasons: [{ reason: 'LATE\n', count: 1 }] }]),
      'metrics[0].reasons[0].reason',
    ],
    ['no version', () => report([poll], { version: '' }), 'version'],
    ['a version in words', () => report([poll], { version: 'the newest' }), 'version'],
    ['a version with a line feed', () => report([poll], { version: '0.1.0\n' }), 'version'],
  ])('with %s is refused, and nothing is written', async (_, ask, field) => {
    expect((await ask()).errors).toMatchObject([
      { errorType: 'InvalidInput', errorInfo: { code: 'METRIC_INVALID', field, retryable: false } },
    ]);
    await report([poll]);
    await next();
    expect(written.lines).toHaveLength(before + 1);
  });

  test.each(['0.1.0', '12.0.3', '1.0.0-beta.2'])('by the version %s is taken', async (version) => {
    expect((await report([poll], { version })).errors).toEqual([]);
  });

  test('costs a write unit, and leaves when it was made beside the name', async () => {
    const requests = network.requests.length;
    const startedAt = Date.now();
    await report([poll]);
    expect(network.requests.slice(requests)).toMatchObject([{ calls: 2, readUnits: 0, writeUnits: 1, errors: [] }]);
    const { reportedAt, ...profile } = await profileOf('alice');
    expect(Number(reportedAt?.N)).toBeGreaterThanOrEqual(startedAt);
    expect(profile).toMatchObject({ id: { S: 'alice' }, name: { S: expect.any(String) as string } });
  });

  test('of somebody new makes their profile, as their session names them, and no later one changes it', async () => {
    const signIn = async (name: string) =>
      new Person('newcomer', (await network.signInAs({ user: 'newcomer', name })).token, network);
    const input = { platform: 'NODE', version: '0.1.0', metrics: [poll] };
    await (await signIn('New Comer')).get(operations.reportMetrics, { input });
    const made = await profileOf('newcomer');
    const renamed = await signIn('Another Name');
    await renamed.get(operations.reportMetrics, { input });
    expect(await profileOf('newcomer')).toEqual({ ...made, reportedAt: expect.anything() as unknown });
    const { me } = await renamed.get<operations.MeQuery>(operations.me);
    expect(me).toMatchObject({ id: 'newcomer', name: 'New Comer', createdAt: made['createdAt']?.S });
  });

  test('is taken of one person once a second, whatever they report from, and counts for no other limit', async () => {
    const own = createMetricLog();
    const limited = await startNetwork({ stage: 'prod', log: own.log });
    try {
      const [one, other, bobs] = [await limited.as('alice'), await limited.as('alice'), await limited.as('bob')];
      const input = { platform: 'WEB', version: '0.1.0', metrics: [poll] };
      const ask = (person: Person) => person.ask(operations.reportMetrics, { input });
      const startedAt = Date.now();
      const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => ask(at % 2 === 0 ? one : other)));
      const taken = answers.filter(({ errors }) => errors.length === 0).length;
      expect(taken).toBeGreaterThanOrEqual(1);
      expect(taken).toBeLessThanOrEqual(1 + Math.floor((Date.now() - startedAt) / 1000));
      for (const { errors } of answers.filter((answer) => answer.errors.length > 0)) {
        expect(errors).toMatchObject([
          { errorType: 'RateLimited', errorInfo: { code: 'SEND_LIMIT', retryAfterMs: 1000, retryable: true } },
        ]);
      }
      expect((await ask(bobs)).errors).toEqual([]);
      expect((await one.trySend('harbor_general', 'at last')).errors).toEqual([]);
      await until(() => expect(own.lines).toHaveLength(taken + 1));
      // A second later there is room again.
      await vi.waitFor(async () => expect((await ask(other)).errors).toEqual([]), { timeout: 15_000, interval: 300 });
    } finally {
      await limited.close();
    }
  });
});

describe('a client', () => {
  const parleys: Parley[] = [];
  // Or it would report in the time of the next test.
  afterEach(() => parleys.splice(0).forEach((parley) => parley.close()));

  async function open(user: string, metrics: MetricsOptions): Promise<Parley> {
    const { token } = await network.signIn(user);
    const parley = createParley({
      endpoint: network.url,
      getToken: () => token,
      // That of `ws` is near enough to the browser's, though not in its types.
      webSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      person: user,
      metrics,
    });
    parleys.push(parley);
    return parley;
  }

  test('that is used reports what happened to it, and knows the service’s clock from then on', async () => {
    const channelId = await addChannel(network, 'harbor', 'measured', [alice, bob]);
    const before = written.lines.length;
    const parley = await open('alice', { reportEveryMs: 300 });
    const timeline = parley.openTimeline(channelId);
    const shows = (content: string) =>
      until(() => expect(timeline.state().messages.map((message) => message.content)).toContain(content));
    await until(() => expect(timeline.state().status).toBe('live'));
    await timeline.post({ content: 'of my own' });
    await shows('of my own');
    for (let index = 0; index < 3; index += 1) await bob.send(channelId, `from Bob ${index}`);
    await shows('from Bob 2');
    await until(() => {
      const names = new Set(written.metrics(before).map(({ name }) => name));
      const expected = ['ConnectTime', 'SyncTime', 'Poll', 'SendStored', 'SendShown', 'DeliveryLatency', 'BurstSize'];
      for (const name of expected) expect([...names]).toContain(name);
    });
    const lines = written.lines.slice(before);
    expect(lines.flatMap(embeddedMetricProblems)).toEqual([]);
    expect(lines.join()).not.toMatch(/alice|bob|harbor|measured|of my own|from Bob/i);
    const latencies = written.metrics(before).filter(({ name }) => name === 'DeliveryLatency');
    for (const value of latencies.flatMap(({ values }) => values)) expect(value).toBeLessThan(15_000);
    const { 'send-stored': stored, 'send-shown': shown } = parley.metrics.state();
    expect([stored?.count, shown?.count]).toEqual([1, 1]);
  });

  test('that has a message refused reports with which code, and not what it was', async () => {
    const channelId = await addChannel(network, 'harbor', 'refusing', [alice]);
    const parley = await open('alice', { reportEveryMs: 300 });
    const timeline = parley.openTimeline(channelId);
    await timeline.post({ content: 'x'.repeat(4001) });
    await until(() => expect(timeline.state().pending[0]?.state).toBe('refused'));
    await until(() => expect(written.lines.join()).toContain('"SendRefused":{"CONTENT_TOO_LONG":1}'));
    expect(written.lines.join()).not.toContain('xxxx');
  });

  test('that does not want to sends nothing, and shows what it measured all the same', async () => {
    const channelId = await addChannel(network, 'harbor', 'silent', [alice]);
    // Of what is asked from now on: the last word of a client that is closed may still be under way.
    const fetched = vi.spyOn(globalThis, 'fetch');
    onTestFinished(() => fetched.mockRestore());
    const parley = await open('alice', { report: false, reportEveryMs: 50 });
    const timeline = parley.openTimeline(channelId);
    await until(() => expect(timeline.state().status).toBe('live'));
    for (let index = 0; index < 5; index += 1) {
      const { seq } = await alice.send(channelId, `number ${index}`);
      await until(() => expect(timeline.state().messages.at(-1)?.seq).toBe(seq));
    }
    expect(parley.metrics.state()['sync-time']?.count).toBe(1);
    const asked = fetched.mock.calls.map(([, init]) => String(init?.body));
    expect(asked.filter((body) => body.includes('syncChannel') || body.includes('messagesByChannel'))).not.toEqual([]);
    expect(asked.filter((body) => body.includes('reportMetrics'))).toEqual([]);
  });
});

type Row = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

async function profileOf(user: string): Promise<Row> {
  const Key = { id: { S: user } };
  const { Item } = await network.dynamoDb.call('GetItem', {
    TableName: network.tableOf('User'),
    Key,
    ConsistentRead: true,
  });
  return Item as Row;
}

async function namesOf(): Promise<operations.MetricName[]> {
  const { __type } = await alice.get<{ __type: { enumValues: { name: operations.MetricName }[] } }>(
    '{ __type(name: "MetricName") { enumValues { name } } }',
  );
  return __type.enumValues.map(({ name }) => name);
}
