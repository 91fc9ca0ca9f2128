import { countText } from './metering.ts';
import { isObject, toJson } from './plain-data.ts';
import { Error, TypeError } from './primordials.ts';
import { currentRun } from './run-state.ts';

/** AppSync Developer Guide, "Extensions": distinct calls per request. */
const maxInvalidations = 5;

export const extensions = {
  setSubscriptionFilter(filter: unknown): void {
    currentRun().subscriptionFilter = toJson(filter);
  },
  setSubscriptionInvalidationFilter(filter: unknown): void {
    currentRun().invalidationFilter = toJson(filter);
  },
  invalidateSubscriptions(invalidation: unknown): void {
    if (!isObject(invalidation) || typeof invalidation.subscriptionField !== 'string') {
      throw new TypeError('invalidateSubscriptions takes { subscriptionField, payload }');
    }
    const { subscriptionField, payload } = invalidation;
    if (!isObject(payload)) throw new TypeError('the payload of invalidateSubscriptions must be an object');
    const { invalidations, used } = currentRun();
    const text = toJson({ subscriptionField, payload });
    countText(text.length);
    if (invalidations.indexOf(text) !== -1 || used.invalidations.indexOf(text) !== -1) return;
    if (used.invalidations.length + invalidations.length >= maxInvalidations) {
      throw new Error(`invalidateSubscriptions may be called ${maxInvalidations} times per request`);
    }
    invalidations.push(text);
  },
  /** Checked as AppSync would; this server has no cache, so there is nothing to evict. */
  evictFromApiCache(typeName: unknown, fieldName: unknown, keys?: unknown): void {
    if (typeof typeName !== 'string' || typeof fieldName !== 'string') {
      throw new TypeError('evictFromApiCache takes the names of a type and a field');
    }
    if (keys !== undefined && keys !== null && !isObject(keys)) {
      throw new TypeError('the keys of evictFromApiCache must be an object');
    }
    const run = currentRun();
    if (!run.used.isMutation) throw new Error('evictFromApiCache may be called in mutations only');
    run.cacheEvictions += 1;
  },
};
