import { toMapValues, type AttributeValue } from './dynamodb-values.ts';
import { renderUpdate } from './dynamodb-update.ts';
import { renderExpression } from './expression.ts';
import { isObject, withoutAbsent, type PlainObject } from './plain-data.ts';
import { fromEntries, isArray, TypeError } from './primordials.ts';

/** `@aws-appsync/utils/dynamodb`: each helper builds the request object of one operation. */
export { operations } from './dynamodb-update.ts';
export const toStringSet = (values: unknown): PlainObject => ({ SS: values });
export const toNumberSet = (values: unknown): PlainObject => ({ NS: values });
export const toBinarySet = (values: unknown): PlainObject => ({ BS: values });

type Request = PlainObject;

export function get({ key, consistentRead, projection }: PlainObject): Request {
  return request('GetItem', { key: typedMap(key, 'key'), consistentRead, projection: project(projection) });
}

export function put({ key, item, condition, ...rest }: PlainObject): Request {
  const attributeValues = typedMap(item, 'item');
  return request('PutItem', { key: typedMap(key, 'key'), attributeValues, ...writeOptions(condition, rest) });
}

export function update({ key, update, condition, ...rest }: PlainObject): Request {
  const changes = renderUpdate(update);
  return request('UpdateItem', { key: typedMap(key, 'key'), update: changes, ...writeOptions(condition, rest) });
}

export function remove({ key, condition, ...rest }: PlainObject): Request {
  return request('DeleteItem', { key: typedMap(key, 'key'), ...writeOptions(condition, rest) });
}

export function query(input: PlainObject): Request {
  const { index, limit, nextToken, consistentRead, scanIndexForward, select, filter, projection } = input;
  const pages = { index, limit, nextToken, consistentRead, scanIndexForward, select };
  const selection = { filter: condense(filter, 'filter'), projection: project(projection) };
  return request('Query', { query: condense(input.query, 'query'), ...pages, ...selection });
}

export function scan(input: PlainObject): Request {
  const { index, limit, nextToken, consistentRead, segment, totalSegments, filter, projection } = input;
  const pages = { index, limit, nextToken, consistentRead, segment, totalSegments };
  return request('Scan', { ...pages, filter: condense(filter, 'filter'), projection: project(projection) });
}

export function sync(input: PlainObject): Request {
  const { basePartitionKey, deltaIndexName, limit, nextToken, lastSync, filter } = input;
  const pages = { basePartitionKey, deltaIndexName, limit, nextToken, lastSync };
  return request('Sync', { ...pages, filter: condense(filter, 'filter') });
}

export function batchGet({ tables }: PlainObject): Request {
  return request('BatchGetItem', {
    tables: mapTables(tables, (table) => {
      if (!isObject(table)) throw new TypeError('a table of batchGet must be { keys }');
      const { keys, consistentRead, projection } = table;
      return withoutAbsent({ keys: typedMaps(keys, 'keys'), consistentRead, projection: project(projection) });
    }),
  });
}

export function batchPut({ tables }: PlainObject): Request {
  return request('BatchPutItem', { tables: mapTables(tables, (items) => typedMaps(items, 'items')) });
}

export function batchDelete({ tables }: PlainObject): Request {
  return request('BatchDeleteItem', { tables: mapTables(tables, (keys) => typedMaps(keys, 'keys')) });
}

export function transactGet({ items }: PlainObject): Request {
  const transactItems = listOf(items, 'items').map((item) => {
    if (!isObject(item)) throw new TypeError('an item of transactGet must be { table, key }');
    const { table, key, projection } = item;
    return withoutAbsent({ table, key: typedMap(key, 'key'), projection: project(projection) });
  });
  return request('TransactGetItems', { transactItems });
}

export function transactWrite({ items }: PlainObject): Request {
  return request('TransactWriteItems', { transactItems: listOf(items, 'items').map(transactWriteItem) });
}

function transactWriteItem(entry: unknown): PlainObject {
  const [kind, ...more] = isObject(entry) ? Object.keys(withoutAbsent(entry)) : [];
  const item = isObject(entry) && kind !== undefined ? entry[kind] : null;
  if (!isObject(item) || more.length > 0) throw new TypeError('an item of transactWrite must name one operation');
  const { table } = item;
  const target = { key: typedMap(item.key, 'key'), condition: condense(item.condition, 'condition') };
  switch (kind) {
    case 'putItem': {
      const attributeValues = typedMap(item.item, 'item');
      return withoutAbsent({ table, operation: 'PutItem', attributeValues, ...target });
    }
    case 'updateItem':
      return withoutAbsent({ table, operation: 'UpdateItem', update: renderUpdate(item.update), ...target });
    case 'deleteItem':
      return withoutAbsent({ table, operation: 'DeleteItem', ...target });
    case 'conditionCheck':
      return withoutAbsent({ table, operation: 'ConditionCheck', ...target });
    default:
      throw new TypeError(`transactWrite has no operation ${kind}`);
  }
}

function request(operation: string, members: PlainObject): Request {
  return { operation, ...withoutAbsent(members) };
}

function writeOptions(condition: unknown, rest: PlainObject): PlainObject {
  const { _version, customPartitionKey, populateIndexFields } = rest;
  return { condition: condense(condition, 'condition'), _version, customPartitionKey, populateIndexFields };
}

/** A filter, condition or key condition as an expression object. Null = none was given. */
function condense(filter: unknown, name: string): PlainObject | null {
  if (filter === null || filter === undefined) return null;
  const rendered = renderExpression(filter);
  if (rendered === null) throw new TypeError(`the ${name} has operators or values that cannot be rendered`);
  const { expressionValues, ...unbound } = rendered;
  return Object.keys(expressionValues).length === 0 ? unbound : { ...unbound, expressionValues };
}

/** Every segment of every path gets an alias; a segment that comes again keeps its own. */
function project(paths: unknown): PlainObject | null {
  if (paths === null || paths === undefined) return null;
  const aliases: Record<string, string> = {};
  const aliasOf = (segment: string): string => {
    const indexAt = segment.indexOf('[');
    const name = indexAt === -1 ? segment : segment.slice(0, indexAt);
    const alias = Object.hasOwn(aliases, name) ? aliases[name] : `#expName_${Object.keys(aliases).length + 1}`;
    aliases[name] = `${alias}`;
    return `${alias}${segment.slice(name.length)}`;
  };
  const expression = listOf(paths, 'projection').map((path) => {
    if (typeof path !== 'string') throw new TypeError('a path of the projection must be a string');
    return path.split('.').map(aliasOf).join('.');
  });
  const expressionNames = fromEntries(Object.entries(aliases).map(([name, alias]) => [alias, name]));
  return { expression: expression.join(', '), expressionNames };
}

function mapTables(tables: unknown, convert: (table: unknown) => unknown): PlainObject {
  if (!isObject(tables)) throw new TypeError('tables must be an object');
  return fromEntries(Object.entries(tables).map(([name, table]) => [name, convert(table)]));
}

function typedMaps(list: unknown, name: string): Record<string, AttributeValue>[] {
  return listOf(list, name).map((entry) => typedMap(entry, name));
}

function typedMap(value: unknown, name: string): Record<string, AttributeValue> {
  const typed = isObject(value) ? toMapValues(value) : null;
  if (typed === null) throw new TypeError(`${name} must be an object`);
  return typed;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!isArray(value)) throw new TypeError(`${name} must be a list`);
  return value;
}
