import { util } from '@aws-appsync/utils';

/**
 * A channel's clock (epoch milliseconds) as the time that is stored and told: UTC, always with three digits of milliseconds.
 * `epochMilliSecondsToISO8601` does not promise the digits, and a whole second written without them would sort behind its own
 * milliseconds.
 */
export function timeOf(clock: number): string {
  return util.time.epochMilliSecondsToFormatted(clock, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
}

/** The pattern of such a time, for cursors that carry one. */
export const timePattern = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';
