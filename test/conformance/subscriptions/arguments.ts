import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, basics, decided, heard, likely, mark, publish } from './api.ts';

fact(basics, 'an argument lets through the events that equal it', async () => {
  const query = 'subscription { onEvent(s: "a") { id } }';
  expect(await heard(query, {}, [{ id: '1', s: 'a' }, { id: '2', s: 'b' }, { id: '3' }], mark({ s: 'a' }))).toEqual([
    '1',
  ]);
});
fact(basics, 'several arguments must all equal', async () => {
  const query = 'subscription { onEvent(s: "a", n: 1) { id } }';
  const events = [
    { id: '1', s: 'a' },
    { id: '2', n: 1 },
    { id: '3', s: 'a', n: 1 },
  ];
  expect(await heard(query, {}, events, mark({ s: 'a', n: 1 }))).toEqual(['3']);
});
fact(basics, 'a subscription without arguments hears all', async () => {
  expect(await heard('subscription { onEvent { id } }', {}, [{ id: '1' }, { id: '2', s: 'x' }], mark())).toEqual([
    '1',
    '2',
  ]);
});
const NULLABLE = 'subscription S($s: String) { onEvent(s: $s) { id } }';
fact(basics, 'an argument of null lets through only events without that field', async () => {
  expect(await heard(NULLABLE, { s: null }, [{ id: '1', s: 'a' }, { id: '2', s: null }, { id: '3' }], mark())).toEqual([
    '2',
    '3',
  ]);
});
fact(
  likely(basics, 'aws/aws-appsync-community#348'),
  'a variable that is declared and not sent is null too',
  async () => {
    expect(await heard(NULLABLE, {}, [{ id: '1', s: 'a' }, { id: '2' }], mark())).toEqual(['2']);
  },
);
fact(basics, 'an argument compares booleans', async () => {
  const query = 'subscription { onEvent(b: false) { id } }';
  expect(
    await heard(
      query,
      {},
      [
        { id: '1', b: true },
        { id: '2', b: false },
      ],
      mark({ b: false }),
    ),
  ).toEqual(['2']);
});

fact(decided(basics), 'an argument that names no field of the event lets nothing through', async () => {
  const client = await api.open();
  await api.subscribe(client, 'odd', 'subscription { onQuiet(room: "r") { id } }');
  await api.subscribe(client, 'plain', 'subscription { onEvent { id } }');
  await publish({ id: '1' });
  await publish({ id: '2' });
  expect([(await client.next({ type: 'data' })).id, (await client.next({ type: 'data' })).id]).toEqual([
    'plain',
    'plain',
  ]);
});
