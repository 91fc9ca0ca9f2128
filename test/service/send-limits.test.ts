import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { stageOf } from '../../infra/stages.ts';
import { addChannel, channelOf, joinCrowd } from '../support/crowd.ts';
import { insist } from '../support/insist.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Answer, Person } from '../support/person.ts';

const { personBurst, personPerSecond, channelPerSecond } = stageOf('prod').sendLimits;
const intervalMs = 1000 / personPerSecond;
let network: Network;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  network = await startNetwork({ stage: 'prod' });
  alice = await network.as('alice');
  bob = await network.as('bob');
});
afterAll(() => network?.close());

/** Sends one after the other until a limit refuses; answers how many passed, how long they took, and the refusal. */
async function spend(person: Person, channelId: string) {
  const startedAt = Date.now();
  for (let passed = 0; ; passed += 1) {
    const answer = await person.trySend(channelId, `number ${passed}`);
    if (answer.errors.length > 0) return { passed, tookMs: Date.now() - startedAt, waitMs: waitOf(answer) };
  }
}

/** How long a refusal says to wait. Fails unless a limit is what refused. */
function waitOf({ data, errors }: Answer<unknown>): number {
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ errorType: 'RateLimited', errorInfo: { code: 'SEND_LIMIT', retryable: true } }]);
  const { retryAfterMs } = errors[0]?.errorInfo as { retryAfterMs: number };
  return retryAfterMs;
}

/** As if Alice had sent so much that she has to wait for a minute. */
const exhaust = (channelId: string) =>
  network.dynamoDb.call('UpdateItem', {
    TableName: network.tableOf('Channel'),
    Key: { id: { S: channelId } },
    UpdateExpression: 'SET senders = :senders',
    ExpressionAttributeValues: {
      ':senders': { M: { alice: { N: String(Date.now() + 60_000 + personBurst * intervalMs) } } },
    },
  });

const waitUntil = (time: number) =>
  vi.waitFor(() => expect(Date.now()).toBeGreaterThanOrEqual(time), { timeout: 10_000, interval: 10 });

describe('one person in one channel', () => {
  test('may send a burst; the next is refused with the time to wait, stored nowhere, and passes after it', async () => {
    const channelId = await addChannel(network, 'harbor', 'burst', [alice, bob]);
    const { passed, tookMs, waitMs } = await spend(alice, channelId);
    const refusedAt = Date.now();
    expect(passed).toBeGreaterThanOrEqual(personBurst);
    expect(passed).toBeLessThanOrEqual(personBurst + Math.ceil(tookMs / intervalMs));
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(intervalMs);
    expect(await channelOf(network, channelId)).toMatchObject({ headSeq: passed, messageCount: passed });

    await waitUntil(refusedAt + waitMs);
    expect((await alice.send(channelId, 'after the wait')).seq).toBe(passed + 1);
  });

  test('takes nothing from another person, nor from themselves elsewhere', async () => {
    const here = await addChannel(network, 'harbor', 'spent', [alice, bob]);
    const there = await addChannel(network, 'harbor', 'unspent', [alice, bob]);
    await spend(alice, here);
    await bob.send(here, 'not me');
    await alice.send(there, 'not here');
  });

  test('pays for changes as for messages, and not for what changes nothing', async () => {
    const channelId = await addChannel(network, 'harbor', 'changes', [alice]);
    const { id } = await alice.send(channelId, 'mine');
    await alice.get(operations.addReaction, { input: { messageId: id, channelId, emoji: '👍' } });
    await exhaust(channelId);
    for (const [query, input] of [
      [operations.editMessage, { id, channelId, content: 'other' }],
      [operations.addReaction, { messageId: id, channelId, emoji: '🎉' }],
      [operations.removeReaction, { messageId: id, channelId, emoji: '👍' }],
      [operations.deleteMessage, { id, channelId }],
    ] as const) {
      expect(waitOf(await alice.ask(query, { input }))).toBeGreaterThan(50_000);
    }

    const { headSeq } = await channelOf(network, channelId);
    await alice.get(operations.removeReaction, { input: { messageId: id, channelId, emoji: '🚀' } });
    await alice.get(operations.addReaction, { input: { messageId: id, channelId, emoji: '👍' } });
    await alice.get(operations.editMessage, { input: { id, channelId, content: 'mine' } });
    expect((await channelOf(network, channelId)).headSeq).toBe(headSeq);
  });

  test('pays nothing for a retry that says it is one', async () => {
    const channelId = await addChannel(network, 'harbor', 'retries', [alice]);
    const id = ulid();
    const sent = await alice.send(channelId, 'once', { id });
    await exhaust(channelId);
    const before = await channelOf(network, channelId);
    for (let count = 0; count < 3; count += 1) {
      expect(await alice.send(channelId, 'once', { id, isRetry: true })).toEqual(sent);
    }
    expect(await channelOf(network, channelId)).toEqual(before);
  });

  test('pays for a retry of what never got through', async () => {
    const channelId = await addChannel(network, 'harbor', 'firsttries', [alice]);
    await exhaust(channelId);
    expect(waitOf(await alice.trySend(channelId, 'lost on its way', { isRetry: true }))).toBeGreaterThan(50_000);
  });
});

describe('one channel', () => {
  test('takes so many messages in a second of its clock, whoever sends them; the rest wait for the next', async () => {
    const crowd = await joinCrowd(network, 'harbor', 'shouter', 30);
    const channelId = await addChannel(network, 'harbor', 'loud', crowd);
    const startedAt = Date.now();
    const answers = await Promise.all(
      crowd.flatMap((person) =>
        Array.from({ length: 6 }, () =>
          insist(person, operations.sendMessage, { input: { id: ulid(), channelId, content: 'all at once' } }),
        ),
      ),
    );
    const endedAt = Date.now();
    const refused = answers.filter(({ errors }) => errors.length > 0);
    const seconds = Math.floor(endedAt / 1000) - Math.floor(startedAt / 1000) + 1;
    // Nobody comes near their own limit, so that it is the channel's.
    expect(answers.length - refused.length).toBeLessThanOrEqual(channelPerSecond * seconds);
    expect((await channelOf(network, channelId)).messageCount).toBe(answers.length - refused.length);
    for (const answer of refused) expect(waitOf(answer)).toBeLessThanOrEqual(1000);
  });

  test('that is full for this second is so for its messages alone, and no longer than it says', async () => {
    const channelId = await addChannel(network, 'harbor', 'full', [alice, bob]);
    const { id } = await bob.send(channelId, 'before');
    const fillUp = async () => {
      const now = Date.now();
      const second = Math.floor(now / 1000);
      // Also for the next ones, should this one end before the question arrives.
      await network.dynamoDb.call('UpdateItem', {
        TableName: network.tableOf('Channel'),
        Key: { id: { S: channelId } },
        UpdateExpression: 'SET sends = :sends',
        ExpressionAttributeValues: {
          ':sends': {
            M: Object.fromEntries([0, 1, 2].map((later) => [second + later, { N: String(channelPerSecond) }])),
          },
        },
      });
      return (second + 3) * 1000;
    };
    const freeAt = await fillUp();
    await alice.get(operations.addReaction, { input: { messageId: id, channelId, emoji: '👍' } });
    const waitMs = waitOf(await alice.trySend(channelId, 'one too many'));
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(1000);
    await waitUntil(freeAt);
    await alice.send(channelId, 'in the next second');
  });
});
