import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageFieldsFragment } from '../../generated/operations.ts';
import { killEngine } from '../support/engine.ts';
import { type Network, startNetwork } from '../support/network.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let alice: Person;
let bob: Person;
const general = 'harbor_general';
const store = temporaryDirectory();
const ownEngine = !process.env.DYNAMODB_ENDPOINT;

beforeAll(async () => {
  network = await startNetwork({ dataDirectory: store.path });
  alice = await network.as('alice');
  bob = await network.as('bob');
});
afterAll(async () => {
  await network?.close();
  store.remove();
});

// With `DYNAMODB_ENDPOINT` the engine is somebody else's to kill.
test.runIf(ownEngine)(
  'an engine that is killed costs a typed, retryable error, and nothing is lost or half-written',
  async () => {
    const listener = await bob.listen(general);
    const before = await alice.page(general, { limit: 1 });
    const firstSeq = (before.items[0]?.seq ?? 0) + 1;

    // Senders that never stop: each tries its message until it is acknowledged, as a client does, by the same id.
    const acknowledged: MessageFieldsFragment[] = [];
    const refusals: unknown[] = [];
    const sendUntilAcknowledged = async (content: string) => {
      const id = ulid();
      for (;;) {
        const { data, errors } = await alice.trySend(general, content, { id });
        if (data?.sendMessage) return void acknowledged.push(data.sendMessage);
        refusals.push(...errors.map(({ errorType, errorInfo, message }) => ({ errorType, errorInfo, message })));
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await sendUntilAcknowledged('before');
    killEngine(store.path);
    await Promise.all(Array.from({ length: 20 }, (_, index) => sendUntilAcknowledged(`during ${index}`)));
    await sendUntilAcknowledged('after');

    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) {
      expect(refusal).toEqual({
        errorType: 'Unavailable',
        errorInfo: { code: 'SERVICE_UNAVAILABLE', retryable: true },
        message: 'The service can not answer right now. Try again.',
      });
    }
    const { items } = await alice.page(general, { limit: 100 });
    const stored = items.filter((message) => message.seq >= firstSeq);
    expect(stored.map((message) => message.id).sort()).toEqual(acknowledged.map((message) => message.id).sort());
    expect(new Set(stored.map((message) => message.seq)).size).toBe(stored.length);
    for (const message of stored) expect(acknowledged).toContainEqual(message);

    // Live again on the subscription of before: it never went away.
    const last = await alice.send(general, 'heard again');
    for (;;) if ((await listener.next()).message?.id === last.id) break;
    listener.close();
  },
);
