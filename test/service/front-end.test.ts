import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { me } from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';

/** What docs/front-ends.md tells another team to do. */
let network: Network;
beforeAll(async () => {
  network = await startNetwork();
});
afterAll(() => network?.close());

test('an Amplify application calls the API by parley-outputs.json alone', async () => {
  const response = await fetch(`${network.origin}/parley-outputs.json`);
  const outputs = (await response.json()) as Parameters<typeof Amplify.configure>[0];
  Amplify.configure(outputs);
  const { token } = await network.signIn('alice');
  const client = generateClient({ authMode: 'lambda', authToken: token });
  expect(await client.graphql({ query: me })).toMatchObject({ data: { me: { id: 'alice' } } });
});

test('and by nothing less: without a session it is refused', async () => {
  const client = generateClient({ authMode: 'lambda', authToken: 'nobody' });
  await expect(client.graphql({ query: me })).rejects.toMatchObject({
    errors: [{ message: expect.stringMatching(/401|Unauthorized/) }],
  });
});
