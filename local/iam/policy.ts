import type { PolicyStatement } from '../assembly/model.ts';

/**
 * Whether the statements let their role do `action` on the resource: some statement allows it and none denies it.
 * `*` and `?` are wildcards; actions compare without regard to case (IAM User Guide, "Policy evaluation logic" and
 * "IAM JSON policy elements: Action").
 */
export function isAllowed(statements: readonly PolicyStatement[], action: string, resourceArn: string): boolean {
  let isGranted = false;
  for (const statement of statements) {
    if (!applies(statement, action, resourceArn)) continue;
    if (statement.effect === 'Deny') return false;
    isGranted = true;
  }
  return isGranted;
}

/** How AWS says that a role may not do something. */
export function notAuthorized(user: string, action: string, resourceArn: string): string {
  return (
    `User: ${user} is not authorized to perform: ${action} on resource: ${resourceArn} ` +
    `because no identity-based policy allows the ${action} action`
  );
}

function applies(statement: PolicyStatement, action: string, resourceArn: string): boolean {
  return (
    statement.actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    statement.resources.some((pattern) => matchesArn(pattern, resourceArn))
  );
}

/**
 * A wildcard stays within its part of an ARN, the parts being separated by the first five colons (IAM User Guide, "IAM
 * JSON policy elements: Resource"). A lone `*` is every resource.
 */
function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*' || pattern === arn) return true;
  if (!pattern.includes('*') && !pattern.includes('?')) return false;
  const patternParts = arnParts(pattern);
  const parts = arnParts(arn);
  return patternParts.length === parts.length && patternParts.every((part, index) => matches(part, parts[index] ?? ''));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** In time proportional to pattern times text at worst: on a mismatch only the last `*` is tried again. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      inPattern += 1;
      resumeAt = at;
    } else if (wanted === '?' || wanted === text[at]) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      resumeAt += 1;
      at = resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
