import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { stageOf } from '../../infra/stages.ts';
import { addChannel, channelOf, joinCrowd } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Answer, Person } from '../support/person.ts';

const { makingBurst, makingIntervalMs, personBurst, personPerSecond } = stageOf('prod').sendLimits;
let network: Network;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  network = await startNetwork({ stage: 'prod' });
  [alice, bob] = await Promise.all([network.as('alice'), network.as('bob')]);
});
afterAll(() => network?.close());

const isLimited = ({ errors }: Answer<unknown>) => errors[0]?.errorType === 'RateLimited';
const make = (person: Person, name: string) =>
  person.ask(operations.createChannel, { input: { workspaceId: 'harbor', name } });

/** Until one is refused: how many were not, and how long that took. */
async function until(
  ask: (time: number) => Promise<Answer<unknown>>,
): Promise<{ passed: number; tookMs: number; last: Answer<unknown> }> {
  const startedAt = Date.now();
  for (let passed = 0; ; passed += 1) {
    const last = await ask(passed);
    // Refused at the very edge, and there was room again by the time that it was judged.
    if (last.errors[0]?.errorType === 'Unavailable') passed -= 1;
    else if (last.errors.length > 0) return { passed, tookMs: Date.now() - startedAt, last };
  }
}

describe('one person may', () => {
  test('make a burst of channels, and is told when they may make the next; others make theirs, and what is there is open to them', async () => {
    const [carol] = (await joinCrowd(network, 'harbor', 'maker', 1)) as [Person];
    const dm = { input: { workspaceId: 'harbor', members: ['bob'] } };
    const opened = await carol.ask(operations.openDm, dm);
    expect(opened.errors).toEqual([]);
    const { passed, tookMs, last } = await until((time) => make(carol, `channel ${time}`));
    expect(isLimited(last)).toBe(true);
    const { retryAfterMs } = last.errors[0]?.errorInfo as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(makingIntervalMs);
    expect(passed).toBeGreaterThanOrEqual(makingBurst - 1);
    expect(passed).toBeLessThanOrEqual(makingBurst + Math.ceil(tookMs / makingIntervalMs));
    // As if she had to wait for a minute.
    await spendUntil(
      'WorkspaceMember',
      { userId: { S: carol.userId }, workspaceId: { S: 'harbor' } },
      'makingPaidAt',
      makingBurst * makingIntervalMs,
    );
    expect((await make(bob, 'his')).errors).toEqual([]);
    expect((await carol.ask(operations.openDm, dm)).errors).toEqual([]);
    const another = { input: { workspaceId: 'harbor', members: ['alice'] } };
    expect(isLimited(await carol.ask(operations.openDm, another))).toBe(true);
  });

  test('come and go as they may send, and not beyond; being added by others counts for nobody', async () => {
    const channelId = await addChannel(network, 'harbor', 'door', [alice]);
    const input = { channelId };
    expect((await bob.ask(operations.joinChannel, { input })).errors).toEqual([]);
    expect(Object.keys((await channelOf(network, channelId)).senders)).toEqual(['bob']);
    const burstMs = (personBurst * 1000) / personPerSecond;
    await spendUntil('Channel', { id: { S: channelId } }, 'senders.bob', burstMs);
    expect(isLimited(await bob.ask(operations.leaveChannel, { input }))).toBe(true);
    const crowd = await joinCrowd(network, 'harbor', 'guest', personBurst + 5);
    for (const { userId } of crowd) {
      expect((await alice.ask(operations.addChannelMember, { input: { channelId, userId } })).errors).toEqual([]);
    }
    expect((await channelOf(network, channelId)).senders).not.toHaveProperty('alice');
  });
});

/** As if somebody had spent so much that they have to wait for a minute. */
async function spendUntil(model: string, key: object, path: string, burstMs: number): Promise<void> {
  await network.dynamoDb.call('UpdateItem', {
    TableName: network.tableOf(model),
    Key: key,
    UpdateExpression: `SET ${path} = :paidAt`,
    ExpressionAttributeValues: { ':paidAt': { N: String(Date.now() + 60_000 + burstMs) } },
  });
}
