import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { stageOf } from '../../infra/stages.ts';
import { addChannel, joinCrowd } from '../support/crowd.ts';
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
    if (last.errors.length > 0) return { passed, tookMs: Date.now() - startedAt, last };
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
    expect((await make(bob, 'his')).errors).toEqual([]);
    expect((await carol.ask(operations.openDm, dm)).errors).toEqual([]);
    expect(
      isLimited(await carol.ask(operations.openDm, { input: { workspaceId: 'harbor', members: ['alice'] } })),
    ).toBe(true);
  });

  test('come and go in a burst, and is refused then; being added by others counts for nobody', async () => {
    const channelId = await addChannel(network, 'harbor', 'door', [alice]);
    const input = { channelId };
    const { passed, tookMs, last } = await until((time) =>
      bob.ask(time % 2 === 0 ? operations.joinChannel : operations.leaveChannel, { input }),
    );
    expect(isLimited(last)).toBe(true);
    expect(passed).toBeGreaterThanOrEqual(personBurst);
    expect(passed).toBeLessThanOrEqual(personBurst + Math.ceil((tookMs * personPerSecond) / 1000) + 1);
    const crowd = await joinCrowd(network, 'harbor', 'guest', personBurst + 5);
    for (const { userId } of crowd) {
      expect((await alice.ask(operations.addChannelMember, { input: { channelId, userId } })).errors).toEqual([]);
    }
  });
});
