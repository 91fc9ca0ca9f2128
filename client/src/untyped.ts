/** Anything as an object whose members may be looked at; what is none has no members. Getters of classes count. */
export function record(value: unknown): Record<string, unknown> {
  // An object of any class answers a string key with unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** AppSync's `errors` of a frame: mostly an array, but one may stand alone, as `MaxSubscriptionsReachedError` does. */
export function errorsIn({ errors }: Record<string, unknown>): readonly unknown[] {
  if (Array.isArray(errors)) return errors;
  return errors === undefined || errors === null ? [] : [errors];
}
