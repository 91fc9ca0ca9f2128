import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { classifyFailure } from '../../client/src/classify-failure.ts';
import { isFinal, MessagingError } from '../../client/src/errors.ts';

describe('a failure of Amplify becomes', () => {
  test('the typed error that the service answered with', () => {
    const errorInfo = { code: 'CONTENT_TOO_LONG', field: 'content', limit: 4000, retryable: false };
    const failure = graphqlFailure({ errorType: 'InvalidInput', errorInfo, message: 'Too long.' });
    const error = classifyFailure(failure);
    expect(error).toMatchObject({ code: 'CONTENT_TOO_LONG', type: 'InvalidInput', field: 'content', limit: 4000 });
    expect(error).toMatchObject({ message: 'Too long.', retryable: false, cause: failure });
  });

  test('UNKNOWN for a code that this version does not know, with its type kept', () => {
    const failure = graphqlFailure({ errorType: 'Conflict', errorInfo: { code: 'NEW_CODE' }, message: 'New.' });
    expect(classifyFailure(failure)).toMatchObject({ code: 'UNKNOWN', type: 'Conflict', retryable: false });
    expect(classifyFailure(graphqlFailure({ errorType: 'toString' }))).toMatchObject({ type: 'Unknown' });
  });

  test('retryable where the service says so, or its type passes by itself', () => {
    const says = { errorType: 'Conflict', errorInfo: { code: 'ID_TAKEN', retryable: true } };
    expect(classifyFailure(graphqlFailure(says)).retryable).toBe(true);
    expect(classifyFailure(graphqlFailure({ errorType: 'RateLimited' })).retryable).toBe(true);
    expect(classifyFailure(graphqlFailure({ errorType: 'Forbidden' })).retryable).toBe(false);
  });

  test('Forbidden where AppSync itself refused a field', () => {
    expect(classifyFailure(graphqlFailure({ errorType: 'Unauthorized' }))).toMatchObject({ type: 'Forbidden' });
  });

  test.each([
    [401, 'SESSION_REQUIRED', false],
    [429, 'SERVICE_UNAVAILABLE', true],
    [503, 'SERVICE_UNAVAILABLE', true],
  ] as const)('HTTP %i -> %s', (statusCode, code, retryable) => {
    const original = Object.assign(new Error('Unknown error'), { response: { statusCode } });
    expect(classifyFailure(httpFailure(original))).toMatchObject({ code, retryable });
  });

  test('one that nobody ends with, for HTTP 403, which a firewall may say of one odd request', () => {
    const error = classifyFailure(httpFailure(answered(403, {})));
    expect(error).toMatchObject({ code: 'UNKNOWN', type: 'Unknown' });
    expect(isFinal(error)).toBe(false);
    expect(isFinal(classifyFailure(graphqlFailure({ errorType: 'Unauthorized' })))).toBe(true);
  });

  test.each([
    ['60', 60_000],
    ['0', undefined],
    ['301', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    [undefined, undefined],
  ])('with the wait that retry-after names: %s -> %s ms', (value, retryAfterMs) => {
    const headers = value === undefined ? {} : { 'retry-after': value };
    expect(classifyFailure(httpFailure(answered(429, headers))).retryAfterMs).toBe(retryAfterMs);
  });

  test('NETWORK where the service was not reached', () => {
    const original = Object.assign(new Error('A network error has occurred.'), { name: 'NetworkError' });
    expect(classifyFailure(httpFailure(original))).toMatchObject({ code: 'NETWORK', retryable: true });
  });

  test.each([
    new TypeError('terminated'),
    new TypeError('network error'),
    new SyntaxError('Unexpected end of JSON input'),
  ])('NETWORK where the answer broke off: %s', (original) => {
    expect(classifyFailure(httpFailure(original))).toMatchObject({ code: 'NETWORK', retryable: true });
  });

  test('UNKNOWN for a mistake in the program', () => {
    const original = new TypeError('x is not a function');
    expect(classifyFailure(httpFailure(original))).toMatchObject({ code: 'UNKNOWN', retryable: false });
  });

  test.each([
    { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
    { errorType: 'com.amazonaws.deepdish.graphql.auth#UnauthorizedException', errorCode: 400 },
    { errorType: 'Unauthorized', message: 'Token expired: 1 < 2' },
  ])('SESSION_REQUIRED for %j', (error) => {
    expect(classifyFailure(graphqlFailure(error))).toMatchObject({ code: 'SESSION_REQUIRED', retryable: false });
  });

  test('the error of a refused subscription, told within a message', () => {
    const refusal = { errors: [{ errorType: 'NotFound', message: 'No such channel.' }] };
    const failure = { errors: [{ message: `Connection failed: ${JSON.stringify(refusal)}` }] };
    expect(classifyFailure(failure)).toMatchObject({ type: 'NotFound', message: 'No such channel.', retryable: false });
  });

  test.each([
    ['{"errors":{"errorType":"MaxSubscriptionsReachedError","message":"Max."}}', 'UNKNOWN'],
    ['UnauthorizedException', 'SESSION_REQUIRED'],
    ['not json {', 'UNKNOWN'],
  ])('Connection failed: %s -> %s', (reason, code) => {
    const failure = { errors: [{ message: `Connection failed: ${reason}` }] };
    expect(classifyFailure(failure).code).toBe(code);
  });

  test('itself where it is one of ours already, bare or as the reason of a request', () => {
    const ours = new MessagingError({ code: 'TIMEOUT', type: 'Unreachable', message: 'Late.' });
    expect(classifyFailure(ours)).toBe(ours);
    expect(classifyFailure(httpFailure(ours))).toBe(ours);
  });

  test.each([undefined, null, 'text', 7, {}, [], { errors: [] }, { errors: [null] }, new Error('bug')])(
    'UNKNOWN, whatever it is: %j',
    (failure) => {
      expect(classifyFailure(failure)).toMatchObject({ code: 'UNKNOWN', type: 'Unknown', retryable: false });
    },
  );
});

function graphqlFailure(error: object) {
  return { data: null, errors: [error] };
}

function answered(statusCode: number, headers: object): Error {
  return Object.assign(new Error('Unknown error'), { response: { statusCode, headers } });
}

/** As Amplify wraps whatever kept it from an answer. */
function httpFailure(original: Error) {
  return { data: {}, errors: [new GraphQLError(original.message, null, null, null, null, original)] };
}
