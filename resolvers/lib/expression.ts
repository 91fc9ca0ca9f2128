import { util } from '@aws-appsync/utils';

/**
 * A DynamoDB expression as it grows. Each has its own `mark`, which its placeholders carry: what an update and its condition name
 * goes to DynamoDB as one list.
 */
export interface Expression {
  mark: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

export function newExpression(mark: string): Expression {
  return { mark, names: {}, values: {} };
}

/** The placeholder of a field, whatever words DynamoDB keeps for itself. */
export function nameIn(expression: Expression, field: string): string {
  const placeholder = `#${expression.mark}_${field}`;
  expression.names[placeholder] = field;
  return placeholder;
}

/** The placeholder of a map's entry. A key can be any text, so it is named by `label`. */
export function entryIn(expression: Expression, field: string, label: string, key: string): string {
  const placeholder = `#${expression.mark}_${label}`;
  expression.names[placeholder] = key;
  return `${nameIn(expression, field)}.${placeholder}`;
}

export function valueIn(expression: Expression, label: string, value: unknown): string {
  const placeholder = `:${expression.mark}_${label}`;
  expression.values[placeholder] = value;
  return placeholder;
}

/** As AppSync's requests hold it. DynamoDB takes no empty list of values. */
export function expressionOf(text: string, { names, values }: Expression) {
  if (Object.keys(values).length === 0) return { expression: text, expressionNames: names };
  return { expression: text, expressionNames: names, expressionValues: util.dynamodb.toMapValues(values) };
}
