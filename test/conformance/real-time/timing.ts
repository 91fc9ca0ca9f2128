import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { realtimeSettings } from '../../../local/realtime/settings.ts';
import { serve } from '../support/served-api.ts';
import { likely, sure } from './api.ts';

const delayed = serve(
  () => ({
    schema: `type Query { a: Int } type Mutation { post(id: ID!): ID }
      type Subscription { onPost: ID @aws_subscribe(mutations: ["post"]) }`,
    resolvers: { 'Mutation.post': { dataSource: 'none', request: 'return { payload: ctx.args.id };' } },
  }),
  { realtime: { activationDelayMs: 1000 } },
);
fact(
  likely('aws/aws-appsync-community#405'),
  'with an activation delay, events right after start_ack are lost',
  async () => {
    const client = await delayed.open();
    await delayed.subscribe(client, 's', 'subscription { onPost }');
    await delayed.ask('mutation { post(id: "lost") }');
    let frame: unknown = null;
    void client.next({ type: 'data' }).then(({ payload }) => (frame = payload?.data));
    // Asks again until the subscription hears: however long that takes, the first event must not be what it hears.
    while (frame === null) await delayed.ask('mutation { post(id: "heard") }');
    expect(frame).toEqual({ onPost: 'heard' });
  },
);
fact(
  likely('aws/aws-appsync-community#405'),
  'the activation delay is of each subscription: one that is active hears meanwhile',
  async () => {
    const client = await delayed.open();
    await delayed.subscribe(client, 'old', 'subscription { onPost }');
    let frame: unknown = null;
    void client.next({ id: 'old', type: 'data' }).then(({ payload }) => (frame = payload?.data));
    while (frame === null) await delayed.ask('mutation { post(id: "warm") }');
    await delayed.subscribe(client, 'new', 'subscription { onPost }');
    await delayed.ask('mutation { post(id: "meanwhile") }');
    const heard = async (): Promise<unknown> => (await client.next({ type: 'data' })).payload?.data?.['onPost'];
    let last = await heard();
    while (last === 'warm') last = await heard();
    expect(last).toBe('meanwhile');
    expect(client.waiting.filter(({ id, type }) => id === 'new' && type === 'data')).toEqual([]);
  },
);

const hurried = serve(() => ({ schema: 'type Query { a: Int }', resolvers: {} }), {
  realtime: { keepAliveMs: 20, maxAgeMs: 500 },
});
fact(sure, 'a connection ends after 24 hours', async () => {
  expect(realtimeSettings({}).maxAgeMs).toBe(24 * 60 * 60_000);
  // Here after half a second.
  const client = await hurried.open();
  await client.closed;
});
fact(likely('recordings of connections in public issues and consoles'), 'a ka comes every 60 seconds', async () => {
  expect(realtimeSettings({}).keepAliveMs).toBe(60_000);
  // Here every 20 milliseconds, after the one that comes with connection_ack.
  const client = await hurried.open();
  for (const expected of [1, 2, 3]) expect(await client.next({ type: 'ka' }), String(expected)).toEqual({ type: 'ka' });
});
