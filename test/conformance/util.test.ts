import { expect } from 'vitest';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { errorOf, run, valueOf } from './support/code.ts';

const page = (name: string): Standing => ({
  area: 'runtime',
  certainty: 'sure',
  source: `AppSync Developer Guide: ${name}`,
});
const builtIn = page('Built-in utilities in util');
const time = page('Time helpers in util.time');
const dynamodb = page('DynamoDB helpers in util.dynamodb');
const http = page('HTTP helpers in util.http');
const strings = page('String helpers in util.str');
const maths = page('Math helpers in util.math');
const recorded: Standing = { ...builtIn, source: 'localstack/appsync-utils: outputs recorded from EvaluateCode' };
const likely = (standing: Standing): Standing => ({ ...standing, certainty: 'likely' });
const decided = (standing: Standing): Standing => ({ ...standing, certainty: 'decided' });

fact(builtIn, 'util.autoId is a version 4 UUID, new at each call', () => {
  const ids = valueOf('[util.autoId(), util.autoId()]') as string[];
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids[0]).not.toBe(ids[1]);
});
fact(builtIn, 'util.autoUlid has 26 characters of base 32 and begins with the time', () => {
  const id = valueOf('util.autoUlid()') as string;
  expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const at = [...id.slice(0, 10)].reduce((sum, letter) => sum * 32 + letters.indexOf(letter), 0);
  expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
});
fact(builtIn, 'util.autoKsuid has 27 characters of base 62', () => {
  expect(valueOf('util.autoKsuid()')).toMatch(/^[0-9A-Za-z]{27}$/);
});
const texts: readonly (readonly [Standing, string, string, unknown])[] = [
  [builtIn, 'util.base64Encode encodes UTF-8', "util.base64Encode('é😀')", 'w6nwn5iA'],
  [builtIn, 'util.base64Decode decodes UTF-8', "util.base64Decode('w6nwn5iA')", 'é😀'],
  [builtIn, 'util.urlEncode writes a space as +', "util.urlEncode('a b')", 'a+b'],
  [builtIn, 'util.urlEncode escapes what a form escapes', "util.urlEncode('ä&=/')", '%C3%A4%26%3D%2F'],
  [builtIn, 'util.urlDecode reads + as a space', "util.urlDecode('a+b%26')", 'a b&'],
  [builtIn, 'util.escapeJavaScript escapes quotes', "util.escapeJavaScript('a\"b')", 'a\\"b'],
  [builtIn, 'util.escapeJavaScript escapes line ends', "util.escapeJavaScript('a\\nb')", 'a\\nb'],
  [
    builtIn,
    'util.matches takes the pattern first',
    "[util.matches('^a+$', 'aa'), util.matches('aa', '^a+$')]",
    [true, false],
  ],
  [builtIn, 'util.matches speaks the patterns of Java', "util.matches('^\\\\p{Upper}\\\\d{2}$', 'A12')", true],
  [
    builtIn,
    'util.matches knows intersections of classes',
    "[util.matches('^[a-c&&[^b]]$', 'b'), util.matches('^[a-c&&[^b]]$', 'c')]",
    [false, true],
  ],
  [
    decided(builtIn),
    'util.matches must cover the whole value',
    "[util.matches('b', 'abc'), util.matches('a.c', 'abc')]",
    [false, true],
  ],
  [strings, 'util.str.normalize composes by nfc', "util.str.normalize('e\\u0301', 'nfc')", 'é'],
  [strings, 'util.str.normalize decomposes by nfd', "util.str.normalize('é', 'nfd')", 'e\u0301'],
  [strings, 'util.str.normalize replaces by compatibility with nfkc', "util.str.normalize('ﬁ', 'nfkc')", 'fi'],
  [
    strings,
    'util.str.normalize decomposes by compatibility with nfkd',
    "util.str.normalize('ﬁé', 'nfkd')",
    'fie\u0301',
  ],
  [
    maths,
    'util.math.roundNum rounds to the nearest integer',
    '[util.math.roundNum(2.5), util.math.roundNum(2.4)]',
    [3, 2],
  ],
  [maths, 'util.math.minVal gives the smaller', 'util.math.minVal(2, 1)', 1],
  [maths, 'util.math.maxVal gives the larger', 'util.math.maxVal(2, 1)', 2],
];
for (const [standing, name, expression, value] of texts) {
  fact(standing, name, () => {
    expect(valueOf(expression)).toEqual(value);
  });
}
fact(maths, 'util.math.randomDouble is from 0 up to 1', () => {
  const drawn = valueOf('[util.math.randomDouble(), util.math.randomDouble()]') as number[];
  expect(drawn.every((one) => one >= 0 && one < 1)).toBe(true);
});
fact(maths, 'util.math.randomWithinRange includes the lower end and not the upper', () => {
  const drawn = valueOf(`[${'1,'.repeat(200)}].map((x) => util.math.randomWithinRange(3, 6))`) as number[];
  expect(new Set(drawn)).toEqual(new Set([3, 4, 5]));
});

