import { isObject, toJson } from './plain-data.ts';
import { Error, TypeError } from './primordials.ts';
import { notServed } from './not-served.ts';
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
    const { invalidations } = currentRun();
    const text = toJson({ subscriptionField, payload });
    if (invalidations.indexOf(text) !== -1) return;
    if (invalidations.length === maxInvalidations) {
      throw new Error(`invalidateSubscriptions may be called ${maxInvalidations} times per request`);
    }
    invalidations.push(text);
  },
  evictFromApiCache: notServed('extensions.evictFromApiCache'),
};
