import { currentRun } from './run-state.ts';
import { errorText, Unwind } from './unwind.ts';

export function error(message: unknown, errorType?: unknown, data?: unknown, errorInfo?: unknown): never {
  throw new Unwind(`{"kind":"error","error":${errorText(message ?? '', errorType, data, errorInfo)}}`);
}

export function appendError(message: unknown, errorType?: unknown, data?: unknown, errorInfo?: unknown): void {
  currentRun().appendedErrors.push(errorText(message ?? '', errorType, data, errorInfo));
}

export function unauthorized(): never {
  const { fieldName, parentTypeName } = currentRun().ctx.info;
  return error(`Not Authorized to access ${fieldName} on type ${parentTypeName}`, 'Unauthorized');
}
