import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, basics, decided, likely, next, publish } from './api.ts';

fact(basics, 'an event has what the mutation selected and the subscription selects', async () => {
  const payload = await next('subscription { onEvent { id s } }', () =>
    api.ask('mutation { publish(event: { id: "1", s: "a", n: 5 }) { id s n } }'),
  );
  expect(payload).toEqual({ data: { onEvent: { id: '1', s: 'a' } } });
});
fact(basics, 'a field that the mutation did not select is null', async () => {
  const payload = await next('subscription { onEvent { id s } }', () =>
    api.ask('mutation { publish(event: { id: "1", s: "a" }) { id } }'),
  );
  expect(payload).toEqual({ data: { onEvent: { id: '1', s: null } } });
});
fact(likely(basics), 'an event has the aliases of the subscription', async () => {
  const payload = await next('subscription { mine: onEvent { key: id } }', () => publish({ id: '1' }));
  expect(payload).toEqual({ data: { mine: { key: '1' } } });
});
fact(likely(basics), 'aliases of the mutation do not show in the event', async () => {
  const payload = await next('subscription { onEvent { id s } }', () =>
    api.ask('mutation { x: publish(event: { id: "1", s: "a" }) { a: id id b: s s } }'),
  );
  expect(payload).toEqual({ data: { onEvent: { id: '1', s: 'a' } } });
});
fact(likely(basics), 'resolvers of fields do not run again for subscribers', async () => {
  const payload = await next('subscription { onEvent { id extra } }', () =>
    api.ask('mutation { publish(event: { id: "1" }) { id } }'),
  );
  expect(payload).toEqual({ data: { onEvent: { id: '1', extra: null } } });
});
fact(likely(basics), 'a field that a resolver gave the mutation is in the event', async () => {
  const payload = await next('subscription { onEvent { id extra } }', () =>
    api.ask('mutation { publish(event: { id: "1" }) { id extra } }'),
  );
  expect(payload).toEqual({ data: { onEvent: { id: '1', extra: 'resolved' } } });
});
fact(basics, '__typename is known without being selected', async () => {
  const payload = await next('subscription { onEvent { __typename id } }', () => publish({ id: '1' }));
  expect(payload).toEqual({ data: { onEvent: { __typename: 'Event', id: '1' } } });
});
fact(likely(basics), 'a mutation with data and errors publishes all the same', async () => {
  const payload = await next('subscription { onEvent { id } }', () => api.ask('mutation { partial(id: "1") { id } }'));
  expect(payload?.data).toEqual({ onEvent: { id: '1' } });
});
fact(decided(basics), 'a mutation whose field is null publishes nothing', async () => {
  const payload = await next('subscription { onEvent { id } }', async () => {
    await api.ask('mutation { nothing { id } }');
    await publish({ id: 'after' });
  });
  expect(payload?.data).toEqual({ onEvent: { id: 'after' } });
});
fact(basics, 'a mutation that @aws_subscribe does not name publishes nothing', async () => {
  const payload = await next('subscription { onEvent { id } }', async () => {
    await api.ask('mutation { other(id: "other") { id } }');
    await publish({ id: 'named' });
  });
  expect(payload?.data).toEqual({ onEvent: { id: 'named' } });
});
fact(basics, 'each mutation of a request publishes', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', 'subscription { onEvent { id } }');
  await api.ask('mutation { a: publish(event: { id: "1" }) { id } b: publish(event: { id: "2" }) { id } }');
  expect([(await client.next()).payload?.data, (await client.next()).payload?.data]).toEqual([
    { onEvent: { id: '1' } },
    { onEvent: { id: '2' } },
  ]);
});
