import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Network, startNetwork } from '../support/network.ts';
import { Person } from '../support/person.ts';

/** "AWS-compatible WebSocket framework setup": AppSync's own real-time endpoint, and the sessions that people already have. */
describe('1. An authenticated connection', () => {
  let network: Network;
  beforeAll(async () => {
    network = await startNetwork();
  });
  afterAll(() => network?.close());

  test('somebody signed in opens a live connection with the session they have', async () => {
    const alice = await network.as('alice');
    const listener = await alice.listen('harbor_general');
    const sent = await alice.send('harbor_general', 'on air');
    expect((await listener.next()).message?.id).toBe(sent.id);
    listener.close();
  });

  test('somebody without a session, or with one that ended, gets no connection', async () => {
    for (const token of ['', 'nonsense', (await network.signIn('alice', -1000)).token]) {
      await expect(new Person('alice', token, network).listen('harbor_general')).rejects.toThrow();
    }
  });

  test('what is deployed is AppSync: the API, its schema and its authorizer come from the assembly', () => {
    const [api] = network.deployment.apis;
    expect(api?.authModes.map((mode) => mode.type)).toEqual(['AWS_LAMBDA', 'AWS_IAM']);
    expect(api?.schema).toContain('onChannelEvent(channelId: ID!)');
  });
});
