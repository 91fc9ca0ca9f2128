import { toDynamoDB, type AttributeValue } from './dynamodb-values.ts';
import { isObject, toJson, type PlainObject } from './plain-data.ts';
import { isArray } from './primordials.ts';

export interface Expression {
  readonly expression: string;
  readonly expressionNames: Record<string, string>;
  readonly expressionValues: Record<string, AttributeValue>;
}

/** `util.transform.toDynamoDBFilterExpression` and its twin for conditions. Null = the filter cannot be rendered. */
export function expressionJson(filter?: unknown): string | null {
  const expression = renderExpression(filter);
  return expression && toJson(expression);
}

/**
 * Renders a filter object. Whatever AppSync does not understand makes it answer null without an error; what is merely
 * empty renders as an expression that DynamoDB refuses (recorded from the service; kept as it is).
 */
export function renderExpression(filter: unknown): Expression | null {
  const rendered: Expression = { expression: '', expressionNames: {}, expressionValues: {} };
  const parts = renderFilter(filter, '', rendered);
  return parts && { ...rendered, expression: parts.join(' AND ') };
}

/** The conditions of one filter object, which AND together. `path` is where the object stands, as in `or_0_`. */
function renderFilter(filter: unknown, path: string, into: Expression): string[] | null {
  if (!isObject(filter)) return null;
  const parts: string[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    const rendered = renderMember(name, value, path, into);
    if (rendered === null) return null;
    // `and: []` says nothing at all, while a field without an operator leaves its place empty.
    if (rendered !== '' || !isArray(value)) parts.push(rendered);
  }
  return parts;
}

function renderMember(name: string, value: unknown, path: string, into: Expression): string | null {
  switch (name) {
    case 'and':
    case 'or':
      return renderList(value, name, path, into);
    case 'not': {
      const parts = renderFilter(value, `${path}not_`, into);
      return parts && `(NOT ${wrap(parts, 'AND')})`;
    }
    default: {
      into.expressionNames[`#${name}`] = name;
      const parts = renderOperators(`#${name}`, value, `:${path}${name}`, into);
      return parts && wrap(parts, 'AND');
    }
  }
}

function renderList(members: unknown, name: 'and' | 'or', path: string, into: Expression): string | null {
  if (!isArray(members)) return null;
  const parts: string[] = [];
  for (const [index, member] of Object.entries(members)) {
    const rendered = renderFilter(member, `${path}${name}_${index}_`, into);
    if (rendered === null) return null;
    parts.push(wrap(rendered, 'AND'));
  }
  return wrap(parts, name === 'and' ? 'AND' : 'OR');
}

function wrap(parts: readonly string[], word: 'AND' | 'OR'): string {
  const joined = parts.join(` ${word} `);
  return parts.length > 1 ? `(${joined})` : joined;
}

/** `subject` is what is compared: `#field` or `size(#field)`. */
function renderOperators(subject: string, operators: unknown, placeholder: string, into: Expression): string[] | null {
  if (!isObject(operators)) return null;
  const parts: string[] = [];
  for (const [operator, operand] of Object.entries(operators)) {
    if (operand === undefined) continue;
    const rendered = renderOperator(subject, operator, operand, `${placeholder}_${operator}`, into);
    if (rendered === null) return null;
    parts.push(rendered);
  }
  return parts;
}

const comparisons: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

const functions: Readonly<Record<string, string>> = {
  contains: 'contains',
  notContains: 'NOT contains',
  beginsWith: 'begins_with',
};

const typeCodes: Readonly<PlainObject> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

function renderOperator(
  subject: string,
  operator: string,
  operand: unknown,
  placeholder: string,
  into: Expression,
): string | null {
  const bind = (suffix: string, value: unknown): string => {
    into.expressionValues[`${placeholder}${suffix}`] = toDynamoDB(value);
    return `${placeholder}${suffix}`;
  };
  if (Object.hasOwn(comparisons, operator)) return `(${subject} ${comparisons[operator]} ${bind('', operand)})`;
  if (Object.hasOwn(functions, operator)) return `(${functions[operator]}(${subject},${bind('', operand)}))`;
  switch (operator) {
    case 'between': {
      if (!isArray(operand) || operand.length < 2) return null;
      return `(${subject} BETWEEN ${bind('_start', operand[0])} AND ${bind('_end', operand[1])})`;
    }
    case 'in': {
      if (!isArray(operand)) return null;
      const values = operand.map((value, index) => bind(`_${index}`, value));
      return values.length === 0 ? '(null)' : `(${subject} IN (${values.join(', ')}))`;
    }
    case 'attributeExists': {
      if (typeof operand !== 'boolean') return null;
      return operand ? `(attribute_exists(${subject}))` : `(attribute_not_exists(${subject}))`;
    }
    case 'attributeType': {
      if (typeof operand !== 'string' || !Object.hasOwn(typeCodes, operand)) return null;
      return `(attribute_type(${subject},${bind('', typeCodes[operand])}))`;
    }
    case 'size': {
      const sized = subject.startsWith('size(') ? subject : `size(${subject})`;
      const parts = renderOperators(sized, operand, placeholder, into);
      return parts && wrap(parts, 'AND');
    }
    default:
      return null;
  }
}