const iam = { accountId: '1', sourceIp: ['1.1.1.1'], username: 'u', userArn: 'arn' };
const oidc = { sub: 's', issuer: 'i', claims: {} };
const pool = { ...oidc, sourceIp: ['1.1.1.1'], username: 'u', defaultAuthStrategy: 'ALLOW' };
const identities: readonly (readonly [string, unknown, string])[] = [
  ['null', null, 'API Key'],
  ['an empty identity', {}, 'Lambda'],
  ['a resolverContext', { resolverContext: { a: 'b' } }, 'Lambda'],
  ['accountId, sourceIp, username and userArn', iam, 'IAM'],
  ['an IAM identity with empty Cognito members', { ...iam, cognitoIdentityId: null }, 'IAM'],
  ['an IAM identity without userArn', { ...iam, userArn: null }, 'API Key'],
  ['an IAM identity without sourceIp', { ...iam, sourceIp: null }, 'API Key'],
  ['a user pool identity', pool, 'User Pool'],
  ['a user pool identity with groups', { ...pool, groups: ['a'] }, 'User Pool'],
  ['a user pool identity without defaultAuthStrategy', { ...pool, defaultAuthStrategy: null }, 'API Key'],
  ['sub, issuer and claims', oidc, 'Open ID Connect'],
  ['an OIDC identity without claims', { sub: 's', issuer: 'i' }, 'API Key'],
  ['an OIDC identity with a resolverContext', { ...oidc, resolverContext: {} }, 'API Key'],
  ['IAM members beside a claim', { ...iam, claims: {} }, 'API Key'],
];
for (const [what, identity, mode] of identities) {
  fact(recorded, `util.authType says ${mode} Authorization of ${what}`, () => {
    expect(valueOf('util.authType()', { identity })).toBe(`${mode} Authorization`);
  });
}

