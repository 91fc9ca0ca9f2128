import { describe, expect, test } from 'vitest';
import { evaluate, run } from './run-code.ts';

describe('identifiers', () => {
  test('have their forms and do not repeat', () => {
    const made = evaluate('[util.autoId(), util.autoId(), util.autoUlid(), util.autoKsuid()]') as string[];
    expect(new Set(made).size).toBe(4);
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made[2]).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(made[3]).toMatch(/^[0-9A-Za-z]{27}$/);
  });
});

describe('text', () => {
  test.each([
    ["util.base64Encode('é😀')", 'w6nwn5iA'],
    ["util.base64Decode('w6nwn5iA')", 'é😀'],
    ["util.urlEncode('a b&é*~!(1)')", 'a+b%26%C3%A9*%7E%21%281%29'],
    ["util.urlDecode('a+b%26%C3%A9')", 'a b&é'],
    ["util.urlEncode('\\ud800x')", '%3Fx'],
    ["util.escapeJavaScript('a\"b\\'/\\n\\u0001é')", 'a\\"b\\\'\\/\\n\\u0001\\u00E9'],
    ["util.str.normalize('e\\u0301', 'nfc')", 'é'],
    ["util.str.normalize('é', 'nfd')", 'e\u0301'],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });

  test('what is no string, or no form, is an error', () => {
    expect(() => evaluate('util.base64Encode(1)')).toThrow('util.base64Encode takes a string');
    expect(() => evaluate('util.urlDecode("%")')).toThrow('URIError');
    expect(() => evaluate('util.str.normalize("a", "NFC")')).toThrow('forms');
  });
});

describe('util.authType', () => {
  const iam = { accountId: '1', sourceIp: ['1.1.1.1'], username: 'u', userArn: 'arn' };
  const oidc = { sub: 's', issuer: 'i', claims: {} };
  const pool = { ...oidc, sourceIp: ['1.1.1.1'], username: 'u', defaultAuthStrategy: 'ALLOW' };
  test.each([
    [null, 'API Key Authorization'],
    [{}, 'Lambda Authorization'],
    [{ resolverContext: { a: 1 } }, 'Lambda Authorization'],
    [iam, 'IAM Authorization'],
    [{ ...iam, cognitoIdentityId: null }, 'IAM Authorization'],
    [{ ...iam, userArn: null }, 'API Key Authorization'],
    [pool, 'User Pool Authorization'],
    [{ ...pool, groups: null }, 'User Pool Authorization'],
    [oidc, 'Open ID Connect Authorization'],
    [{ ...oidc, resolverContext: {} }, 'API Key Authorization'],
  ])('%j is %s', (identity, expected) => {
    expect(evaluate('util.authType()', { identity })).toBe(expected);
  });
});

describe('util.math', () => {
  test('rounds, compares and stays in its range', () => {
    expect(evaluate('[util.math.roundNum(2.5), util.math.minVal(1, 2), util.math.maxVal(1, 2)]')).toEqual([3, 1, 2]);
    const drawn = evaluate(`[${'1,'.repeat(200)}].map(() => util.math.randomWithinRange(3, 6))`) as number[];
    expect(new Set(drawn)).toEqual(new Set([3, 4, 5]));
    expect(evaluate('util.math.randomDouble() < 1')).toBe(true);
  });
});

describe('util.http', () => {
  test('copies headers without those of a hop', () => {
    expect(evaluate('util.http.copyHeaders({ Host: "h", TE: "t", "x-a": "1", authorization: ["a"] })')).toEqual({
      'x-a': '1',
      authorization: ['a'],
    });
  });

  test('the last definition of a response header wins, and values become text', () => {
    const evaluation = run(
      'util.http.addResponseHeader("Count", 7); util.http.addResponseHeaders({ count: 8, o: { a: 1 } });',
    );
    expect(evaluation.responseHeaders).toEqual({ count: '8', o: '{"a":1}' });
    expect(evaluation.appendedErrors).toEqual([]);
  });

  test.each([
    '"Content-Type", 1',
    '"vary", 1',
    '"X-Amz-a", 1',
    '"x-amzn-b", 1',
    '"Host", 1',
    '"a b", 1',
    '"a", null',
    '"a", "\\n"',
  ])('skips (%s) and says so', (given) => {
    const evaluation = run(`util.http.addResponseHeader(${given}); return 1;`);
    expect(evaluation.responseHeaders).toEqual({});
    expect(evaluation.appendedErrors).toMatchObject([{ errorType: 'ResponseHeaderError' }]);
    expect(evaluation.outcome.kind).toBe('returned');
  });

  test('all definitions share 4 KB', () => {
    const long = JSON.stringify('v'.repeat(4095));
    expect(run(`util.http.addResponseHeader("a", ${long});`).appendedErrors).toEqual([]);
    const evaluation = run(`util.http.addResponseHeader("a", ${long}); util.http.addResponseHeader("a", "b");`);
    expect(evaluation.appendedErrors).toHaveLength(1);
  });
});

describe('util.dynamodb', () => {
  test.each([
    ['toDynamoDB("x")', { S: 'x' }],
    ['toDynamoDB(10)', { N: 10 }],
    ['toDynamoDB(true)', { BOOL: true }],
    ['toDynamoDB(null)', { NULL: null }],
    ['toDynamoDB([1, ["a"]])', { L: [{ N: 1 }, { L: [{ S: 'a' }] }] }],
    ['toDynamoDB({ a: { b: 1 }, c: undefined })', { M: { a: { M: { b: { N: 1 } } } } }],
    ['toString("a")', { S: 'a' }],
    ['toString(null)', null],
    ['toNumber(0)', { N: 0 }],
    ['toBoolean(false)', { BOOL: false }],
    ['toBinary("Zm8=")', { B: 'Zm8=' }],
    ['toStringSet(["a"])', { SS: ['a'] }],
    ['toStringSet(undefined)', null],
    ['toNumberSet([1, 23, 4.56])', { NS: [1, 23, 4.56] }],
    ['toBinarySet(["Zm8="])', { BS: ['Zm8='] }],
    ['toNull()', { NULL: null }],
    ['toList(["a", 1])', { L: [{ S: 'a' }, { N: 1 }] }],
    ['toList(null)', null],
    ['toMap({ a: 1 })', { M: { a: { N: 1 } } }],
    ['toMapValues({ a: 1, b: [true] })', { a: { N: 1 }, b: { L: [{ BOOL: true }] } }],
    ['toS3Object("k", "b", "r")', { S: '{"s3":{"key":"k","bucket":"b","region":"r"}}' }],
    ['toS3Object("k", "b", "r", "v")', { S: '{"s3":{"key":"k","bucket":"b","region":"r","version":"v"}}' }],
    ['fromS3ObjectJson(util.dynamodb.toS3Object("k", "b", "r").S)', { bucket: 'b', region: 'r', key: 'k' }],
  ])('%s', (call, expected) => {
    expect(evaluate(`util.dynamodb.${call}`)).toEqual(expected);
  });

  test('a function has no type', () => {
    expect(() => evaluate('util.dynamodb.toDynamoDB({ f: () => 1 })')).toThrow('no DynamoDB type');
  });
});
