import { toDynamoDB, type AttributeValue } from './dynamodb-values.ts';
import { isObject, type PlainObject } from './plain-data.ts';
import { isArray, isInteger, TypeError, WeakMap } from './primordials.ts';

type Operation =
  | { readonly kind: 'set'; readonly value: unknown }
  | { readonly kind: 'plus' | 'minus'; readonly value: unknown }
  | { readonly kind: 'append' | 'prepend'; readonly value: unknown }
  | { readonly kind: 'item'; readonly value: unknown; readonly index: number }
  | { readonly kind: 'remove' };

/** What each marker stands for. A look-alike that the code made itself is plain data. */
const operationOf = new WeakMap<object, Operation>();

function mark(marker: PlainObject, operation: Operation): PlainObject {
  operationOf.set(marker, operation);
  return marker;
}

export const operations = {
  add: (value: unknown) => mark({ type: 'OPERATION_ADD', value }, { kind: 'set', value }),
  replace: (value: unknown) => mark({ type: 'OPERATION_REPLACE', value }, { kind: 'set', value }),
  increment: (by: unknown = 1) => mark({ type: 'OPERATION_INCREMENT', by }, { kind: 'plus', value: by }),
  decrement: (by: unknown = 1) => mark({ type: 'OPERATION_DECREMENT', by }, { kind: 'minus', value: by }),
  append: (items: unknown) => mark({ type: 'OPERATION_APPEND', items }, { kind: 'append', value: items }),
  prepend: (items: unknown) => mark({ type: 'OPERATION_PREPEND', items }, { kind: 'prepend', value: items }),
  remove: () => mark({ type: 'OPERATION_REMOVE' }, { kind: 'remove' }),
  updateListItem(value: unknown, index: unknown): PlainObject {
    if (!isInteger(index)) throw new TypeError('updateListItem takes the index of the item');
    // isInteger answers true for numbers only.
    return mark({}, { kind: 'item', value, index: index as number });
  },
};

export interface UpdateExpression {
  readonly expression: string;
  readonly expressionNames: Record<string, string>;
  /** Absent = nothing is bound. */
  readonly expressionValues?: Record<string, AttributeValue>;
}

/** All SET clauses come first, whatever the order of the members; names and values are numbered in that order. */
export function renderUpdate(update: unknown): UpdateExpression {
  if (!isObject(update)) throw new TypeError('update must be an object');
  const changes = Object.entries(update)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, readonly Operation[]] => [name, readOperations(name, value)]);
  const expressionNames: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const aliasOf = (name: string): string => {
    const alias = `#expName_${Object.keys(expressionNames).length + 1}`;
    expressionNames[alias] = name;
    return alias;
  };
  const bind = (value: unknown): string => {
    const alias = `:expValue_${Object.keys(values).length + 1}`;
    values[alias] = toDynamoDB(value);
    return alias;
  };
  const removes = (changed: readonly Operation[]): boolean => changed.some(({ kind }) => kind === 'remove');
  const sets = changes
    .filter(([, changed]) => !removes(changed))
    .flatMap(([name, changed]) => {
      const alias = aliasOf(name);
      return changed.map((operation) => renderSet(alias, operation, bind));
    });
  const removed = changes.filter(([, changed]) => removes(changed)).map(([name]) => aliasOf(name));
  const clauses: string[] = [];
  if (sets.length > 0) clauses.push(`SET ${sets.join(', ')}`);
  if (removed.length > 0) clauses.push(`REMOVE ${removed.join(', ')}`);
  const rendered = { expression: clauses.join(' '), expressionNames };
  return Object.keys(values).length === 0 ? rendered : { ...rendered, expressionValues: values };
}

function readOperations(name: string, value: unknown): readonly Operation[] {
  const marked = isObject(value) ? operationOf.get(value) : undefined;
  if (marked?.kind === 'item') throw new TypeError(`updateListItem of ${name} must stand in a list`);
  if (marked) return [marked];
  if (isArray(value)) {
    const items = value.map((entry: unknown) => (isObject(entry) ? operationOf.get(entry) : undefined));
    if (items.every((item) => item === undefined)) return [{ kind: 'set', value }];
    return items.map((item) => {
      if (item?.kind === 'item') return item;
      throw new TypeError(`the list of ${name} must hold either values or updateListItem operations`);
    });
  }
  if (isObject(value)) {
    // AppSync's documents and the tools disagree on whether this writes the map or the paths below it.
    throw new TypeError(`the value of ${name} is a map; wrap it as operations.replace(…) to write it whole`);
  }
  return [{ kind: 'set', value }];
}

function renderSet(name: string, operation: Operation, bind: (value: unknown) => string): string {
  switch (operation.kind) {
    case 'set':
      return `${name} = ${bind(operation.value)}`;
    case 'plus':
      return `${name} = ${name} + ${bind(operation.value)}`;
    case 'minus':
      return `${name} = ${name} - ${bind(operation.value)}`;
    case 'append':
      return `${name} = list_append(${name}, ${bind(operation.value)})`;
    case 'prepend':
      return `${name} = list_append(${bind(operation.value)}, ${name})`;
    case 'item':
      return `${name}[${operation.index}] = ${bind(operation.value)}`;
    case 'remove':
      throw new TypeError('a removal is no SET clause');
    default:
      return operation satisfies never;
  }
}
