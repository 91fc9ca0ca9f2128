import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readServerFrame } from '../../../client/src/transport/appsync/server-frame.ts';

describe('a frame', () => {
  test.each([
    [{ type: 'ka' }, { type: 'ka' }],
    [{ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } }, { type: 'connection_ack' }],
    [
      { type: 'start_ack', id: '1' },
      { type: 'start_ack', id: '1' },
    ],
    [
      { type: 'complete', id: '1' },
      { type: 'complete', id: '1' },
    ],
    [
      { type: 'data', id: '1', payload: { data: { x: 1 } } },
      { type: 'data', id: '1', data: { x: 1 }, hasErrors: false },
    ],
    [
      { type: 'data', id: '1', payload: { data: { x: null }, errors: [{ message: 'm' }] } },
      { type: 'data', id: '1', data: { x: null }, hasErrors: true },
    ],
    [
      { type: 'error', id: '1', payload: { errors: [{ errorType: 'E' }] } },
      { type: 'error', id: '1', errors: [{ errorType: 'E' }] },
    ],
    [
      { type: 'error', payload: { errors: { errorType: 'MaxSubscriptionsReachedError' } } },
      { type: 'error', id: null, errors: [{ errorType: 'MaxSubscriptionsReachedError' }] },
    ],
    [
      { type: 'error', id: '', payload: {} },
      { type: 'error', id: null, errors: [] },
    ],
    [
      { type: 'connection_error', payload: { errors: [{ errorCode: 401 }] } },
      { type: 'connection_error', errors: [{ errorCode: 401 }] },
    ],
    [
      { type: 'data', id: '1', payload: { data: null } },
      { type: 'bad', why: 'no-data', id: '1' },
    ],
    [
      { type: 'greeting', id: '1' },
      { type: 'bad', why: 'unknown-type', id: '1' },
    ],
    [{ type: 'start_ack' }, { type: 'bad', why: 'malformed', id: null }],
  ])('%j is read as %j', (sent, read) => {
    expect(readServerFrame(JSON.stringify(sent))).toEqual(read);
  });

  test('that is no JSON, no text, or longer than any event is bad', () => {
    expect(readServerFrame('{"type":')).toEqual({ type: 'bad', why: 'malformed', id: null });
    expect(readServerFrame(new ArrayBuffer(8))).toEqual({ type: 'bad', why: 'malformed', id: null });
    const long = JSON.stringify({ type: 'data', id: '1', payload: { data: { x: 'x'.repeat(1_000_000) } } });
    expect(readServerFrame(long)).toEqual({ type: 'bad', why: 'oversized', id: null });
    const largest = JSON.stringify({ type: 'data', id: '1', payload: { data: { x: 'x'.repeat(240 * 1024) } } });
    expect(readServerFrame(largest).type).toBe('data');
  });

  test('is read without a throw, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify({ type: 'data', id: '1', payload: value })),
        ),
        (text) => {
          expect(readServerFrame(text)).toHaveProperty('type');
        },
      ),
    );
  });
});
