import type { Operator, Scalar } from './filter-operators.ts';
import { operators } from './filter-operators.ts';

/** All of its conditions must hold. */
export type FilterGroup = readonly Condition[];

export interface Condition {
  /** As written, dots included. */
  readonly fieldName: string;
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly operands: readonly Scalar[];
}

/** Which events a subscription hears. */
export interface EventFilter {
  matches(payload: unknown): boolean;
  /** Whether `keys` say all: whoever is found by one of them hears the event. */
  readonly isDecidedByKeys?: boolean;
  /**
   * Equalities on top-level fields of which at least one holds for every event that matches, so that an event can find its
   * subscribers without asking each. null = there are none such.
   */
  readonly keys: readonly IndexKey[] | null;
}

export interface IndexKey {
  readonly field: string;
  readonly value: Scalar;
}

/** A filter of alternatives. A list as payload matches none: AppSync filters single results only. */
export function filterOf(groups: readonly FilterGroup[]): EventFilter {
  return new GroupFilter(groups);
}

class GroupFilter implements EventFilter {
  readonly keys: readonly IndexKey[] | null;
  readonly isDecidedByKeys: boolean;
  private readonly groups: readonly FilterGroup[];

  constructor(groups: readonly FilterGroup[]) {
    this.groups = groups;
    this.keys = keysOf(groups);
    this.isDecidedByKeys = this.keys !== null && groups.every((group) => group.length === 1);
  }

  matches(payload: unknown): boolean {
    return isRecord(payload) && this.groups.some((group) => group.every((condition) => holds(condition, payload)));
  }
}

/**
 * The filter that a subscription's own arguments make: every one must equal the payload's field of that name. An explicit
 * null asks for events in which the field is null; an argument left out asks for nothing. Input objects and lists are no
 * filter that AppSync knows, and match no event.
 */
export function argumentFilter(args: Readonly<Record<string, unknown>>): EventFilter {
  const conditions = Object.entries(args).filter(([, value]) => value !== undefined);
  const isMet = (payload: Record<string, unknown>, name: string, wanted: unknown) => {
    const value = Object.hasOwn(payload, name) ? (payload[name] ?? null) : null;
    return value === wanted;
  };
  const keys = conditions.flatMap(([field, value]) => (isScalar(value) ? [{ field, value }] : []));
  return {
    matches: (payload) =>
      conditions.length === 0 ||
      (isRecord(payload) && conditions.every(([name, wanted]) => isMet(payload, name, wanted))),
    keys: keys.length === 0 ? null : keys.slice(0, 1),
  };
}

/** What is missing or null meets no condition, the negative ones included: the strict reading, as AppSync documents none. */
function holds({ path, operator, operands }: Condition, payload: Record<string, unknown>): boolean {
  let value: unknown = payload;
  for (const name of path) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : null;
  return value !== null && value !== undefined && operators[operator].holds(value, operands);
}

function keysOf(groups: readonly FilterGroup[]): readonly IndexKey[] | null {
  const keys: IndexKey[] = [];
  for (const group of groups) {
    const equality = group.find(({ operator, path }) => (operator === 'eq' || operator === 'in') && path.length === 1);
    if (!equality) return null;
    for (const value of equality.operands) keys.push({ field: equality.fieldName, value });
  }
  // A copy takes no more than it holds, where what grew has room for sixteen.
  return keys.slice();
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
