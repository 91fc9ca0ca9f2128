import { setTimeout as pause } from 'node:timers/promises';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageFieldsFragment } from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

/** "Performance considerations". */
describe('9. Large channels and busy ones', () => {
  let network: Network;
  beforeAll(async () => {
    network = await startNetwork();
  });
  afterAll(() => network?.close());

  test('the first page is 50, one can ask for 100, and no more', async () => {
    const alice = await network.as('alice');
    expect((await alice.page('harbor_logbook')).items).toHaveLength(50);
    expect((await alice.page('harbor_logbook', { limit: 100 })).items).toHaveLength(100);
    const { errors } = await alice.ask('{ messagesByChannel(channelId: "harbor_logbook", limit: 101) { nextToken } }');
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code: 'LIMIT_INVALID', limit: 100 } }]);
  });

  test('a hundred messages sent at once each get their own place, and everyone hears all of them', async () => {
    const [alice, bob, carol] = [await network.as('alice'), await network.as('bob'), await network.as('carol')];
    const listener = await carol.listen('harbor_general');
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, index) => sendInTime(index % 2 ? alice : bob, `at once ${index}`)),
    );
    const heard = new Set<number>();
    while (heard.size < sent.length) heard.add((await listener.next()).seq);
    expect([...heard].sort((a, b) => a - b)).toEqual(sent.map((message) => message.seq).sort((a, b) => a - b));
    listener.close();
  });

  test.todo('a thousand messages a second in one channel do not freeze a page');
});

/** Sends, and where the stage's limits say when to come again, comes again then, as an outbox does. */
async function sendInTime(person: Person, content: string): Promise<MessageFieldsFragment> {
  const id = ulid();
  for (;;) {
    const { data, errors } = await person.trySend('harbor_general', content, { id });
    if (data) return data.sendMessage;
    const retryAfterMs = errors[0]?.errorInfo?.retryAfterMs;
    if (typeof retryAfterMs !== 'number') throw new Error(`refused: ${JSON.stringify(errors)}`);
    await pause(retryAfterMs);
  }
}
