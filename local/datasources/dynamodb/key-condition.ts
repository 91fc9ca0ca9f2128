import type { TableDefinition } from '../../assembly/model.ts';
import type { Item } from './attribute-value.ts';
import { attributeName, type Expression } from './expression.ts';
import { validationException } from './failure.ts';
import { refuseReversedRanges } from './range.ts';
import { isSameValue } from './same-item.ts';

/**
 * The checks that DynamoDB makes of a query's key condition and the local engine does not: it answers an empty page.
 *
 * @param start the key at which the page begins; undefined = at the first item.
 * @throws what DynamoDB would say.
 */
export function checkKeyCondition(
  table: TableDefinition,
  index: string | undefined,
  condition: Expression,
  start: Item | undefined,
): void {
  const hashName = hashNameOf(table, index);
  for (const { name, alias, isEqual } of comparisons(condition)) {
    const asked = condition.values[alias];
    const type = table.attributes.find((attribute) => attribute.name === name)?.type;
    if (asked === undefined || type === undefined) continue;
    if (!(type in asked)) {
      throw validationException(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    }
    const given = start?.[name];
    if (isEqual && name === hashName && given !== undefined && !isSameValue(asked, given)) {
      throw validationException('The provided starting key is outside query boundaries based on provided conditions');
    }
  }
  refuseReversedRanges(condition, 'KeyConditionExpression');
}

function hashNameOf(table: TableDefinition, index: string | undefined): string | undefined {
  const indexes = [...table.globalIndexes, ...table.localIndexes];
  const schema = index === undefined ? table.keySchema : indexes.find(({ name }) => name === index)?.keySchema;
  return schema?.find(({ kind }) => kind === 'HASH')?.name;
}

interface Comparison {
  readonly name: string;
  readonly alias: string;
  readonly isEqual: boolean;
}

/** What is compared with what. A key condition has no other forms than these. */
function comparisons(condition: Expression): Comparison[] {
  const found: Comparison[] = [];
  const add = (path: string, alias: string, isEqual = false): void => {
    found.push({ name: attributeName(condition, path), alias, isEqual });
  };
  for (const [, path = '', operator, alias = ''] of condition.text.matchAll(/([#\w.-]+)\s*(<=|>=|=|<|>)\s*(:\w+)/g)) {
    add(path, alias, operator === '=');
  }
  const between = /([#\w.-]+)\s+BETWEEN\s+(:\w+)\s+AND\s+(:\w+)/gi;
  for (const [, path = '', from = '', to = ''] of condition.text.matchAll(between)) {
    add(path, from);
    add(path, to);
  }
  for (const [, path = '', alias = ''] of condition.text.matchAll(/\bbegins_with\s*\(\s*([#\w.-]+)\s*,\s*(:\w+)/g)) {
    add(path, alias);
  }
  return found;
}
