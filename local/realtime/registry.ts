import type { Scalar } from './event-filter.ts';
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
      return index ? [...candidates(index, payload)].filter(({ filter }) => filter.matches(payload)) : [];
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

/** A superset of those that match. */
function candidates(index: FieldIndex, payload: unknown): Set<Subscription> {
  const found = new Set(index.unkeyed);
  if (typeof payload !== 'object' || payload === null) return found;
  for (const [field, values] of index.keyed) {
    const value: unknown = Object.hasOwn(payload, field) ? Reflect.get(payload, field) : undefined;
    // A value that is no scalar is in no bucket.
    for (const subscription of values.get(value as Scalar) ?? []) found.add(subscription);
  }
  return found;
}
