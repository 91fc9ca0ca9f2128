/**
 * JSON values as Java shows them. AppSync runs on the JVM, and its texts quote values and name their classes the way Java
 * does: a resolver that answers an object for a String field gets `{id=1}` out, not JSON.
 */
export function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${javaText(member)}`);
  return `{${members.join(', ')}}`;
}

/** The simple name of the class that holds the value, as in `LinkedHashMap`. */
export function javaClass(value: unknown): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'Double';
    return isInt32(value) ? 'Integer' : 'Long';
  }
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'ArrayList' : 'LinkedHashMap';
}

export function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}
