import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { stageOf } from '../../infra/stages.ts';
import * as operations from '../../generated/operations.ts';
import { addChannel, channelOf, joinCrowd, rowsOf } from '../support/crowd.ts';
import { eachAtOnce } from '../support/each-at-once.ts';
import { type Effort, insist, sayEffort } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Answer, Person } from '../support/person.ts';
import { times } from '../support/settled.ts';

const { personBurst, personPerSecond, channelPerSecond } = stageOf('prod').sendLimits;
let network: Network;
let alice: Person;
let bob: Person;
const effort: Effort = { calls: 0, unavailable: 0 };

beforeAll(async () => {
  network = await startNetwork({ stage: 'prod' });
  alice = await network.as('alice');
  bob = await network.as('bob');
});
afterAll(async () => {
  sayEffort('abuse', effort);
  await network?.close();
});

const stored = async (channelId: string) =>
  (await rowsOf(network, 'Message', ['channelId', channelId], 'messages_by_channel')).map(({ id }) => id?.S ?? '');

/** A flood: what was asked, what came of it, and how long it took from the first question to the last answer. */
interface Flood {
  accepted: string[];
  refused: Answer<unknown>[];
  seconds: number;
  /** Seconds of the clock that it touched. */
  clockSeconds: number;
}

/** More would wait, on a slow machine, for longer than the 30 s that AppSync gives a request. */
const atOnce = 50;

/**
 * Asks everything, so much of it at once. `insist` tries again what was unavailable, never what a limit refused. How much is refused is for
 * the bounds of what is accepted: a machine that takes long enough for a flood has nothing refused.
 */
async function flood(asks: readonly { by: Person; query: string; id: string; input: object }[]): Promise<Flood> {
  const startedAt = Date.now();
  const answers: { id: string; answer: Answer<unknown> }[] = [];
  await eachAtOnce(asks, atOnce, async ({ by, query, id, input }) => {
    answers.push({ id, answer: await insist(by, query, { input }, effort) });
  });
  const endedAt = Date.now();
  const isAccepted = ({ answer }: (typeof answers)[number]) => answer.errors.length === 0;
  return {
    accepted: answers.filter(isAccepted).map(({ id }) => id),
    refused: answers.filter((one) => !isAccepted(one)).map(({ answer }) => answer),
    seconds: (endedAt - startedAt) / 1000,
    clockSeconds: Math.floor(endedAt / 1000) - Math.floor(startedAt / 1000) + 1,
  };
}

const sends = (by: Person, channelId: string, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const id = ulid();
    return { by, query: operations.sendMessage, id, input: { id, channelId, content: `flood ${index}` } };
  });

function expectLimited(refused: readonly Answer<unknown>[], atMostMs: number): void {
  for (const { data, errors } of refused) {
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      {
        errorType: 'RateLimited',
        errorInfo: { code: 'SEND_LIMIT', retryable: true, retryAfterMs: expect.any(Number) },
      },
    ]);
    const { retryAfterMs } = errors[0]?.errorInfo as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(atMostMs);
  }
}

/** What the limit of one person lets through in so many seconds. */
const allowance = (seconds: number) => personBurst + personPerSecond * seconds;
const intervalMs = 1000 / personPerSecond;

