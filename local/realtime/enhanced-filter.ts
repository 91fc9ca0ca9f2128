import { FilterError } from './filter-error.ts';
import type { Condition, EventFilter, FilterGroup } from './event-filter.ts';
import type { Scalar } from './filter-operators.ts';
import { filterOf } from './event-filter.ts';
import type { Operator } from './filter-operators.ts';
import { operators } from './filter-operators.ts';

/**
 * Reads what a resolver gave `extensions.setSubscriptionFilter` or `setSubscriptionInvalidationFilter`:
 * `{filterGroup: [{filters: [{fieldName, operator, value}]}]}`. Groups are alternatives; the filters of a group must all
 * hold. Throws a `FilterError` beyond AppSync's limits (AppSync Developer Guide, Enhanced subscriptions filtering).
 *
 * Null and a filter without groups are refused: what they mean is documented nowhere, and a filter that was meant to keep
 * events from somebody must not let all of them through.
 */
export function readFilter(given: unknown): EventFilter {
  const groups = listIn(given, 'filterGroup').map(readGroup);
  if (groups.length === 0) throw new FilterError('A subscription filter needs at least one entry in filterGroup.');
  // AppSync expands `in` into one alternative per value, and those count.
  const alternatives = groups.reduce((sum, group) => sum + alternativesOf(group), 0);
  if (alternatives > MAX_GROUPS) {
    throw new FilterError(`Filters exceed maximum filter limit ${MAX_GROUPS} for subscription`);
  }
  return filterOf(groups);
}

const MAX_GROUPS = 10;
const MAX_FIELDS = 5;
const MAX_LEVELS = 5;
const MAX_TEXT = 256;

function readGroup(given: unknown): FilterGroup {
  const conditions = listIn(given, 'filters').map(readCondition);
  if (conditions.length === 0) throw new FilterError('An entry of filterGroup needs at least one filter.');
  if (new Set(conditions.map(({ fieldName }) => fieldName)).size > MAX_FIELDS) {
    throw new FilterError(`Filters exceed maximum attributes limit ${MAX_FIELDS} for subscription`);
  }
  return conditions;
}

function readCondition(given: unknown): Condition {
  if (!isRecord(given)) throw new FilterError('A filter must be an object with fieldName, operator and value.');
  const { fieldName, operator: name, value } = given;
  if (typeof fieldName !== 'string' || fieldName === '') throw new FilterError('A filter needs a fieldName.');
  const path = fieldName.split('.');
  if (path.length > MAX_LEVELS) {
    throw new FilterError(`The filter field '${fieldName}' exceeds the maximum of ${MAX_LEVELS} nested levels.`);
  }
  if (typeof name !== 'string' || !Object.hasOwn(operators, name)) {
    throw new FilterError(`Invalid filter operator '${String(name)}' on field '${fieldName}'.`);
  }
  // The line above made sure that it is one of them.
  const operator = name as Operator;
  const operands = readOperands(operator, fieldName, value);
  return { fieldName, path, operator, operands };
}

function readOperands(operator: Operator, fieldName: string, value: unknown): readonly Scalar[] {
  const { arity, accepts } = operators[operator];
  const operands: readonly unknown[] = arity.kind === 'one' ? [value] : Array.isArray(value) ? value : [];
  if (arity.kind === 'list' && operands.length > arity.limit) {
    throw new FilterError(`subscription exceeds maximum value limit ${arity.limit} for operator \`${operator}\`.`);
  }
  const isCountRight = arity.kind === 'one' || (arity.kind === 'pair' ? operands.length === 2 : operands.length > 0);
  if (!isCountRight || !operands.every((operand) => isScalar(operand) && accepts.includes(kindOf(operand)))) {
    throw new FilterError(`Invalid value for operator \`${operator}\` on field '${fieldName}'.`);
  }
  if (operands.some((operand) => typeof operand === 'string' && operand.length > MAX_TEXT)) {
    throw new FilterError(
      `subscription exceeds maximum length ${MAX_TEXT} for a string value on field '${fieldName}'.`,
    );
  }
  return operands.filter(isScalar).slice();
}

function alternativesOf(group: FilterGroup): number {
  return group.reduce(
    (product, { operator, operands }) => (operator === 'in' ? product * operands.length : product),
    1,
  );
}

function listIn(given: unknown, name: string): readonly unknown[] {
  const list = isRecord(given) ? given[name] : undefined;
  if (!Array.isArray(list)) throw new FilterError(`A subscription filter needs a list named ${name}.`);
  return list;
}

function kindOf(value: Scalar): 'string' | 'number' | 'boolean' {
  return typeof value as 'string' | 'number' | 'boolean'; // A Scalar has no other type.
}

function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
