import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { api } from './api.ts';

const quota = (source: string, certainty: Standing['certainty'] = 'sure'): Standing => ({
  area: 'limits',
  certainty,
  source,
});
fact(
  quota('AWS General Reference: AppSync quotas; aws-amplify/amplify-cli#3547'),
  'a connection has 200 subscriptions; one more is told by errors as an object',
  async () => {
    const client = await api.open();
    for (let at = 1; at <= 200; at += 1) {
      await api.subscribe(client, `s${at}`, 'subscription { onPost(id: "nobody") { id } }');
    }
    client.start('one-more', 'subscription { onPost(id: "nobody") { id } }');
    expect((await client.next({ id: 'one-more' })).payload?.errors).toMatchObject({
      errorType: 'MaxSubscriptionsReachedError',
      message: 'Max number of 200 subscriptions reached',
    });
  },
);
fact(quota('AWS General Reference: AppSync quotas'), 'an event of 240 KB less its wrapping is delivered', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', 'subscription { onPost { id tags } }');
  const mutation = `mutation M($tags: [String]) { post(id: "big", tags: $tags) { id tags } }`;
  const fits = { tags: Array.from({ length: 10 }, () => 'x'.repeat(23_000)) };
  expect((await api.ask(mutation, fits)).errors).toBeUndefined();
  expect((await client.next({ type: 'data' })).payload?.data).toMatchObject({ onPost: { id: 'big' } });
});
fact(
  quota('AWS General Reference: AppSync quotas; measured in public: the publisher still succeeds', 'likely'),
  'an event of more than 240 KB is lost, and its publisher is told nothing',
  async () => {
    const client = await api.open();
    await api.subscribe(client, 's', 'subscription { onPost { id tags } }');
    const mutation = `mutation M($tags: [String]) { post(id: "huge", tags: $tags) { id tags } }`;
    const tooMuch = { tags: Array.from({ length: 10 }, () => 'x'.repeat(25_000)) };
    expect((await api.ask(mutation, tooMuch)).errors).toBeUndefined();
    await api.ask('mutation { post(id: "next") { id tags } }');
    expect((await client.next({ type: 'data' })).payload?.data).toMatchObject({ onPost: { id: 'next' } });
  },
);
