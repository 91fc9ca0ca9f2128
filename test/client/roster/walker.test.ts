import { beforeEach, describe, expect, test } from 'vitest';
import { sessionRequired } from '../../../client/src/classify-failure.ts';
import { MessagingError } from '../../../client/src/errors.ts';
import { createWalker, type Walker } from '../../../client/src/roster/walker.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { type HandClock, handClock } from '../support/hand-clock.ts';

let clock: HandClock;
let environment: FakeEnvironment;
/** When each walk began, in milliseconds from the start. */
let walks: number[];
let failures: MessagingError[];
let walker: Walker;

beforeEach(() => {
  clock = handClock();
  environment = new FakeEnvironment();
  [walks, failures] = [[], []];
  const start = clock.now();
  walker = createWalker(
    async () => {
      walks.push(clock.now() - start);
      const failure = failures.shift();
      await new Promise<void>((done) => clock.after(200, done));
      if (failure) throw failure;
    },
    { clock, environment, random: () => 0.5 },
  );
});

describe('a walk', () => {
  test('takes place each 30 seconds while somebody looks, each 150 else', async () => {
    await clock.advance(100_000);
    expect(walks).toEqual([30_000, 60_000, 90_000]);
    environment.setVisible(false);
    await clock.advance(300_000);
    expect(walks.slice(3)).toEqual([240_000, 390_000]);
  });

  test('takes place at once where somebody looks again after long, and not after a moment', async () => {
    environment.setVisible(false);
    await clock.advance(20_000);
    environment.setVisible(true);
    await clock.advance(5_000);
    expect(walks).toEqual([]);
    environment.setVisible(false);
    await clock.advance(50_000);
    environment.setVisible(true);
    await clock.advance(300);
    expect(walks).toEqual([75_300]);
  });

  test('takes place when the network is back, and not while it is away', async () => {
    await clock.advance(30_000);
    environment.setNetwork(false);
    await clock.advance(300_000);
    expect(walks).toEqual([30_000]);
    environment.setNetwork(true);
    await clock.advance(300);
    expect(walks.at(-1)).toBe(330_300);
  });

  test('serves all who asked before it began, once they have done asking', async () => {
    const done: number[] = [];
    for (let batch = 0; batch < 5; batch += 1) {
      for (let each = 0; each < 20; each += 1) void walker.ask().then(() => done.push(batch));
      await clock.advance(250);
    }
    expect(walks).toEqual([]);
    await clock.advance(50);
    expect(walks).toEqual([1_300]);
    await clock.advance(100);
    void walker.ask().then(() => done.push(5));
    await clock.advance(100);
    expect([done.length, done.includes(5)]).toEqual([100, false]);
    await clock.advance(500);
    expect([walks, done.length]).toEqual([[1_300, 1_800], 101]);
  });

  test('begins within 2 seconds, however many go on asking', async () => {
    for (let asked = 0; asked < 30; asked += 1) {
      void walker.ask();
      await clock.advance(100);
    }
    expect(walks[0]).toBe(2_000);
  });

  test('that fails for the moment is tried again ever less often, and rejects nobody', async () => {
    failures = Array.from({ length: 6 }, () => error('SERVICE_UNAVAILABLE', 'Unavailable'));
    let isDone = false;
    void walker.ask().then(() => (isDone = true));
    await clock.advance(40_000);
    const waits = walks.slice(1, 7).map((at, index) => at - (walks[index] ?? 0) - 200);
    expect([waits, isDone]).toEqual([[250, 500, 1_000, 2_000, 4_000, 5_000], true]);
  });

  test('that is refused its session is tried again for a minute, and then for good', async () => {
    failures = Array.from({ length: 100 }, () => sessionRequired('as the service says'));
    let code = '';
    void walker.ask().catch((failure: MessagingError) => (code = failure.code));
    await clock.advance(59_000);
    expect([code, walks.length > 8]).toEqual(['', true]);
    await clock.advance(12_000);
    expect(code).toBe('SESSION_REQUIRED');
  });

  test('that fails for good rejects those whom it was to serve', async () => {
    failures = [error('WORKSPACE_NOT_FOUND', 'NotFound')];
    const asked = walker.ask();
    const refused = expect(asked).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
    await clock.advance(1_000);
    await refused;
    expect(walks).toEqual([300]);
  });

  test('can be hastened, also while another one is under way', async () => {
    walker.hasten(5_000);
    walker.hasten(8_000);
    await clock.advance(5_100);
    walker.hasten(1_000);
    await clock.advance(5_000);
    expect(walks).toEqual([5_000, 6_100]);
  });

  test('does not take place any more once the walker is closed', async () => {
    let isDone = false;
    void walker.ask().then(() => (isDone = true));
    walker.close();
    void walker.ask().then(() => (isDone = true));
    environment.setNetwork(true);
    await clock.advance(100_000);
    expect([walks, isDone]).toEqual([[], false]);
  });
});

function error(code: MessagingError['code'], type: MessagingError['type']): MessagingError {
  return new MessagingError({ code, type, message: code });
}
