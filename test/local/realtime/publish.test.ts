import { describe, expect, test } from 'vitest';
import { selectOperation } from '../../../local/graphql/documents.ts';
import { argumentFilter } from '../../../local/realtime/event-filter.ts';
import { dataHead, dataTail } from '../../../local/realtime/frames.ts';
import { MAX_EVENT_BYTES, publish } from '../../../local/realtime/publish.ts';
import { createRegistry } from '../../../local/realtime/registry.ts';
import type { Subscription } from '../../../local/realtime/subscription.ts';
import { deliveryKey } from '../../../local/realtime/subscription.ts';
import { createApi, someone } from '../graphql/api.ts';

const executor = createApi({
  schema: `type Note { id: ID!  body: String  at: AWSDateTime }
    type Query { a: ID } type Mutation { add: Note }
    type Subscription { onNote(id: ID): Note @aws_subscribe(mutations: ["add"]) }`,
});

function situation() {
  const registry = createRegistry();
  const heard: [string, string][] = [];
  const subscribe = (id: string, query: string, variables: Record<string, unknown> = {}) => {
    const prepared = executor.prepare(query);
    const operation = selectOperation(prepared, null);
    const request = { caller: someone, headers: {}, variables, deadline: 0 };
    const subscription: Subscription = {
      id,
      fieldName: 'onNote',
      prepared,
      operation,
      request,
      deliveryKey: deliveryKey(prepared, operation, request),
      filter: argumentFilter({}),
      invalidationFilter: null,
      deliver: (payload) => void heard.push([id, Buffer.from(payload).toString()]),
      invalidate: () => undefined,
    };
    registry.add(subscription);
  };
  return { registry, heard, subscribe };
}

describe('an event', () => {
  test('is written once for all who ask for the same, whatever their arguments', () => {
    const { registry, heard, subscribe } = situation();
    let reads = 0;
    const payload = {
      id: '1',
      get body() {
        reads += 1;
        return 'x';
      },
    };
    const query = 'subscription S($id: ID) { onNote(id: $id) { body } }';
    for (let at = 0; at < 100; at += 1) subscribe(String(at), query, { id: String(at) });
    expect(publish(executor, registry, 'onNote', payload)).toEqual({ delivered: 100, errors: [] });
    // Once for the size of the event, once for the text that all are sent.
    expect(reads).toBe(2);
    expect(new Set(heard.map(([, text]) => text))).toEqual(new Set(['{"data":{"onNote":{"body":"x"}}}']));
  });

  test('is written apart for whom a variable leaves out a field', () => {
    const { registry, heard, subscribe } = situation();
    const query = 'subscription S($long: Boolean!) { onNote { id body @include(if: $long) } }';
    subscribe('short', query, { long: false });
    subscribe('long', query, { long: true });
    publish(executor, registry, 'onNote', { id: '1', body: 'x' });
    expect(heard).toEqual([
      ['short', '{"data":{"onNote":{"id":"1"}}}'],
      ['long', '{"data":{"onNote":{"id":"1","body":"x"}}}'],
    ]);
  });

  test('with a value that does not fit is delivered with the error', () => {
    const { registry, heard, subscribe } = situation();
    subscribe('s', 'subscription { onNote { id at } }');
    publish(executor, registry, 'onNote', { id: '1', at: 'noon' });
    expect(JSON.parse(heard[0]?.[1] ?? '')).toMatchObject({
      data: { onNote: { id: '1', at: null } },
      errors: [
        { message: "Can't serialize value (/onNote/at) : Unable to serialize `noon` as a valid DateTime Object." },
      ],
    });
  });

  test.each([
    [0, 1],
    [1, 0],
  ])('%i bytes over the limit is delivered to %i', (over, delivered) => {
    const { registry, subscribe } = situation();
    subscribe('s', 'subscription { onNote { id } }');
    const empty = Buffer.byteLength(JSON.stringify({ id: '1', body: '' }));
    const payload = { id: '1', body: 'x'.repeat(MAX_EVENT_BYTES - empty + over) };
    expect(publish(executor, registry, 'onNote', payload)).toEqual({ delivered, errors: [] });
  });
});

describe('a data frame', () => {
  test('is JSON, however odd the id', () => {
    const frame = `${dataHead('a"b\n')}{"data":null}${dataTail}`;
    expect(JSON.parse(frame)).toEqual({ id: 'a"b\n', type: 'data', payload: { data: null } });
  });
});
