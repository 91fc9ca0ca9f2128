import { expect } from 'vitest';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { serve } from './support/served-api.ts';

const sure: Standing = {
  area: 'scalars',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Scalar types in AWS AppSync',
};
const likely: Standing = { ...sure, certainty: 'likely' };
const decided: Standing = { ...sure, certainty: 'decided' };
const described: Standing = {
  ...sure,
  source: "AppSync's own descriptions of its scalars, as introspection gives them",
};

const names = ['Date', 'Time', 'DateTime', 'Timestamp', 'Email', 'JSON', 'Phone', 'URL', 'IPAddress'];
const api = serve(() => ({
  schema: `type Query {
    ${names.map((name) => `in${name}(value: AWS${name}): String  out${name}(value: String): AWS${name}`).join('\n')}
    stored(value: String): AWSJSON
  }`,
  resolvers: {
    ...Object.fromEntries(
      names.flatMap((name) => [
        [
          `Query.in${name}`,
          { dataSource: 'none', request: 'return { payload: JSON.stringify(ctx.args.value) };' } as const,
        ],
        [
          `Query.out${name}`,
          { dataSource: 'none', request: 'return { payload: JSON.parse(ctx.args.value) };' } as const,
        ],
      ]),
    ),
    'Query.stored': { dataSource: 'none', request: 'return { payload: ctx.args.value };' },
  },
}));

/** What resolver code sees of an input, by a variable and, where it can be written so, as a literal. */
async function read(name: string, value: unknown): Promise<unknown> {
  const field = `in${name}`;
  const byVariable = await api.ask(`query Q($value: AWS${name}) { ${field}(value: $value) }`, { value });
  const byLiteral = await api.ask(`{ ${field}(value: ${JSON.stringify(value)}) }`);
  expect(byLiteral.data).toEqual(byVariable.data);
  if (byVariable.errors) {
    // A refused input is an error of the request: nothing runs, and the status stays 200.
    expect(byVariable.data ?? null).toBeNull();
    throw new Error(String(byVariable.errors[0]?.['message']));
  }
  return JSON.parse(byVariable.data?.[field] as string);
}

