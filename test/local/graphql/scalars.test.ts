import { describe, expect, test } from 'vitest';
import { createApi, answers, run } from './api.ts';

const names = [
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSTimestamp',
  'AWSEmail',
  'AWSJSON',
  'AWSPhone',
  'AWSURL',
  'AWSIPAddress',
] as const;

const api = createApi({
  schema: `type Query { ${names.map((name) => `in${name}(v: ${name}): AWSJSON  out${name}(v: AWSJSON): ${name}`).join('\n')} }`,
  resolvers: Object.fromEntries(
    names.flatMap((name) => [
      [`Query.in${name}`, answers('{ is: ctx.args.v }')],
      [`Query.out${name}`, answers('ctx.args.v')],
    ]),
  ),
});

/** The scalar, what it takes, what it does not. */
const values: readonly [(typeof names)[number], readonly unknown[], readonly unknown[]][] = [
  [
    'AWSDate',
    ['2024-02-29', '2024-02-29Z', '2024-02-29-07:00', '2024-02-29+05:30:00'],
    ['2023-02-29', '24-1-1', '', 5],
  ],
  ['AWSTime', ['12:30:24', '12:30:24.500', '12:30Z', '12:30:24-07:00'], ['24:00:00', '12', '12:60:00', 'noon']],
  ['AWSDateTime', ['2024-02-29T12:30:24.500Z', '2024-02-29T12:30:24-07:00'], ['2024-02-30T12:00:00Z', '2024-02-29', 0]],
  ['AWSTimestamp', [1714000000, -5, 0], ['1714000000', 1.5, true]],
  ['AWSEmail', ['ann@example.com'], ['ann', 'a b@example.com', '@example.com']],
  ['AWSPhone', ['+49 30 123456', '212-555-0100', '1 212 555 0100'], ['555', 'call me', '+1']],
  ['AWSURL', ['https://example.com/a?b=c', 'ftp://x'], ['example.com', 'https://example.com//a', '/a']],
  [
    'AWSIPAddress',
    ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'],
    ['1.2.3', '10.0.0.0/33', '::1/129', 'localhost'],
  ],
];

describe.each(values)('%s', (name, good, bad) => {
  test.each(good)('takes and gives %j', async (v) => {
    const taken = await run(api, `query Q($v: ${name}) { in${name}(v: $v) }`, { variables: { v } });
    expect(taken).toMatchObject({ errors: [], data: { [`in${name}`]: JSON.stringify({ is: v }) } });
    const given = await run(api, `query Q($v: AWSJSON) { out${name}(v: $v) }`, { variables: { v: JSON.stringify(v) } });
    expect(given).toMatchObject({ errors: [], data: { [`out${name}`]: v } });
  });

  test.each(bad)('refuses %j, both ways', async (v) => {
    const taken = await run(api, `query Q($v: ${name}) { in${name}(v: $v) }`, { variables: { v } });
    expect(taken.data).toBeNull();
    expect(taken.errors).toMatchObject([
      { path: null, message: expect.stringContaining("Variable 'v' has an invalid value") },
    ]);
    const literal = await run(api, `{ in${name}(v: ${JSON.stringify(v)}) }`);
    expect(literal.errors[0]?.message).toContain(`Validation error of type WrongType`);
    const given = await run(api, `query Q($v: AWSJSON) { out${name}(v: $v) }`, { variables: { v: JSON.stringify(v) } });
    expect(given.data).toEqual({ [`out${name}`]: null });
    expect(given.errors[0]).toMatchObject({
      path: [`out${name}`],
      locations: null,
      message: expect.stringMatching(
        new RegExp(`^Can't serialize value \\(/out${name}\\) : Unable to serialize \`.*\` as a valid `),
      ),
    });
  });
});

describe('AWSDateTime', () => {
  test('is given with a Z where it has no offset', async () => {
    const { data } = await run(api, `{ outAWSDateTime(v: "\\"2024-02-29T12:30:24\\"") }`);
    expect(data).toEqual({ outAWSDateTime: '2024-02-29T12:30:24Z' });
  });
});

describe('AWSJSON', () => {
  test('reaches a resolver parsed and leaves it as text', async () => {
    const { data } = await run(api, 'query Q($v: AWSJSON) { inAWSJSON(v: $v) }', { variables: { v: '{"a":[1]}' } });
    expect(data).toEqual({ inAWSJSON: '{"is":{"a":[1]}}' });
  });

  test('refuses what is not JSON', async () => {
    const { errors } = await run(api, 'query Q($v: AWSJSON) { inAWSJSON(v: $v) }', { variables: { v: 'a: 1' } });
    expect(errors).toMatchObject([
      { message: "Variable 'v' has an invalid value : Unable to parse `a: 1` as a valid JSON." },
    ]);
  });
});
