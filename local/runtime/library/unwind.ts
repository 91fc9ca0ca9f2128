import { countText } from './metering.ts';
import { toJson } from './plain-data.ts';

/**
 * Ends a run from within a call. Resolver code has no `catch`, so nothing of it sees one. `outcome` is JSON text of the
 * `Outcome`.
 */
export class Unwind {
  readonly outcome: string;

  constructor(outcome: string) {
    this.outcome = outcome;
  }
}

export function errorText(message: unknown, errorType: unknown, data: unknown, errorInfo: unknown): string {
  const members = [
    `"message":${toJson(asText(message))}`,
    `"errorType":${toJson(asText(errorType))}`,
    `"data":${toJson(data)}`,
    `"errorInfo":${toJson(errorInfo)}`,
  ];
  const text = `{${members.join(',')}}`;
  countText(text.length);
  return text;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : toJson(value);
}
