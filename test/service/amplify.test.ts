import { Amplify } from 'aws-amplify';
import { type GraphQLResult, generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as operations from '../../generated/operations.ts';
import { type Network, startNetwork } from '../support/network.ts';

let network: Network;

/**
 * A frontend team's program: the real aws-amplify, the typed operations, and a session from `POST /session`. Amplify turns
 * `http:` into `wss:`, always; the scheme in capitals escapes that, and means the same to everybody else.
 */
beforeAll(async () => {
  network = await startNetwork({ logbookLength: 10_000 });
  globalThis.WebSocket = WebSocket as unknown as typeof globalThis.WebSocket; // Node 20 has none of its own.
  Amplify.configure({
    API: {
      GraphQL: { endpoint: network.url.replace(/^http:/, 'HTTP:'), region: 'eu-west-1', defaultAuthMode: 'lambda' },
    },
  });
});
afterAll(() => network?.close());

async function signIn(user: string): Promise<string> {
  const response = await fetch(`${network.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  const session = (await response.json()) as { token: string; userId: string; expiresAt: string };
  expect(session).toEqual({
    token: expect.any(String) as string,
    userId: user,
    expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
  });
  return session.token;
}

describe('a program with aws-amplify', () => {
  test('sends, and reads what it sent, with typed variables and results', async () => {
    const client = generateClient({ authMode: 'lambda', authToken: await signIn('alice') });
    const id = ulid();
    const sent = await client.graphql({
      query: operations.sendMessage,
      variables: { input: { id, channelId: 'harbor_general', content: 'from Amplify' } },
    });
    const content: string | null = sent.data.sendMessage.content;
    expect(content).toBe('from Amplify');
    const page = await client.graphql({
      query: operations.messagesByChannel,
      variables: { channelId: 'harbor_general', limit: 1 },
    });
    expect(page.data.messagesByChannel.items.map((message) => message.id)).toEqual([id]);
  });

  test('pages back through all 10,000 messages, each exactly once', async () => {
    const client = generateClient({ authMode: 'lambda', authToken: await signIn('carol') });
    const ids = new Set<string>();
    let count = 0;
    let nextToken: string | null = null;
    do {
      const page: GraphQLResult<operations.MessagesByChannelQuery> = await client.graphql({
        query: operations.messagesByChannel,
        variables: { channelId: 'harbor_logbook', limit: 100, nextToken },
      });
      for (const { id } of page.data.messagesByChannel.items) ids.add(id);
      count += page.data.messagesByChannel.items.length;
      nextToken = page.data.messagesByChannel.nextToken;
    } while (nextToken);
    expect([ids.size, count]).toEqual([10_000, 10_000]);
  });

  test('subscribes, and is told what somebody else sends', async () => {
    const client = generateClient({ authMode: 'lambda', authToken: await signIn('bob') });
    const acknowledged = new Promise<void>((resolve) => {
      const stop = Hub.listen('api', ({ payload }) => {
        if (payload.event !== 'Subscription ack') return;
        stop();
        resolve();
      });
    });
    const heard = new Promise<operations.OnChannelEventSubscription['onChannelEvent']>((resolve, reject) => {
      const subscription = client
        .graphql({ query: operations.onChannelEvent, variables: { channelId: 'harbor_general' } })
        .subscribe({
          next: ({ data }) => {
            subscription.unsubscribe();
            resolve(data.onChannelEvent);
          },
          error: reject,
        });
    });
    await acknowledged;
    const sent = await (await network.as('alice')).send('harbor_general', 'hello, Amplify');
    expect(await heard).toMatchObject({ seq: sent.seq, kind: 'MESSAGE_SENT', message: sent });
  });

  test('is told why it may not, with the type and the code intact', async () => {
    const client = generateClient({ authMode: 'lambda', authToken: await signIn('eve') });
    const refusal = client.graphql({ query: operations.getChannel, variables: { id: 'harbor_general' } });
    await expect(refusal).rejects.toMatchObject({
      errors: [{ errorType: 'NotFound', errorInfo: { code: 'CHANNEL_NOT_FOUND' } }],
    });
  });
});