fact(likely(time), 'util.time.nowISO8601 has milliseconds and a Z', () => {
  const now = valueOf('util.time.nowISO8601()') as string;
  expect(now).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
});
fact(time, 'util.time.nowEpochSeconds counts whole seconds', () => {
  const now = valueOf('util.time.nowEpochSeconds()') as number;
  expect(Number.isInteger(now)).toBe(true);
  expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(60);
});
fact(time, 'util.time.nowEpochMilliSeconds counts milliseconds', () => {
  expect(Math.abs((valueOf('util.time.nowEpochMilliSeconds()') as number) - Date.now())).toBeLessThan(60_000);
});
const dates: readonly (readonly [string, string, unknown])[] = [
  [
    'parseISO8601ToEpochMilliSeconds reads an offset',
    "parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')",
    1517476865180,
  ],
  [
    'parseFormattedToEpochMilliSeconds reads a zone of the format',
    "parseFormattedToEpochMilliSeconds('2018-02-01 17:21:05+0800', 'yyyy-MM-dd HH:mm:ssZ')",
    1517476865000,
  ],
  [
    'parseFormattedToEpochMilliSeconds takes a zone apart',
    "parseFormattedToEpochMilliSeconds('2018-02-01 17:21:05', 'yyyy-MM-dd HH:mm:ss', 'Australia/Perth')",
    1517476865000,
  ],
  ['epochMilliSecondsToSeconds drops the fraction', 'epochMilliSecondsToSeconds(1517943695750)', 1517943695],
  ['epochMilliSecondsToISO8601 writes UTC', 'epochMilliSecondsToISO8601(1517943695750)', '2018-02-06T19:01:35.750Z'],
  [
    'epochMilliSecondsToFormatted writes UTC by default',
    "epochMilliSecondsToFormatted(1517943695750, 'yyyy-MM-dd HH:mm:ssZ')",
    '2018-02-06 19:01:35+0000',
  ],
  [
    'epochMilliSecondsToFormatted writes the time of a zone',
    "epochMilliSecondsToFormatted(1517943695750, 'yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')",
    '2018-02-07 03:01:35+0800',
  ],
];
for (const [name, call, value] of dates) {
  fact(time, `util.time.${name}`, () => {
    expect(valueOf(`util.time.${call}`)).toBe(value);
  });
}
fact(time, 'util.time.nowFormatted follows a Java format', () => {
  expect(valueOf("util.time.nowFormatted('yyyy-MM-dd')")).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
fact(time, 'util.time.nowFormatted takes a zone', () => {
  expect(valueOf("util.time.nowFormatted('Z', 'Australia/Perth')")).toBe('+0800');
});
fact(likely(time), 'a text that is no time is an error', () => {
  expect(errorOf("util.time.parseISO8601ToEpochMilliSeconds('soon');").errorType).toBe('Code');
});

const values: readonly (readonly [string, unknown])[] = [
  ['toDynamoDB("foo")', { S: 'foo' }],
  ['toDynamoDB(12345)', { N: 12345 }],
  ['toDynamoDB(true)', { BOOL: true }],
  ['toDynamoDB(null)', { NULL: null }],
  ['toDynamoDB(["foo", 123, { "bar": "baz" }])', { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] }],
  [
    'toDynamoDB({ "foo": "bar", "baz": 1234, "beep": ["boop"] })',
    { M: { foo: { S: 'bar' }, baz: { N: 1234 }, beep: { L: [{ S: 'boop' }] } } },
  ],
  ['toString("foo")', { S: 'foo' }],
  ['toString(null)', null],
  ['toNumber(12345)', { N: 12345 }],
  ['toNumber(undefined)', null],
  ['toBoolean(true)', { BOOL: true }],
  ['toBoolean(null)', null],
  ['toBinary("Zm9v")', { B: 'Zm9v' }],
  ['toBinary(null)', null],
  ['toStringSet(["foo", "bar"])', { SS: ['foo', 'bar'] }],
  ['toStringSet(null)', null],
  ['toNumberSet([1, 23, 4.56])', { NS: [1, 23, 4.56] }],
  ['toNumberSet(null)', null],
  ['toBinarySet(["Zm9v"])', { BS: ['Zm9v'] }],
  ['toBinarySet(null)', null],
  ['toNull()', { NULL: null }],
  ['toList(["foo", 123])', { L: [{ S: 'foo' }, { N: 123 }] }],
  ['toMap({ "foo": "bar" })', { M: { foo: { S: 'bar' } } }],
  ['toMapValues({ "foo": "bar", "n": [1] })', { foo: { S: 'bar' }, n: { L: [{ N: 1 }] } }],
  ['toMapValues({ "a": null })', { a: { NULL: null } }],
  ['toS3Object("key", "bucket", "region")', { S: '{"s3":{"key":"key","bucket":"bucket","region":"region"}}' }],
  ['toS3Object("k", "b", "r", "v1")', { S: '{"s3":{"key":"k","bucket":"b","region":"r","version":"v1"}}' }],
  [
    'fromS3ObjectJson(\'{"s3":{"key":"k","bucket":"b","region":"r","version":"v"}}\')',
    { bucket: 'b', region: 'r', key: 'k', version: 'v' },
  ],
];
for (const [call, value] of values) {
  fact(
    call.includes('null)') || call.includes('undefined)') ? recorded : dynamodb,
    `util.dynamodb.${call} is ${JSON.stringify(value)}`,
    () => {
      expect(valueOf(`util.dynamodb.${call}`)).toEqual(value);
    },
  );
}
fact(likely(dynamodb), 'util.dynamodb.toMapValues drops undefined members', () => {
  expect(valueOf('util.dynamodb.toMapValues({ a: undefined, b: 1 })')).toEqual({ b: { N: 1 } });
});

const hopHeaders = [
  ...['transfer-encoding', 'connection', 'host', 'expect', 'keep-alive', 'upgrade', 'proxy-authenticate'],
  ...['proxy-authorization', 'te', 'content-length'],
];
for (const name of hopHeaders) {
  fact(http, `util.http.copyHeaders drops ${name}`, () => {
    expect(valueOf(`util.http.copyHeaders({ '${name}': 'x', 'X-Kept': 'y' })`)).toEqual({ 'X-Kept': 'y' });
  });
}
fact(http, 'util.http.addResponseHeader adds a header', () => {
  expect(run("util.http.addResponseHeader('itemsCount', 7); return 1;").responseHeaders).toEqual({ itemsCount: '7' });
});
fact(http, 'util.http.addResponseHeaders adds several', () => {
  expect(run("util.http.addResponseHeaders({ a: 'b', c: 1 }); return 1;").responseHeaders).toEqual({ a: 'b', c: '1' });
});
fact(http, 'the last definition of a response header wins', () => {
  expect(run("util.http.addResponseHeader('a', 1); util.http.addResponseHeader('a', 2);").responseHeaders).toEqual({
    a: '2',
  });
});
const refusedHeaders = [
  ...['host', 'connection', 'content-length', 'Access-Control-Allow-Credentials', 'Access-Control-Allow-Origin'],
  ...['Access-Control-Expose-Headers', 'Access-Control-Max-Age', 'Access-Control-Allow-Methods'],
  ...['Access-Control-Allow-Headers', 'Vary', 'Content-Type', 'x-amzn-own', 'x-amz-own'],
];
for (const name of refusedHeaders) {
  fact(http, `a response header named ${name} is skipped with a ResponseHeaderError`, () => {
    const { outcome, responseHeaders, appendedErrors } = run(`util.http.addResponseHeader('${name}', 'x'); return 1;`);
    expect(outcome.kind).toBe('returned');
    expect(responseHeaders).toEqual({});
    expect(appendedErrors).toMatchObject([{ errorType: 'ResponseHeaderError' }]);
  });
}
fact(http, 'a response header with the value null is skipped with a ResponseHeaderError', () => {
  expect(run("util.http.addResponseHeader('a', null);")).toMatchObject({
    responseHeaders: {},
    appendedErrors: [{ errorType: 'ResponseHeaderError' }],
  });
});
fact({ ...http, area: 'limits' }, 'response headers of more than 4 KB together are an error', () => {
  const add = (length: number) => `util.http.addResponseHeader('a', '${'x'.repeat(length)}');`;
  expect(run(add(4000)).appendedErrors).toEqual([]);
  expect(run(add(4097)).appendedErrors).toMatchObject([{ errorType: 'ResponseHeaderError' }]);
});

const xml = page('XML helpers in util.xml');
fact(xml, 'util.xml.toMap gives elements as members, numbers as numbers', () => {
  expect(valueOf("util.xml.toMap('<posts><post><id>1</id><title>a</title></post></posts>')")).toEqual({
    posts: { post: { id: 1, title: 'a' } },
  });
});
fact(xml, 'util.xml.toMap gives repeated elements as a list', () => {
  expect(valueOf("util.xml.toMap('<a><b>1</b><b>2</b></a>')")).toEqual({ a: { b: [1, 2] } });
});
fact(xml, 'util.xml.toJsonString gives the same as JSON text', () => {
  expect(JSON.parse(valueOf("util.xml.toJsonString('<a><b>x</b></a>')") as string)).toEqual({ a: { b: 'x' } });
});
