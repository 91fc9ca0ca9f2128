import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { answered, api, bodies } from './api.ts';

const refusals: readonly (readonly [string, unknown, number, string, string])[] = [
  ['an empty body', '', 400, 'MalformedHttpRequestException', 'Request body is empty.'],
  ['text that is no JSON', '{', 400, 'MalformedHttpRequestException', 'Unable to parse GraphQL query.'],
  ['an empty object', '{}', 400, 'MalformedHttpRequestException', 'Unable to parse GraphQL query.'],
  ['a batch', '[]', 400, 'MalformedHttpRequestException', 'Unable to parse GraphQL query.'],
  [
    'a batch of queries',
    [{ query: '{ hello }' }],
    400,
    'MalformedHttpRequestException',
    'Unable to parse GraphQL query.',
  ],
  [
    'a query with an error of syntax',
    { query: '{ hello' },
    400,
    'MalformedHttpRequestException',
    'Unable to parse GraphQL query.',
  ],
  [
    'several operations without a name',
    { query: 'query A { hello } query B { hello }' },
    400,
    'BadRequestException',
    'Missing operation name.',
  ],
];
for (const [what, body, status, errorType, message] of refusals) {
  fact(answered, `refuses ${what} with ${status} and ${errorType}`, async () => {
    const reply = await api.post(body);
    expect([reply.status, reply.body]).toEqual([status, { errors: [expect.objectContaining({ errorType, message })] }]);
    expect(reply.headers.get('x-amzn-errortype')).toBe(errorType);
  });
}

const validations: readonly (readonly [string, string, string])[] = [
  [
    'an unknown field',
    '{ nothing }',
    "Validation error of type FieldUndefined: Field 'nothing' in type 'Query' is undefined @ 'nothing'",
  ],
  [
    'an unknown field of a type',
    '{ person { age } }',
    "Validation error of type FieldUndefined: Field 'age' in type 'Person' is undefined @ 'person/age'",
  ],
  ['a missing argument', '{ sum(a: 1) }', 'Validation error of type MissingFieldArgument'],
  ['an argument of the wrong type', '{ sum(a: "1", b: 2) }', 'Validation error of type WrongType'],
  ['an unknown argument', '{ hello(age: 1) }', 'Validation error of type UnknownArgument'],
  ['a missing selection', '{ person }', 'Validation error of type SubSelectionRequired'],
  ['a selection of a scalar', '{ hello { a } }', 'Validation error of type SubSelectionNotAllowed'],
  ['an unknown fragment', '{ ...Nothing }', 'Validation error of type UndefinedFragment'],
  ['an unknown type', 'query Q($a: Nothing) { hello(name: $a) }', 'Validation error of type UnknownType'],
  ['an unused fragment', '{ hello } fragment F on Person { id }', 'Validation error of type UnusedFragment'],
  ['an undefined variable', '{ hello(name: $a) }', 'Validation error of type UndefinedVariable'],
];
for (const [what, query, message] of validations) {
  fact(answered, `answers ${what} with 200, data null and a message of graphql-java`, async () => {
    const { status, body } = await api.post({ query });
    expect([status, body.data]).toEqual([200, null]);
    expect(body.errors?.[0]?.['message']).toContain(message);
  });
}
fact(answered, 'a validation error has path null and its place with sourceName null', async () => {
  const { errors } = await api.ask('{\n  nothing }');
  expect(errors).toMatchObject([{ path: null, locations: [{ line: 2, column: 3, sourceName: null }] }]);
});
fact(bodies, 'a missing variable is named in words of graphql-java', async () => {
  const { errors } = await api.ask('query Sum($a: Int!) { sum(a: $a, b: 1) }');
  expect(errors?.[0]?.['message']).toBe("Variable 'a' has coerced Null value for NonNull type 'Int!'");
});

const unauthorized: Standing = { ...bodies };
for (const [what, headers] of [
  ['a wrong API key', { 'x-api-key': 'da2-wrong' }],
  ['an empty API key', { 'x-api-key': '' }],
] as const) {
  fact(unauthorized, `refuses ${what} with 401`, async () => {
    const reply = await api.post({ query: '{ hello }' }, headers);
    expect([reply.status, reply.body]).toEqual([
      401,
      { errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }] },
    ]);
    expect(reply.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
  });
}
fact(unauthorized, 'refuses a request without an API key with 401', async () => {
  const reply = await api.post({ query: '{ hello }' }, {});
  expect([reply.status, reply.body.errors?.[0]?.['errorType']]).toEqual([401, 'UnauthorizedException']);
});