const accepted: readonly (readonly [Standing, string, unknown])[] = [
  [sure, 'Date', '1970-01-01'],
  [sure, 'Date', '1970-01-01Z'],
  [sure, 'Date', '1970-01-01-07:00'],
  [sure, 'Date', '1970-01-01+05:30:10'],
  [sure, 'Date', '2024-02-29'],
  [sure, 'Time', '12:30:00.000'],
  [sure, 'Time', '12:30:00.500Z'],
  [sure, 'Time', '12:30:00.000-07:00'],
  [described, 'Time', '12:30:00'],
  [described, 'Time', '12:30'],
  [sure, 'DateTime', '1970-01-01T12:30:00.000Z'],
  [sure, 'DateTime', '1970-01-01T12:30:00.000+05:30'],
  [sure, 'DateTime', '1970-01-01T12:30:00Z'],
  [sure, 'Timestamp', 1_700_000_000],
  [sure, 'Timestamp', 0],
  [sure, 'Timestamp', -1],
  [sure, 'Timestamp', 9_999_999_999],
  [sure, 'Email', 'username@example.com'],
  [sure, 'Email', 'first.last+tag@sub.example.co'],
  [sure, 'Phone', '+1 415 555 0100'],
  [sure, 'Phone', '+44-20-7946-0958'],
  [sure, 'Phone', '4155550100'],
  [sure, 'Phone', '415-555-0100'],
  [sure, 'URL', 'https://www.amazon.com/dp/B000NZW3KC/'],
  [sure, 'URL', 'mailto:example@example.com'],
  [sure, 'URL', 'http://localhost:3000/?a=b#c'],
  [sure, 'IPAddress', '123.12.34.56'],
  [sure, 'IPAddress', '123.45.67.89/16'],
  [sure, 'IPAddress', '1a2b:3c4b::1234:4567'],
  [sure, 'IPAddress', '2001:db8::/32'],
];
for (const [standing, name, value] of accepted) {
  fact(standing, `AWS${name} takes ${JSON.stringify(value)}`, async () => {
    expect(await read(name, value)).toBe(value);
  });
}
const rejected: readonly (readonly [Standing, string, unknown])[] = [
  [sure, 'Date', '1970-1-1'],
  [sure, 'Date', '1970-13-01'],
  [sure, 'Date', '2023-02-29'],
  [sure, 'Date', '1970-01-01T00:00:00Z'],
  [sure, 'Date', 19_700_101],
  [sure, 'Time', '25:00:00.000'],
  [sure, 'Time', '12:60:00.000'],
  [sure, 'Time', 'noon'],
  [sure, 'DateTime', '1970-01-01'],
  [described, 'DateTime', '1970-01-01T12:30:00'],
  [sure, 'DateTime', '1970-01-01 12:30:00Z'],
  [sure, 'DateTime', '1970-02-30T12:30:00Z'],
  [sure, 'DateTime', 0],
  [sure, 'Timestamp', 1.5],
  [sure, 'Timestamp', '1700000000'],
  [sure, 'Timestamp', true],
  [sure, 'Email', 'username'],
  [sure, 'Email', 'user name@example.com'],
  [sure, 'Email', '@example.com'],
  [sure, 'Phone', 'call me'],
  [sure, 'Phone', '+1'],
  [sure, 'URL', 'www.example.com'],
  [sure, 'URL', 'https://example.com/a//b'],
  [sure, 'IPAddress', '256.1.1.1'],
  [sure, 'IPAddress', '1.1.1.1/33'],
  [sure, 'IPAddress', '1.1.1'],
  [sure, 'JSON', '{no'],
  [sure, 'JSON', 'word'],
];
for (const [standing, name, value] of rejected) {
  fact(standing, `AWS${name} refuses ${JSON.stringify(value)}`, async () => {
    await expect(read(name, value)).rejects.toThrow();
  });
}
fact(sure, 'a refused literal is a validation error of type WrongType', async () => {
  const { data, errors } = await api.ask('{ inDate(value: "soon") }');
  expect(data).toBeNull();
  expect(errors?.[0]?.['message']).toContain('Validation error of type WrongType');
});
const json: readonly (readonly [string, string, unknown])[] = [
  ['an object', '{"a":[1,null]}', { a: [1, null] }],
  ['a list', '[1,"a"]', [1, 'a']],
  ['a number', '1', 1],
  ['true', 'true', true],
  ['a quoted string', '"text"', 'text'],
];
for (const [what, text, value] of json) {
  fact(sure, `AWSJSON of ${what} is parsed before resolver code sees it`, async () => {
    expect(await read('JSON', text)).toEqual(value);
  });
}
fact(likely, 'AWSJSON goes out as text', async () => {
  expect((await api.ask('{ outJSON(value: "{\\"a\\":[1]}") }')).data).toEqual({ outJSON: '{"a":[1]}' });
});
fact(decided, 'AWSJSON that a resolver answers as JSON text goes out as it stands', async () => {
  expect((await api.ask('{ stored(value: "{\\"a\\": 1}") }')).data).toEqual({ stored: '{"a": 1}' });
});
const unserializable: readonly (readonly [string, unknown, string])[] = [
  ['Date', 'soon', 'date.'],
  ['Time', 'soon', 'time.'],
  ['DateTime', 'soon', 'DateTime Object.'],
  ['Timestamp', 'soon', 'timestamp.'],
  ['Email', 'nobody', 'email address.'],
  ['Phone', 'none', 'phone number.'],
  ['URL', 'nowhere', 'URL.'],
  ['IPAddress', 'here', 'IP address.'],
];
for (const [name, value, label] of unserializable) {
  fact(
    { ...likely, source: `public AppSync issues that quote "Can't serialize value"` },
    `an answer that is no AWS${name} is an error of its field`,
    async () => {
      const { data, errors } = await api.ask(`query Q($v: String) { out${name}(value: $v) }`, {
        v: JSON.stringify(value),
      });
      expect(data).toEqual({ [`out${name}`]: null });
      expect(errors).toMatchObject([
        {
          path: [`out${name}`],
          message: expect.stringContaining(
            `Can't serialize value (/out${name}) : Unable to serialize \`${String(value)}\` as a valid ${label}`,
          ),
        },
      ]);
    },
  );
}
for (const name of names) {
  fact(sure, `AWS${name} may be null`, async () => {
    expect((await api.ask(`{ in${name}(value: null) }`)).errors).toBeUndefined();
    expect((await api.ask(`{ out${name}(value: "null") }`)).data).toEqual({ [`out${name}`]: null });
  });
}
