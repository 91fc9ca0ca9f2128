import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { addChannel, channelOf } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
let dave: Person;
let eve: Person;

beforeAll(async () => {
  network = await startNetwork();
  ({ alice, bob, dave, eve } = await network.everyone());
});
afterAll(() => network?.close());

const type = (person: Person, channelId: string) => person.ask(operations.sendTyping, { channelId });

describe('that somebody is typing', () => {
  test('is heard in the channel, at its head, with nothing else in it', async () => {
    const channelId = await addChannel(network, 'harbor', 'typing', [alice, bob]);
    const { seq } = await alice.send(channelId, 'one');
    const heard = await bob.listen(channelId);
    expect(await type(alice, channelId)).toMatchObject({ data: { sendTyping: true }, errors: [] });
    expect(await heard.next()).toMatchObject({
      channelId,
      kind: 'TYPING',
      seq,
      actorId: 'alice',
      endsAudience: false,
      message: null,
      reaction: null,
      member: null,
      channel: null,
    });
    heard.close();
  });

  test('takes no position and changes nothing', async () => {
    const before = await channelOf(network, 'harbor_design');
    await type(alice, 'harbor_design');
    expect(await channelOf(network, 'harbor_design')).toEqual(before);
  });

  test('is told once a second of one person and channel, and counts for no other limit', async () => {
    const limited = await startNetwork({ stage: 'prod' });
    const [person, other] = [await limited.as('alice'), await limited.as('bob')];
    const startedAt = Date.now();
    const answers = await Promise.all(Array.from({ length: 15 }, () => type(person, 'harbor_design')));
    const passed = answers.filter(({ errors }) => errors.length === 0).length;
    expect(passed).toBeGreaterThanOrEqual(1);
    expect(passed).toBeLessThanOrEqual(1 + Math.floor((Date.now() - startedAt) / 1000));
    for (const { errors } of answers.filter((one) => one.errors.length > 0)) {
      expect(errors).toMatchObject([
        { errorType: 'RateLimited', errorInfo: { code: 'SEND_LIMIT', retryAfterMs: 1000, retryable: true } },
      ]);
    }
    expect((await type(other, 'harbor_design')).errors).toEqual([]);
    expect((await type(person, 'harbor_general')).errors).toEqual([]);
    expect((await person.trySend('harbor_design', 'at last')).errors).toEqual([]);
    await vi.waitFor(async () => expect((await type(person, 'harbor_design')).errors).toEqual([]), {
      timeout: 15_000,
      interval: 300,
    });
    await limited.close();
  });

  for (const [name, person, channelId] of [
    ['a private channel that they are not in', () => bob, 'harbor_launch'],
    ['a channel that a guest was not added to', () => dave, 'harbor_design'],
    ['another workspace', () => eve, 'harbor_general'],
    ['nothing', () => alice, 'harbor_absent'],
  ] as const) {
    test(`is not said in ${name}`, async () => {
      const { data, errors } = await type(person(), channelId);
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }]);
    });
  }

  test('is not said in an archived channel', async () => {
    const channelId = await addChannel(network, 'harbor', 'shut', [alice], { archivedAt: new Date().toISOString() });
    expect((await type(alice, channelId)).errors).toMatchObject([
      { errorType: 'Forbidden', errorInfo: { code: 'CHANNEL_ARCHIVED' } },
    ]);
  });
});
