import type { AttributeValue } from './attribute-value.ts';
import type { Expression } from './expression.ts';
import { validationException } from './failure.ts';

/** Which of a request's expressions it is, as DynamoDB names it in errors. */
type ExpressionName = 'KeyConditionExpression' | 'FilterExpression' | 'ConditionExpression';

/** DynamoDB refuses a `BETWEEN` whose bounds are the wrong way round; to the local engine it is an empty range. */
export function refuseReversedRanges(expression: Expression | undefined, name: ExpressionName): void {
  if (expression === undefined) return;
  for (const [, from = '', to = ''] of expression.text.matchAll(/\bBETWEEN\s+(:\w+)\s+AND\s+(:\w+)/gi)) {
    const lower = expression.values[from];
    const upper = expression.values[to];
    if (lower === undefined || upper === undefined || !isAbove(lower, upper)) continue;
    throw validationException(
      `Invalid ${name}: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ` +
        `lower bound operand: AttributeValue: ${describe(lower)}, upper bound operand: AttributeValue: ${describe(upper)}`,
    );
  }
}

/** False also where the two are not of one type that has an order: DynamoDB finds that itself. */
function isAbove(one: AttributeValue, other: AttributeValue): boolean {
  if ('N' in one && 'N' in other) return Number(one.N) > Number(other.N);
  if ('S' in one && 'S' in other) return Buffer.compare(Buffer.from(one.S), Buffer.from(other.S)) > 0;
  if ('B' in one && 'B' in other) {
    return Buffer.compare(Buffer.from(one.B, 'base64'), Buffer.from(other.B, 'base64')) > 0;
  }
  return false;
}

function describe(value: AttributeValue): string {
  return Object.entries(value)
    .map(([type, content]) => `{${type}:${String(content)}}`)
    .join('');
}
