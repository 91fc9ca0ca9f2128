/** What differs from one deployment to another. */
export interface Stage {
  readonly sendLimits: SendLimits;
}

export interface SendLimits {
  /** What one person may send to one channel, in the long run; changes and reactions count too. */
  readonly personPerSecond: number;
  /** How many of them at once, after a pause. */
  readonly personBurst: number;
  /** Messages that a channel takes within one second of the clock. */
  readonly channelPerSecond: number;
}

const stages = {
  prod: { sendLimits: { personPerSecond: 5, personBurst: 10, channelPerSecond: 50 } },
  /**
   * For load and for tests: as fast as the service can, for a million messages of one person. The long interval keeps those who send from many
   * places at once from finding their entry paid off, and refused, in between.
   */
  load: { sendLimits: { personPerSecond: 1, personBurst: 1_000_000, channelPerSecond: 1_000_000 } },
} as const satisfies Record<string, Stage>;

export type StageName = keyof typeof stages;

/** Throws where there is no stage of that name. */
export function stageOf(name: string): Stage {
  if (name in stages) return stages[name as StageName];
  throw new Error(`there is no stage ${name}; there are ${Object.keys(stages).join(', ')}`);
}

/** What resolvers read of a stage. */
export function environmentOf({ sendLimits }: Stage): Record<string, string> {
  return {
    PERSON_PER_SECOND: String(sendLimits.personPerSecond),
    PERSON_BURST: String(sendLimits.personBurst),
    CHANNEL_PER_SECOND: String(sendLimits.channelPerSecond),
  };
}
