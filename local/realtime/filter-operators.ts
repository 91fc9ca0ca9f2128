export type Scalar = string | number | boolean;

export type Operator =
  | 'eq'
  | 'ne'
  | 'le'
  | 'lt'
  | 'ge'
  | 'gt'
  | 'contains'
  | 'notContains'
  | 'beginsWith'
  | 'in'
  | 'notIn'
  | 'between'
  | 'containsAny';

interface OperatorRules {
  readonly arity:
    { readonly kind: 'one' } | { readonly kind: 'pair' } | { readonly kind: 'list'; readonly limit: number };
  readonly accepts: readonly ('string' | 'number' | 'boolean')[];
  /** `value` is what the event has in the field. It is never null or undefined. */
  readonly holds: (value: unknown, operands: readonly Scalar[]) => boolean;
}

const one = { kind: 'one' } as const;
const ordered = ['string', 'number'] as const;
const any = ['string', 'number', 'boolean'] as const;

/** AppSync Developer Guide, Enhanced subscriptions filtering. Comparisons are strict: `1` is not `"1"`. */
export const operators: Readonly<Record<Operator, OperatorRules>> = {
  eq: { arity: one, accepts: any, holds: (value, [operand]) => value === operand },
  ne: { arity: one, accepts: any, holds: (value, [operand]) => value !== operand },
  le: { arity: one, accepts: ordered, holds: (value, [operand]) => isOrdered(value, operand, (order) => order <= 0) },
  lt: { arity: one, accepts: ordered, holds: (value, [operand]) => isOrdered(value, operand, (order) => order < 0) },
  ge: { arity: one, accepts: ordered, holds: (value, [operand]) => isOrdered(value, operand, (order) => order >= 0) },
  gt: { arity: one, accepts: ordered, holds: (value, [operand]) => isOrdered(value, operand, (order) => order > 0) },
  contains: { arity: one, accepts: ordered, holds: (value, [operand]) => holdsPart(value, operand) },
  notContains: { arity: one, accepts: ordered, holds: (value, [operand]) => !holdsPart(value, operand) },
  beginsWith: {
    arity: one,
    accepts: ['string'],
    holds: (value, [operand]) => typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand),
  },
  in: {
    arity: { kind: 'list', limit: 5 },
    accepts: any,
    holds: (value, list) => list.some((operand) => operand === value),
  },
  notIn: {
    arity: { kind: 'list', limit: 5 },
    accepts: any,
    holds: (value, list) => list.every((operand) => operand !== value),
  },
  // Both ends belong to it, as in DynamoDB; the guide does not say.
  between: {
    arity: { kind: 'pair' },
    accepts: ordered,
    holds: (value, [low, high]) =>
      isOrdered(value, low, (order) => order >= 0) && isOrdered(value, high, (order) => order <= 0),
  },
  containsAny: {
    arity: { kind: 'list', limit: 20 },
    accepts: any,
    holds: (value, list) =>
      Array.isArray(value) && value.some((item: unknown) => list.some((operand) => operand === item)),
  },
};

/** Only two numbers or two strings have an order. */
function isOrdered(value: unknown, operand: Scalar | undefined, test: (order: number) => boolean): boolean {
  if (typeof value === 'number' && typeof operand === 'number') return test(value - operand);
  if (typeof value === 'string' && typeof operand === 'string')
    return test(value < operand ? -1 : value > operand ? 1 : 0);
  return false;
}

/** A part of a string, or a member of a list. */
function holdsPart(value: unknown, operand: Scalar | undefined): boolean {
  if (typeof value === 'string') return value.includes(String(operand));
  return Array.isArray(value) && value.some((item: unknown) => item === operand);
}
