import type { Scalar } from './filter-operators.ts';
import type { Subscription } from './subscription.ts';

/** The live subscriptions of one API, found by what they wait for. */
export interface Registry {
  add(subscription: Subscription): void;
  remove(subscription: Subscription): void;
  /** Those whose filter the payload passes. */
  match(fieldName: string, payload: unknown): Subscription[];
  /** Those whose invalidation filter the payload passes. */
  matchInvalidation(fieldName: string, payload: unknown): Subscription[];
  readonly size: number;
}

/** Subscriptions to one field of the schema. */
interface FieldIndex {
  readonly all: Set<Subscription>;
  /** Those that an equality cannot find. */
  readonly unkeyed: Set<Subscription>;
  /** Payload field → value → those that wait for it. */
  readonly keyed: Map<string, Map<Scalar, Set<Subscription>>>;
}

export function createRegistry(): Registry {
  const fields = new Map<string, FieldIndex>();
  let size = 0;
  return {
    add(subscription) {
      const index = fields.get(subscription.fieldName) ?? { all: new Set(), unkeyed: new Set(), keyed: new Map() };
      fields.set(subscription.fieldName, index);
      index.all.add(subscription);
      insert(index, subscription);
      size += 1;
    },
    remove(subscription) {
      const index = fields.get(subscription.fieldName);
      if (!index?.all.delete(subscription)) return;
      withdraw(index, subscription);
      size -= 1;
    },
    match(fieldName, payload) {
      const index = fields.get(fieldName);
      const found: Subscription[] = [];
      if (!index) return found;
      // A plain loop over what may be all of a large channel: half the time of a copy that is then filtered.
      for (const subscription of candidates(index, payload)) {
        const { filter } = subscription;
        if (filter.isDecidedByKeys === true || filter.matches(payload)) found.push(subscription);
      }
      return found;
    },
    matchInvalidation(fieldName, payload) {
      const all = [...(fields.get(fieldName)?.all ?? [])];
      return all.filter(({ invalidationFilter }) => invalidationFilter?.matches(payload) ?? false);
    },
    get size() {
      return size;
    },
  };
}

function insert(index: FieldIndex, subscription: Subscription): void {
  if (subscription.filter.keys === null) {
    index.unkeyed.add(subscription);
    return;
  }
  for (const { field, value } of subscription.filter.keys) {
    const values = index.keyed.get(field) ?? new Map<Scalar, Set<Subscription>>();
    index.keyed.set(field, values);
    const bucket = values.get(value) ?? new Set();
    values.set(value, bucket);
    bucket.add(subscription);
  }
}

function withdraw(index: FieldIndex, subscription: Subscription): void {
  index.unkeyed.delete(subscription);
  for (const { field, value } of subscription.filter.keys ?? []) {
    const values = index.keyed.get(field);
    const bucket = values?.get(value);
    bucket?.delete(subscription);
    if (bucket?.size === 0) values?.delete(value);
    if (values?.size === 0) index.keyed.delete(field);
  }
}

/** A superset of those that match, none twice. */
function candidates(index: FieldIndex, payload: unknown): ReadonlySet<Subscription> {
  const sets = index.unkeyed.size === 0 ? [] : [index.unkeyed];
  if (typeof payload === 'object' && payload !== null && !Array.isArray(payload)) {
    for (const [field, values] of index.keyed) {
      const value: unknown = Object.hasOwn(payload, field) ? Reflect.get(payload, field) : undefined;
      // A value that is no scalar is in no bucket.
      const bucket = values.get(value as Scalar);
      if (bucket) sets.push(bucket);
    }
  }
  const [only, ...others] = sets;
  // The usual case, in which nothing needs to be copied.
  if (only && others.length === 0) return only;
  return new Set(sets.flatMap((set) => [...set]));
}
