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
    ['2024-02-29', '2024-02-29Z', '2024-02-29-07:00', '2024-02-29+05:30:00', '-2017-05-01', '2000-02-29'],
    [
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '24-1-1',
      '2024-02-29T00:00:00Z',
      '2024-02-29+19:00',
      ' 2024-02-29',
      '',
      5,
    ],
  ],
  [
    'AWSTime',
    ['12:30', '12:30:24', '12:30:24.5', '12:30:24.123456789Z', '12:30Z', '12:30:24-07:00'],
    ['24:00:00', '12', '12:60:00', '12:30.5', '12:30:24.', '12:30:24.1234567890', '12:30:24z', 'noon'],
  ],
  [
    'AWSDateTime',
    [
      '2024-02-29T12:30:24.500Z',
      '2024-02-29T12:30:24-07:00',
      '2024-02-29T12:30Z',
      '1970-01-01T12:00:00.123456789+05:30:15',
      '-2017-01-01T00:00Z',
    ],
    [
      '2024-02-30T12:00:00Z',
      '2024-02-29',
      '2024-02-29T12:30:24',
      '2024-05-12T07:49:46+0000',
      '2024-02-29 12:30:24Z',
      '2020-05-23T06:4:37.000Z',
      '2024-02-29Z12:30',
      0,
    ],
  ],
  ['AWSTimestamp', [1714000000, -5, 0, -31557014167219200, 1714000000000], ['1714000000', 1.5, true, 1e17, -1e17]],
  [
    'AWSEmail',
    ['ann@example.com', 'a.b+c@localhost', '"a b"@example.com', 'ann@[127.0.0.1]'],
    [
      'ann',
      'a b@example.com',
      '@example.com',
      'a@b@c',
      'a..b@example.com',
      '.a@example.com',
      'ann@-example.com',
      'ann@example.com ',
    ],
  ],
  [
    'AWSPhone',
    ['+49 30 123456', '212-555-0100', '1 212 555 0100', '+1 212 555 0100'],
    [
      '555',
      'call me',
      '+1',
      '1110004444',
      '6781982162',
      '+1 112 555 0100',
      '212--555-0100',
      '(212) 555 0100',
      '+49 30 123456 ',
    ],
  ],
  [
    'AWSURL',
    ['https://example.com/a?b=c', 'ftp://x', 'http://localhost/', 'mailto:a@b.c', 'https://example.com/?q=//'],
    [
      'example.com',
      'www.example.com',
      'https://example.com//a',
      'https://example.com/a//b',
      '/a',
      'https://',
      ' https://example.com',
      'https://exa mple.com',
    ],
  ],
  [
    'AWSIPAddress',
    ['127.0.0.1', '10.0.0.0/8', '10.0.0.0/32', '0.0.0.0/0', '::1', '2001:db8::/32', '::ffff:1.2.3.4', '::/128'],
    [
      '1.2.3',
      '256.0.0.1',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/08',
      '10.0.0.0/8/8',
      '::1/129',
      '1::2::3',
      'fe80::1%eth0',
      'localhost',
    ],
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

describe('the wording of AppSync', () => {
  const said: readonly [(typeof names)[number], unknown, string][] = [
    ['AWSDate', 'x', '`x` as a valid date.'],
    ['AWSDateTime', '2026-05-06T00:00:00.000', '`2026-05-06T00:00:00.000` as a valid DateTime Object.'],
    [
      'AWSTimestamp',
      { lastHeartbeat: 1577193053 },
      '`{lastHeartbeat=1577193053}` as a valid timestamp. Ensure that the value provided is an Integer that lies within ' +
        "the limits specified in this scalar's description.",
    ],
    ['AWSPhone', '1110004444', '`1110004444` as a valid phone number.'],
  ];
  test.each(said)('%s', async (name, v, text) => {
    const taken = await run(api, `query Q($v: ${name}) { in${name}(v: $v) }`, { variables: { v } });
    expect(taken.errors).toEqual([
      {
        path: null,
        locations: [{ line: 1, column: 9, sourceName: null }],
        message: `Variable 'v' has an invalid value. Unable to parse ${text}`,
      },
    ]);
    const given = await run(api, `query Q($v: AWSJSON) { out${name}(v: $v) }`, { variables: { v: JSON.stringify(v) } });
    expect(given.errors).toEqual([
      {
        path: [`out${name}`],
        locations: null,
        message: `Can't serialize value (/out${name}) : Unable to serialize ${text}`,
      },
    ]);
  });
});

describe('AWSJSON', () => {
  test('reaches a resolver parsed and leaves it as text', async () => {
    const { data } = await run(api, 'query Q($v: AWSJSON) { inAWSJSON(v: $v) }', { variables: { v: '{"a":[1]}' } });
    expect(data).toEqual({ inAWSJSON: '{"is":{"a":[1]}}' });
  });

  test.each(['{a: 1}', "{'a': 1}", 'Unquoted text', ''])('refuses the literal %j', async (text) => {
    const { errors } = await run(api, `{ inAWSJSON(v: ${JSON.stringify(text)}) }`);
    expect(errors).toMatchObject([
      {
        message:
          `Validation error of type WrongType: argument 'v' with value 'StringValue{value='${text}'}' ` +
          "is not a valid 'AWSJSON' @ 'inAWSJSON'",
      },
    ]);
  });

  test('takes a literal, parsed', async () => {
    const { data } = await run(api, String.raw`{ inAWSJSON(v: "{\"a\":[true,null]}") }`);
    expect(data).toEqual({ inAWSJSON: '{"is":{"a":[true,null]}}' });
  });

  test('refuses an object that is not text, as a variable', async () => {
    const { errors } = await run(api, 'query Q($v: AWSJSON) { inAWSJSON(v: $v) }', {
      variables: { v: { key1: 'hi', key2: [3] } },
    });
    expect(errors).toMatchObject([
      { message: "Variable 'v' has an invalid value. Unable to parse {key1=hi, key2=[3]} as valid JSON." },
    ]);
  });

  test('refuses what is not JSON', async () => {
    const { errors } = await run(api, 'query Q($v: AWSJSON) { inAWSJSON(v: $v) }', { variables: { v: 'a: 1' } });
    expect(errors).toMatchObject([
      { message: "Variable 'v' has an invalid value. Unable to parse a: 1 as valid JSON." },
    ]);
  });
});

describe("GraphQL's own scalars, on their way out", () => {
  const api = createApi({
    schema:
      'type Query { int(v: AWSJSON): Int float(v: AWSJSON): Float string(v: AWSJSON): String boolean(v: AWSJSON): Boolean id(v: AWSJSON): ID }',
    resolvers: Object.fromEntries(
      ['int', 'float', 'string', 'boolean', 'id'].map((name) => [`Query.${name}`, answers('ctx.args.v')]),
    ),
  });
  const give = (field: string, v: unknown) =>
    run(api, `query Q($v: AWSJSON) { ${field}(v: $v) }`, { variables: { v: JSON.stringify(v) } });

  const written: readonly [string, unknown, unknown][] = [
    ['int', 5, 5],
    ['int', '5', 5],
    ['int', -2147483648, -2147483648],
    ['float', 1.5, 1.5],
    ['float', '1e3', 1000],
    ['string', 5, '5'],
    ['string', { id: 1, tags: ['a', null] }, '{id=1, tags=[a, null]}'],
    ['boolean', 'TRUE', true],
    ['boolean', 'yes', false],
    ['boolean', 0, false],
    ['id', 5, '5'],
  ];
  test.each(written)('%s writes %j as %j', async (field, value, text) => {
    expect(await give(field, value)).toMatchObject({ data: { [field]: text }, errors: [] });
  });

  const refused: readonly [string, unknown, string, string][] = [
    ['int', 2147483648, 'Int', 'Long'],
    ['int', 1.5, 'Int', 'Double'],
    ['int', true, 'Int', 'Boolean'],
    ['int', '', 'Int', 'String'],
    ['float', 'a', 'Float', 'String'],
    ['boolean', { id: 1 }, 'Boolean', 'LinkedHashMap'],
    ['id', 1.5, 'ID', 'Double'],
    ['id', [1], 'ID', 'ArrayList'],
  ];
  test.each(refused)('%s does not write %j', async (field, value, type, was) => {
    expect(await give(field, value)).toMatchObject({
      data: { [field]: null },
      errors: [
        {
          path: [field],
          locations: null,
          message: `Can't serialize value (/${field}) : Expected type '${type}' but was '${was}'.`,
        },
      ],
    });
  });
});
