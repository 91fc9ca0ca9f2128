import { beforeEach, describe, expect, test } from 'vitest';
import { sessionRequired } from '../../../client/src/classify-failure.ts';
import { type Connection, createConnection } from '../../../client/src/connection/connection.ts';
import { MessagingError } from '../../../client/src/errors.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { type HandClock, handClock, settle } from '../support/hand-clock.ts';

let clock: HandClock;
let environment: FakeEnvironment;
let calls: string[];
let probe: { answer: () => void; fail: () => void };
let askToken: (isForced: boolean) => Promise<void>;
let connection: Connection;

beforeEach(() => {
  clock = handClock();
  environment = new FakeEnvironment();
  calls = [];
  askToken = async () => {};
  connection = createConnection(
    {
      askToken: (isForced) => askToken(isForced),
      open: () => void calls.push('open'),
      drop: () => void calls.push('drop'),
      probe: (isRoutine) => {
        calls.push(isRoutine ? 'probe' : 'probe!');
        return new Promise((answer, fail) => (probe = { answer, fail: () => fail(new Error('gone')) }));
      },
      giveUp: ({ code }) => void calls.push(`give up: ${code}`),
      onState: () => {},
    },
    { clock, environment, random: () => 1 },
  );
});

describe('a connection', () => {
  test('opens with the first wish, and closes with the last', async () => {
    await open();
    connection.tell({ type: 'unwanted' });
    expect([connection.state().name, calls]).toEqual(['idle', ['open', 'drop']]);
  });

  test('listens to its surroundings only while somebody wants it, and knows them when it begins', async () => {
    environment.setNetwork(false);
    connection.tell({ type: 'wanted' });
    expect(connection.state().name).toBe('offline');
    connection.tell({ type: 'unwanted' });
    environment.setNetwork(true);
    expect(connection.state().hasNetwork).toBe(false);
    await open();
  });

  test('that is wanted while there is no network hears of it when it comes', async () => {
    environment.setNetwork(false);
    connection.tell({ type: 'wanted' });
    environment.setNetwork(true);
    await settle();
    expect([connection.state().hasNetwork, calls]).toEqual([true, ['open']]);
  });

  test('that is wanted while nobody looks hears when somebody does', async () => {
    environment.setVisible(false);
    connection.tell({ type: 'wanted' });
    expect(connection.state().isVisible).toBe(false);
    environment.setVisible(true);
    expect(connection.state().isVisible).toBe(true);
  });

  test('is made again in time, also where the wall clock is put back meanwhile', async () => {
    await open();
    for (let times = 0; connection.state().name !== 'backing-off' && times < 5; times += 1) {
      connection.tell({ type: 'lost', how: 'vanished' });
      await settle();
    }
    calls = [];
    clock.putBack(3_600_000);
    await clock.advance(60_000);
    expect(calls).toContain('open');
  });

  test('is proven every 29 s at the latest while somebody looks', async () => {
    await open();
    await clock.advance(28_999);
    expect(calls).toEqual(['open']);
    await clock.advance(1);
    expect(calls).toEqual(['open', 'probe']);
    probe.answer();
    await settle();
    expect(connection.state().name).toBe('open');
  });

  test('that gives no answer for 5 s is replaced at once', async () => {
    await open();
    await clock.advance(29_000);
    await clock.advance(5_000);
    expect(calls).toEqual(['open', 'probe', 'drop', 'open']);
  });

  test('that speaks later than a buffer could is taken for alive, answer or not', async () => {
    await open();
    await clock.advance(29_000);
    await clock.advance(1_500);
    connection.heard();
    await clock.advance(3_500);
    expect([connection.state().name, calls]).toEqual(['open', ['open', 'probe']]);
  });

  test('is not taken for alive by what lay in its buffer', async () => {
    await open();
    await clock.advance(29_000);
    await clock.advance(500);
    connection.heard();
    await clock.advance(4_500);
    expect(calls).toEqual(['open', 'probe', 'drop', 'open']);
  });

  test('that slept is asked first, whatever it was waiting for', async () => {
    await open();
    await clock.sleep(3_600_000);
    expect([connection.state().name, calls]).toEqual(['probing', ['open', 'probe!']]);
    probe.answer();
    await settle();
    expect([connection.state().name, calls]).toEqual(['open', ['open', 'probe!']]);
  });

  test('that slept for less than it would have waited is asked all the same', async () => {
    await open();
    await clock.sleep(12_000);
    expect([connection.state().name, calls]).toEqual(['probing', ['open', 'probe!']]);
  });

  test('of a hidden page is not taken for asleep because its timers are slowed', async () => {
    await open();
    environment.setVisible(false);
    await clock.sleep(60_000);
    await clock.advance(15_000);
    expect(calls).toEqual(['open', 'probe']);
  });

  test('that slept in the middle of a proof is asked again, not condemned', async () => {
    await open();
    await clock.advance(29_000);
    await clock.sleep(60_000);
    expect([connection.state().name, calls]).toEqual(['probing', ['open', 'probe', 'probe!']]);
  });

  test('does not believe the answer to an earlier question', async () => {
    await open();
    environment.setVisible(true);
    const earlier = probe;
    environment.setVisible(true);
    earlier.answer();
    await settle();
    expect(connection.state().name).toBe('probing');
    earlier.fail();
    await settle();
    expect(connection.state().name).toBe('probing');
  });

  test('that was given up while its token was on the way stays so', async () => {
    let bring = () => {};
    askToken = () => new Promise((done) => (bring = done));
    connection.tell({ type: 'wanted' });
    connection.tell({ type: 'unwanted' });
    bring();
    await settle();
    expect([connection.state().name, calls]).toEqual(['idle', []]);
  });

  test('asks once more, for a new token, where there is none; then says why it ends', async () => {
    const asked: boolean[] = [];
    askToken = async (isForced) => {
      asked.push(isForced);
      throw sessionRequired();
    };
    connection.tell({ type: 'wanted' });
    await settle();
    expect([asked, calls]).toEqual([[false, true], ['give up: SESSION_REQUIRED']]);
  });

  test('asks for a minute where a token is not given, once for a new one; then says why it ends', async () => {
    const asked: boolean[] = [];
    askToken = async (isForced) => {
      asked.push(isForced);
      throw sessionRequired(new Error('not now'));
    };
    connection.tell({ type: 'wanted' });
    await clock.advance(59_000);
    expect([calls, asked.filter(Boolean).length, asked.length > 5]).toEqual([[], 1, true]);
    await clock.advance(21_000);
    expect(calls).toEqual(['give up: SESSION_REQUIRED']);
  });

  test('waits for a token function that hangs, and not for ever', async () => {
    askToken = () => new Promise(() => {});
    connection.tell({ type: 'wanted' });
    await clock.advance(15_000);
    expect(connection.state().name).toBe('backing-off');
  });

  test('keeps trying while the token can not be had for the moment', async () => {
    askToken = async () => {
      throw new MessagingError({ code: 'NETWORK', type: 'Unreachable', message: 'Away.' });
    };
    connection.tell({ type: 'wanted' });
    for (let hours = 0; hours < 3; hours += 1) await clock.advance(3_600_000);
    expect(['backing-off', 'authenticating']).toContain(connection.state().name);
    askToken = async () => {};
    await clock.advance(10_000);
    expect(connection.state().name).toBe('connecting');
  });
});

async function open(): Promise<void> {
  connection.tell({ type: 'wanted' });
  await settle();
  connection.tell({ type: 'acknowledged' });
  expect(connection.state().name).toBe('open');
}
