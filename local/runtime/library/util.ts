import { authType } from './auth-type.ts';
import { dynamodbValues } from './dynamodb-values.ts';
import { earlyReturn } from './early-return.ts';
import { appendError, error, unauthorized } from './errors.ts';
import { expressionJson } from './expression.ts';
import { http } from './http.ts';
import { autoId, autoKsuid, autoUlid } from './identifiers.ts';
import { matchesWhole } from './java-pattern.ts';
import { math } from './math.ts';
import { notServed } from './not-served.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';
import { base64Decode, base64Encode, escapeJavaScript, normalizeText, urlDecode, urlEncode } from './text.ts';
import { time } from './time.ts';
import { xml } from './xml.ts';

export const util = {
  error,
  appendError,
  unauthorized,
  authType,
  autoId,
  autoUlid,
  autoKsuid,
  matches: matchesWhole,
  base64Encode,
  base64Decode,
  urlEncode,
  urlDecode,
  escapeJavaScript,
  time,
  dynamodb: dynamodbValues,
  http,
  math,
  str: { normalize: normalizeText },
  transform: {
    toDynamoDBFilterExpression: expressionJson,
    toDynamoDBConditionExpression: expressionJson,
    toSubscriptionFilter,
    toElasticsearchQueryDSL: notServed('util.transform.toElasticsearchQueryDSL'),
  },
  xml,
  rds: { toJsonObject: notServed('util.rds.toJsonObject') },
};

export const runtime = { earlyReturn };
