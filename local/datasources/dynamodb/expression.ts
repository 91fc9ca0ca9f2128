import { readAttributeValue, type AttributeValue } from './attribute-value.ts';
import { RequestRefused } from './failure.ts';
import { readObject, readString, refuseUnknownMembers, type RequestObject } from './request-object.ts';
import { isSameValue } from './same-item.ts';

/** `{expression, expressionNames?, expressionValues?}`, which is AppSync's form of every expression. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

const expressionMembers = new Set(['expression', 'expressionNames', 'expressionValues']);
const projectionMembers = new Set(['expression', 'expressionNames']);

export function readExpression(value: unknown, path: string): Expression {
  const object = readObject(value, path);
  refuseUnknownMembers(object, path, expressionMembers);
  return expressionOf(object, path);
}

/** Null or absent = none. */
export function readOptionalExpression(value: unknown, path: string): Expression | undefined {
  return value === undefined || value === null ? undefined : readExpression(value, path);
}

/** A projection has names and no values. */
export function readOptionalProjection(value: unknown, path: string): Expression | undefined {
  if (value === undefined || value === null) return undefined;
  const object = readObject(value, path);
  refuseUnknownMembers(object, path, projectionMembers);
  return expressionOf(object, path);
}

/** For objects that hold an expression among other things, which the caller has checked. */
export function expressionOf(object: RequestObject, path: string): Expression {
  return {
    text: readString(object['expression'], `${path}[expression]`),
    names: readNames(object['expressionNames'], `${path}[expressionNames]`),
    values: readValues(object['expressionValues'], `${path}[expressionValues]`),
  };
}

/**
 * The names and values of all the expressions of one call, which share one space in DynamoDB. Empty ones are left out,
 * as DynamoDB demands and `toDynamoDBFilterExpression` does not do.
 */
export function placeholders(...expressions: readonly (Expression | undefined)[]): Record<string, unknown> {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  let hasNames = false;
  let hasValues = false;
  for (const expression of expressions) {
    if (expression === undefined) continue;
    for (const [alias, name] of Object.entries(expression.names)) {
      if (Object.hasOwn(names, alias) && names[alias] !== name) throw clash(alias);
      names[alias] = name;
      hasNames = true;
    }
    for (const [alias, value] of Object.entries(expression.values)) {
      const known = Object.hasOwn(values, alias) ? values[alias] : undefined;
      if (known !== undefined && !isSameValue(known, value)) throw clash(alias);
      values[alias] = value;
      hasValues = true;
    }
  }
  return {
    ...(hasNames ? { ExpressionAttributeNames: names } : {}),
    ...(hasValues ? { ExpressionAttributeValues: values } : {}),
  };
}

/** What a token of an expression stands for: the name behind an alias, or the token itself. */
export function attributeName({ names }: Expression, token: string): string {
  // Not `names[token]`: an attribute may be called `constructor`.
  return Object.hasOwn(names, token) ? (names[token] ?? token) : token;
}

function clash(alias: string): RequestRefused {
  return new RequestRefused(`Two expressions of the request use '${alias}' for different things.`);
}

function readNames(value: unknown, path: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  const object = readObject(value, path);
  return Object.fromEntries(
    Object.entries(object).map(([alias, name]) => [alias, readString(name, `${path}[${alias}]`)]),
  );
}

function readValues(value: unknown, path: string): Record<string, AttributeValue> {
  if (value === undefined || value === null) return {};
  const object = readObject(value, path);
  return Object.fromEntries(
    Object.entries(object).map(([alias, typed]) => [alias, readAttributeValue(typed, `${path}[${alias}]`)]),
  );
}
