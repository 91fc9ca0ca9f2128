import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { ALL, amplify, api, likely, post, sure } from './api.ts';

const observed = likely('error payloads pasted in public issues of aws-amplify');
fact(observed, 'the id of a running subscription is a DuplicatedOperationError', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', ALL);
  client.start('s', ALL);
  expect(await client.next({ id: 's' })).toMatchObject({
    type: 'error',
    payload: { errors: [{ errorType: 'DuplicatedOperationError' }] },
  });
});
for (const [kind, query] of [
  ['query', '{ hello }'],
  ['mutation', 'mutation { post(id: "1") { id } }'],
] as const) {
  fact(observed, `a ${kind} over the socket is an UnsupportedOperation`, async () => {
    expect((await api.refusedStart(query))[0]).toMatchObject({ errorType: 'UnsupportedOperation' });
  });
}
for (const [what, text] of [
  ['text that is no JSON', 'hello'],
  ['a list', '[]'],
  ['an object without a type', '{}'],
  ['a message of an unknown type', '{"type":"subscribe","id":"1"}'],
  ['a start without an id', '{"type":"start","payload":{"data":"{}"}}'],
] as const) {
  fact(observed, `${what} is an UnsupportedOperation`, async () => {
    const client = await api.open();
    client.sendText(text);
    expect(await client.next()).toMatchObject({
      type: 'error',
      payload: {
        errors: [{ errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel' }],
      },
    });
  });
}
fact(observed, 'a subscription of another mode is Unauthorized by its field', async () => {
  expect((await api.refusedStart('subscription { onDenied { id } }'))[0]).toMatchObject({
    errorType: 'Unauthorized',
    message: 'Not Authorized to access onDenied on type Subscription',
  });
});
fact(observed, 'a missing variable is named in words of graphql-java', async () => {
  const [error] = await api.refusedStart('subscription S($id: ID!) { onNeeded(id: $id) { id } }');
  expect(error?.message).toBe("Variable 'id' has coerced Null value for NonNull type 'ID!'");
});
fact(observed, 'an unknown field is a validation error', async () => {
  const [error] = await api.refusedStart('subscription { onNothing { id } }');
  expect(error?.message).toContain('FieldUndefined');
});
fact(sure, 'util.error in the resolver of a subscription refuses the start with its type and message', async () => {
  expect((await api.refusedStart('subscription { onRefused { id } }'))[0]).toMatchObject({
    errorType: 'Closed',
    message: 'Not today.',
  });
});
fact(
  { ...sure, certainty: 'likely' },
  'util.unauthorized in the resolver of a subscription refuses the start as Unauthorized',
  async () => {
    expect((await api.refusedStart('subscription { onUnauthorized { id } }'))[0]).toMatchObject({
      errorType: 'Unauthorized',
    });
  },
);
fact(amplify, 'a refused start leaves the connection and its other subscriptions', async () => {
  const client = await api.open();
  await api.subscribe(client, 'first', ALL);
  client.start('bad', 'subscription { onRefused { id } }');
  await client.next({ id: 'bad' });
  await post('still');
  expect((await client.next({ type: 'data' })).id).toBe('first');
});
fact(observed, 'null for a non-null field at delivery is an error beside the data', async () => {
  const client = await api.open();
  await api.subscribe(client, 's', 'subscription { onPost { id title } }');
  await post('1', '', 'title');
  expect((await client.next({ type: 'data' })).payload).toMatchObject({
    data: { onPost: null },
    errors: [{ message: "Cannot return null for non-nullable type: 'ID' within parent 'Post' (/onPost/id)" }],
  });
});
