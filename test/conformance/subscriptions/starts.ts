import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, basics, likely, limit, next, publish, resolverPage } from './api.ts';

fact(
  likely(resolverPage, 'aws/aws-appsync-community#187'),
  'what the resolver of a subscription answers is not delivered',
  async () => {
    const payload = await next('subscription { onValue { id } }', () => publish({ id: 'first event' }));
    expect(payload?.data).toEqual({ onValue: { id: 'first event' } });
  },
);
fact(resolverPage, 'the resolver of a subscription sees Subscription, its field and the arguments', async () => {
  const [error] = await api.refusedStart('subscription { onContext(a: 1) { id } }');
  expect(JSON.parse(error?.message ?? '')).toEqual(['Subscription', 'onContext', { a: 1 }]);
});
fact(
  limit(likely(basics, 'aws-amplify/aws-appsync-realtime-client-ios#67')),
  'of 200 starts at once the first 100 are taken, and others exceed the rate',
  async () => {
    const client = await api.open();
    for (let at = 0; at < 200; at += 1) client.start(`s${at}`, 'subscription { onEvent(id: "nobody") { id } }');
    expect((await client.next({ type: 'error' })).payload?.errors).toMatchObject({
      errorType: 'LimitExceededError',
      message: 'Rate limit exceeded',
    });
    expect((await client.next({ id: 's99' })).type).toBe('start_ack');
  },
);
fact(
  limit(likely(basics, 'aws-amplify/aws-appsync-realtime-client-ios#67')),
  'a LimitExceededError has no id: nobody is told which start it was',
  async () => {
    const client = await api.open();
    for (let at = 0; at < 200; at += 1) client.start(`s${at}`, 'subscription { onEvent(id: "nobody") { id } }');
    expect(await client.next({ type: 'error' })).not.toHaveProperty('id');
  },
);
