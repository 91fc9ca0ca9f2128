import { isObject, type PlainObject } from './plain-data.ts';
import { isArray, isMember } from './primordials.ts';

interface Filter {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: unknown;
}

/** Filters that AND together. A list of groups is an OR. */
type Group = readonly Filter[];

/** Says nothing: one group without a filter. */
const neutral: readonly Group[] = [[]];

/**
 * `util.transform.toSubscriptionFilter`: the filter as an OR of ANDs. Two operators on one field become alternatives,
 * unlike in a DynamoDB filter. Operators are not checked here. Null = no object, as with a JSON string.
 */
export function toSubscriptionFilter(filter?: unknown, ignoredFields?: unknown, rules?: unknown): PlainObject | null {
  const ignored = isArray(ignoredFields) ? ignoredFields : [];
  const groups = expand(filter, ignored);
  if (groups === null) return null;
  const alternatives = isObject(rules) ? expandRules(rules) : neutral;
  const filterGroup = multiply(groups, alternatives).filter((group) => group.length > 0);
  return { filterGroup: filterGroup.map((filters) => ({ filters })) };
}

function expand(filter: unknown, ignored: readonly unknown[]): readonly Group[] | null {
  if (!isObject(filter)) return null;
  // Within a group: fields as written, then what `and` adds, then the alternative of `or`.
  let groups: readonly Group[] = neutral;
  const combine = (factor: readonly Group[] | null): boolean => {
    if (factor !== null) groups = multiply(groups, factor);
    return factor !== null;
  };
  for (const [name, operators] of Object.entries(filter)) {
    if (name === 'and' || name === 'or' || operators === undefined || isMember(ignored, name)) continue;
    if (!combine(expandField(name, operators))) return null;
  }
  for (const member of listOf(filter.and)) if (!combine(expand(member, ignored))) return null;
  return combine(expandAlternatives(listOf(filter.or), ignored)) ? groups : null;
}

// What is no list is passed on as its only member: an object counts as one, and all else makes the answer null.
function listOf(members: unknown): readonly unknown[] {
  if (members === undefined) return [];
  return isArray(members) ? members : [members];
}

function expandField(fieldName: string, operators: unknown): readonly Group[] | null {
  if (!isObject(operators)) return null;
  const present = Object.entries(operators).filter(([, value]) => value !== undefined);
  return present.length === 0 ? neutral : present.map(([operator, value]) => [{ fieldName, operator, value }]);
}

/** A member that says nothing, as one whose fields are all ignored, vanishes and leaves the others. */
function expandAlternatives(members: readonly unknown[], ignored: readonly unknown[]): readonly Group[] | null {
  const groups: Group[] = [];
  for (const member of members) {
    const expanded = expand(member, ignored);
    if (expanded === null) return null;
    groups.push(...expanded.filter((group) => group.length > 0));
  }
  return groups.length === 0 ? neutral : groups;
}

/** Every rule is one alternative, so at least one of them must hold besides the filter. */
function expandRules(rules: PlainObject): readonly Group[] {
  const groups = Object.entries(rules).flatMap(([name, operators]) => expandField(name, operators) ?? []);
  const alternatives = groups.filter((group) => group.length > 0);
  return alternatives.length === 0 ? neutral : alternatives;
}

function multiply(left: readonly Group[], right: readonly Group[]): readonly Group[] {
  return left.flatMap((group) => right.map((other) => [...group, ...other]));
}