describe('one person who sends two hundred messages at once, from several places', () => {
  test('gets their burst and their rate through; the rest is refused, not stored, and told when to come back', async () => {
    const channelId = await addChannel(network, 'harbor', 'flooded', [alice, bob]);
    const elsewhere = await addChannel(network, 'harbor', 'quiet', [alice, bob]);
    const calm: string[] = [];
    const [result] = await Promise.all([
      flood(sends(alice, channelId, 200)),
      (async () => {
        // Nobody else has less of it: another person here, and the same one in another channel.
        for (let index = 0; index < 4; index += 1) {
          calm.push((await bob.send(channelId, `unhurried ${index}`)).id);
          await alice.send(elsewhere, `elsewhere ${index}`);
        }
      })(),
    ]);
    expect(result.accepted.length).toBeGreaterThanOrEqual(personBurst);
    expect(result.accepted.length).toBeLessThanOrEqual(allowance(result.seconds));
    expectLimited(result.refused, personBurst * intervalMs);
    expect((await stored(channelId)).toSorted()).toEqual([...result.accepted, ...calm].toSorted());
    console.log(`abuse: ${result.accepted.length} of 200 accepted in ${result.seconds} s`);

    // What it says to wait is enough, once everything is paid off that far.
    const { senders } = await channelOf(network, channelId);
    const paidAt = (senders.alice ?? 0) - (personBurst - 1) * intervalMs;
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(paidAt), { timeout: 10_000, interval: 20 });
    await alice.send(channelId, 'back again');
  });

  test('has edits and reactions counted like messages, and what changes nothing not at all', async () => {
    const channelId = await addChannel(network, 'harbor', 'edited', [alice]);
    const startedAt = Date.now();
    const { id } = await alice.send(channelId, 'mine');
    const change = (index: number) => {
      const by = { by: alice, id: String(index) };
      if (index % 2 === 0) {
        return { ...by, query: operations.editMessage, input: { id, channelId, content: `version ${index}` } };
      }
      // One emoji for each try, so that none is there already.
      const emoji = String.fromCodePoint(0x1f400 + (index % 40));
      const query = index % 4 === 1 ? operations.addReaction : operations.removeReaction;
      return { ...by, query, input: { messageId: id, channelId, emoji } };
    };
    const { refused } = await flood(Array.from({ length: 120 }, (_, index) => change(index)));
    const seconds = (Date.now() - startedAt) / 1000;
    const { headSeq } = await channelOf(network, channelId);
    // Each position is paid for, a change that was overtaken takes two.
    expect(headSeq).toBeLessThanOrEqual(allowance(seconds));
    expect(headSeq).toBeGreaterThanOrEqual(personBurst);
    expectLimited(refused, personBurst * intervalMs);
    // What is so already costs nothing, also for those who have spent everything.
    const { items } = await alice.page(channelId);
    const content = items[0]?.content ?? '';
    const same = await times(20, () => insist(alice, operations.editMessage, { input: { id, channelId, content } }));
    expect(same.flatMap(({ errors }) => errors)).toEqual([]);
    expect((await channelOf(network, channelId)).headSeq).toBe(headSeq);
  });

  test('is answered with the stored message for a retry, however much they have spent', async () => {
    const channelId = await addChannel(network, 'harbor', 'retried', [alice]);
    const input = { id: ulid(), channelId, content: 'once' };
    await alice.send(channelId, input.content, { id: input.id });
    const { accepted, seconds } = await flood(sends(alice, channelId, 100));
    expect(accepted.length).toBeLessThanOrEqual(allowance(seconds));
    const again = await times(20, () => alice.trySend(channelId, 'once', { id: input.id, isRetry: true }));
    expect(again.flatMap(({ errors }) => errors)).toEqual([]);
    expect(new Set(again.map(({ data }) => data?.sendMessage.seq))).toEqual(new Set([1]));
  });
});

describe('a channel that a hundred people flood at once', () => {
  test('takes what it takes in a second of the clock, and its row stays small', async () => {
    const channelId = await addChannel(network, 'harbor', 'crowded', [alice]);
    const elsewhere = await addChannel(network, 'harbor', 'beside', [alice]);
    const crowd = await joinCrowd(network, 'harbor', 'flooder', 100);
    const small = (await channelOf(network, channelId)).size;
    let isOver = false;
    let most = 0;
    const watch = async () => {
      while (!isOver) {
        const { sends } = await channelOf(network, channelId);
        most = Math.max(most, ...Object.values(sends));
      }
    };
    const watching = watch();
    const inTurn = Array.from({ length: 2 }, () => crowd.flatMap((person) => sends(person, channelId, 1))).flat();
    const [result, beside] = await Promise.all([flood(inTurn), alice.send(elsewhere, 'not my flood')]);
    isOver = true;
    await watching;
    expect(beside.seq).toBe(1);
    expect(result.accepted.length).toBeLessThanOrEqual(channelPerSecond * result.clockSeconds);
    expect(result.accepted.length).toBeGreaterThanOrEqual(channelPerSecond);
    // Nobody sent more than their burst, so what refused them is the channel's second, which is over soon.
    expectLimited(result.refused, 1000);
    expect(most).toBeLessThanOrEqual(channelPerSecond);
    expect((await stored(channelId)).toSorted()).toEqual(result.accepted.toSorted());
    console.log(
      `abuse: a channel took ${result.accepted.length} of 200 in ${result.seconds} s, at most ${most} in one second`,
    );

    // Then it is forgotten, a handful of people at a time: the flood leaves nothing in the row.
    const flooded = await channelOf(network, channelId);
    expect(Object.keys(flooded.senders).length).toBeLessThanOrEqual(crowd.length);
    const fullUntil = 1000 * (1 + Math.max(...Object.keys(flooded.sends).map(Number)));
    // What was over so long ago is cleared, as the resolver has it.
    const calmAt = Math.max(fullUntil, ...Object.values(flooded.senders)) + 2_000;
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(calmAt), { timeout: 10_000, interval: 20 });
    for (let count = 0; count < crowd.length / 20; count += 1) await bob.send(channelId, `calm ${count}`);
    const after = await channelOf(network, channelId);
    expect(Object.keys(after.senders)).toEqual(['bob']);
    expect(Object.keys(after.sends).length).toBeLessThanOrEqual(2);
    expect(after.size).toBeLessThan(small + 250);
  });
});
