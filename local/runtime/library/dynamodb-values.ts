import { countElements } from './metering.ts';
import { isObject, withoutAbsent, type PlainObject } from './plain-data.ts';
import { isArray, parseJson, stringifyJson, TypeError } from './primordials.ts';

/** `util.dynamodb` (AppSync Developer Guide, "DynamoDB helpers"). Numbers stay numbers, and NULL holds null. */
export const dynamodbValues = {
  toDynamoDB,
  toString: (value: unknown) => typed('S', value),
  toNumber: (value: unknown) => typed('N', value),
  toBoolean: (value: unknown) => typed('BOOL', value),
  toBinary: (value: unknown) => typed('B', value),
  toStringSet: (values: unknown) => typed('SS', values),
  toNumberSet: (values: unknown) => typed('NS', values),
  toBinarySet: (values: unknown) => typed('BS', values),
  toNull: () => ({ NULL: null }),
  toList: (values: readonly unknown[] | null | undefined) => typed('L', values?.map(toDynamoDB)),
  toMap: (values: PlainObject | null | undefined) => typed('M', toMapValues(values)),
  toMapValues,
  toS3Object(key: string, bucket: string, region: string, version?: string) {
    return { S: stringifyJson({ s3: withoutAbsent({ key, bucket, region, version }) }) };
  },
  fromS3ObjectJson(text: string): PlainObject {
    const parsed: unknown = parseJson(text);
    const s3 = isObject(parsed) ? parsed.s3 : undefined;
    if (!isObject(s3)) throw new TypeError('fromS3ObjectJson takes what toS3Object wrote');
    return withoutAbsent({ bucket: s3.bucket, region: s3.region, key: s3.key, version: s3.version });
  },
};

export type AttributeValue = Readonly<Record<string, unknown>>;

export function toDynamoDB(value: unknown): AttributeValue {
  countElements(1);
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: value };
    case 'boolean':
      return { BOOL: value };
    case 'undefined':
      return { NULL: null };
    case 'object':
      if (value === null) return { NULL: null };
      // Neither null nor an array.
      return isArray(value) ? { L: value.map((entry) => toDynamoDB(entry)) } : { M: convert(value as PlainObject) };
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new TypeError(`a ${typeof value} has no DynamoDB type`);
  }
}

export function toMapValues(values: PlainObject | null | undefined): Record<string, AttributeValue> | null {
  return values === null || values === undefined ? null : convert(values);
}

/** Undefined members are dropped, as JSON drops them. */
function convert(values: PlainObject): Record<string, AttributeValue> {
  const converted: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) converted[name] = toDynamoDB(value);
  return converted;
}

function typed(type: string, value: unknown): AttributeValue | null {
  return value === null || value === undefined ? null : { [type]: value };
}
