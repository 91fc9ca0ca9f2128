import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

/** A request as AWS WAF sees it: header names in lower case, and of the body no more than AppSync hands over. */
export interface SeenRequest {
  /** Default POST. */
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Statement = CfnWebACL.RuleProperty['statement'];

/** What AppSync hands over of a body (AWS WAF Developer Guide, "Managing body inspection size limits"). */
const seenBytes = 8192;

/**
 * Whether a statement matches, as the AWS WAF Developer Guide has it ("Rule statements list"). Rates and AWS's own groups depend on more than
 * one request: of these, whether they look at the request at all.
 */
export function matches(statement: Statement, request: SeenRequest): boolean {
  const each = (statements: unknown): Statement[] => statements as Statement[];
  const [[kind, value] = ['', null]] = Object.entries(statement);
  // One statement has one member, of the shape that its name says.
  const given = value as never as Record<string, never>;
  switch (kind) {
    case 'andStatement':
      return each(given['statements']).every((one) => matches(one, request));
    case 'orStatement':
      return each(given['statements']).some((one) => matches(one, request));
    case 'notStatement':
      return !matches(given['statement'] ?? {}, request);
    case 'byteMatchStatement': {
      const found = fieldOf(given['fieldToMatch'] ?? {}, request);
      if (found === null) return false;
      return given['positionalConstraint'] === 'EXACTLY'
        ? found === given['searchString']
        : found.startsWith(String(given['searchString']));
    }
    case 'sizeConstraintStatement': {
      const found = fieldOf(given['fieldToMatch'] ?? {}, request);
      return found !== null && Buffer.byteLength(found) > Number(given['size']);
    }
    case 'regexMatchStatement': {
      const found = fieldOf(given['fieldToMatch'] ?? {}, request);
      return found !== null && new RegExp(String(given['regexString'])).test(found);
    }
    case 'rateBasedStatement':
    case 'managedRuleGroupStatement':
      return matches(given['scopeDownStatement'] ?? {}, request);
    default:
      throw new Error(`no statement of this kind is known here: ${kind}`);
  }
}

/** Null = the request has no such part, which then matches nothing. */
function fieldOf(field: Record<string, never>, { method = 'POST', headers, body = '' }: SeenRequest): string | null {
  if (field['method']) return method;
  const header = field['singleHeader'] as { Name: string } | undefined;
  if (header) return headers[header.Name] ?? null;
  if (!field['jsonBody']) throw new Error(`no part of this kind is known here: ${JSON.stringify(field)}`);
  // A body that is cut off is read as far as it goes.
  const seen = Buffer.from(body).subarray(0, seenBytes).toString();
  const document = /"query":"((?:[^"\\]|\\.)*)/.exec(seen)?.[1];
  return document === undefined ? null : document.replaceAll('\\n', '\n').replaceAll('\\"', '"');
}
