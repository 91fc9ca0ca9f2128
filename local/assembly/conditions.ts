import type { Report } from './assembly-error.ts';
import { resolveDeep } from './intrinsics.ts';
import { isObject } from './json.ts';
import type { Scope } from './scope.ts';

/** Evaluates a condition of the stack by its name. One that does not exist is reported. */
export function conditionHolds(name: string, scope: Scope, report: Report): boolean {
  const named = scope.conditions[name];
  if (named !== undefined) return holds(named, scope, report);
  report(`condition ${name} does not exist`);
  return false;
}

/** `{Condition: name}`, `Fn::Equals`, `Fn::And`, `Fn::Or` or `Fn::Not`. */
function holds(condition: unknown, scope: Scope, report: Report): boolean {
  const [[name, argument] = ['', undefined]] = isObject(condition) ? Object.entries(condition) : [];
  const parts: readonly unknown[] = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return conditionHolds(String(argument), scope, report);
    case 'Fn::Equals': {
      const [left, right] = parts.map((part) => JSON.stringify(resolveDeep(part, scope, report)));
      return left === right;
    }
    case 'Fn::And':
      return parts.every((part) => holds(part, scope, report));
    case 'Fn::Or':
      return parts.some((part) => holds(part, scope, report));
    case 'Fn::Not':
      return !holds(parts[0], scope, report);
    default:
      report(`condition ${JSON.stringify(condition)} is not supported`);
      return false;
  }
}
