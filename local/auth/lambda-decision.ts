/** What a Lambda authorizer answered. */
export interface Decision {
  readonly isAuthorized: boolean;
  /** null = it gave none. */
  readonly resolverContext: Readonly<Record<string, string>> | null;
  /** `Type.field`. */
  readonly deniedFields: ReadonlySet<string>;
  /** null = as the API says. */
  readonly ttlSeconds: number | null;
}

/** Throws for an answer that is not of the documented shape; AppSync takes such a one for a refusal. */
export function readDecision(answer: unknown): Decision {
  if (!isRecord(answer)) throw new TypeError('it answered no object');
  const { isAuthorized, resolverContext, deniedFields, ttlOverride } = answer;
  if (typeof isAuthorized !== 'boolean') throw new TypeError('isAuthorized is not a boolean');
  if (ttlOverride !== undefined && ttlOverride !== null && !(typeof ttlOverride === 'number' && ttlOverride >= 0)) {
    throw new TypeError('ttlOverride is not a number of seconds');
  }
  return {
    isAuthorized,
    resolverContext: readContext(resolverContext),
    deniedFields: readDenied(deniedFields),
    ttlSeconds: typeof ttlOverride === 'number' ? ttlOverride : null,
  };
}

/** AppSync Developer Guide, AWS_LAMBDA authorization: the largest `resolverContext`. */
const MAX_CONTEXT_BYTES = 5 * 1024 * 1024;

/** A flat map. Its values reach resolvers as strings, whatever they were. */
function readContext(given: unknown): Readonly<Record<string, string>> | null {
  if (given === undefined || given === null) return null;
  if (!isRecord(given)) throw new TypeError('resolverContext is not an object');
  const context: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'object') throw new TypeError(`resolverContext.${key} is not a plain value`);
    context[key] = String(value);
  }
  if (Buffer.byteLength(JSON.stringify(context)) > MAX_CONTEXT_BYTES) {
    throw new TypeError(`resolverContext is larger than ${MAX_CONTEXT_BYTES} bytes`);
  }
  return context;
}

/** Each is `Type.field`, or a field's ARN, which ends in `/types/Type/fields/field`. */
function readDenied(given: unknown): ReadonlySet<string> {
  if (given === undefined || given === null) return new Set();
  if (!Array.isArray(given)) throw new TypeError('deniedFields is not a list');
  return new Set(
    given.map((entry: unknown) => {
      const text = String(entry);
      const [, type, field] = /\/types\/(\w+)\/fields\/(\w+)$/.exec(text) ?? [];
      return type !== undefined && field !== undefined ? `${type}.${field}` : text;
    }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
