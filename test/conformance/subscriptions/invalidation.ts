import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, groupsOf, invalidation, likely, limit, publish, type Filter } from './api.ts';

const GUARDED = 'subscription G($i: AWSJSON) { onGuarded(invalidation: $i) { id } }';
const guard = (filters: readonly Filter[]) => ({ i: JSON.stringify(groupsOf([filters])) });
const expel = (payload: object) =>
  api.ask('mutation E($p: AWSJSON!) { expel(payload: $p) }', { p: JSON.stringify(payload) });
fact(
  invalidation,
  'an invalidation ends the subscriptions whose invalidation filter it passes, and their connection',
  async () => {
    const client = await api.open();
    await api.subscribe(client, 's', GUARDED, guard([['user', 'eq', 'ann']]));
    await expel({ user: 'ann' });
    expect(await client.next({ id: 's' })).toEqual({ type: 'complete', id: 's' });
    await client.closed;
  },
);
fact(invalidation, 'an invalidation leaves other subscriptions', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', GUARDED, guard([['user', 'eq', 'ben']]));
  await expel({ user: 'ann' });
  await publish({ id: 'still' });
  expect((await client.next()).payload?.data).toEqual({ onGuarded: { id: 'still' } });
});
fact(likely(invalidation), 'a subscription without an invalidation filter is never invalidated', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', 'subscription { onGuarded { id } }');
  await expel({ user: 'ann' });
  await publish({ id: 'still' });
  expect((await client.next()).payload?.data).toEqual({ onGuarded: { id: 'still' } });
});
fact(invalidation, 'an invalidation names its field: subscriptions of others stay', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', 'subscription { onEvent { id } }');
  await expel({ user: 'ann' });
  await publish({ id: 'still' });
  expect((await client.next()).payload?.data).toEqual({ onEvent: { id: 'still' } });
});
fact(invalidation, "an invalidation's payload need not be of the mutation's result", async () => {
  const client = await api.open();
  await api.subscribe(client, 's', GUARDED, guard([['room.id', 'in', ['r1', 'r2']]]));
  await expel({ room: { id: 'r2' } });
  expect((await client.next({ id: 's' })).type).toBe('complete');
});
fact(limit(invalidation), 'a request has five invalidations and no more', async () => {
  const often = (count: number) =>
    api.ask('mutation E($t: [Int!]!) { expelOften(times: $t) }', { t: [...Array(count).keys()] });
  expect((await often(5)).errors).toBeUndefined();
  expect((await often(6)).errors).toHaveLength(1);
});
