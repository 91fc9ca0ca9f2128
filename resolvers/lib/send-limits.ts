/** How much may be sent, as the stage that is deployed has it. */
export interface SendLimits {
  /** What one message or change costs a person, in milliseconds of their time. */
  personIntervalMs: number;
  /** How far ahead of now a person may have spent their time and still send. */
  personLeewayMs: number;
  /** Messages that a channel takes within one second of the clock. */
  channelPerSecond: number;
  /** How long after telling a channel that they type one may tell it again. */
  typingIntervalMs: number;
  /** How long after a report of metrics one may report again. */
  reportIntervalMs: number;
  /** What one channel that a person makes costs them, in milliseconds of their time. */
  makingIntervalMs: number;
  /** How far ahead of now a person may have spent their time and still make one. */
  makingLeewayMs: number;
}

/**
 * Reads the stage's figures: `PERSON_PER_SECOND` is what one person may send to one channel in the long run, `PERSON_BURST` how many
 * at once after a pause.
 */
export function sendLimits(env: Record<string, string>): SendLimits {
  const personIntervalMs = Math.ceil(1000 / numberOf(env.PERSON_PER_SECOND));
  const makingIntervalMs = numberOf(env.MAKING_INTERVAL_MS);
  return {
    personIntervalMs,
    personLeewayMs: (numberOf(env.PERSON_BURST) - 1) * personIntervalMs,
    channelPerSecond: numberOf(env.CHANNEL_PER_SECOND),
    typingIntervalMs: numberOf(env.TYPING_INTERVAL_MS),
    reportIntervalMs: numberOf(env.REPORT_INTERVAL_MS),
    makingIntervalMs,
    makingLeewayMs: (numberOf(env.MAKING_BURST) - 1) * makingIntervalMs,
  };
}

/** AppSync hands variables over as text, and has no `Number()`. */
function numberOf(text: string | undefined): number {
  return JSON.parse(text ?? '0') as number;
}
