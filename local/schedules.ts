import { randomUUID } from 'node:crypto';
import type { ScheduleDefinition } from './assembly/model.ts';
import type { Functions } from './functions.ts';
import type { Log } from './log.ts';

/** What EventBridge would call by itself. */
export interface Schedules {
  /** From now on. A first call comes after the first interval, as in AWS. */
  begin(): void;
  /** Calls each of them now, and resolves when all have ended. Rejects where one failed. */
  run(): Promise<void>;
  end(): void;
}

export function createSchedules(definitions: readonly ScheduleDefinition[], functions: Functions, log: Log): Schedules {
  let timers: readonly NodeJS.Timeout[] = [];
  const call = async ({ ruleArn, functionArn, input }: ScheduleDefinition): Promise<void> => {
    const event: unknown = input === null ? scheduledEvent(ruleArn) : JSON.parse(input);
    const outcome = await functions.find(functionArn).invoke(event);
    if (outcome.kind === 'failed') throw new Error(`${functionArn}: ${outcome.error.errorMessage}`);
  };
  return {
    begin() {
      timers = definitions.map((definition) => {
        const timer = setInterval(() => {
          call(definition).catch((error: unknown) => log.warn(`A schedule failed: ${String(error)}`));
        }, definition.everyMs);
        return timer.unref();
      });
    },
    async run() {
      await Promise.all(definitions.map(call));
    },
    end() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** EventBridge User Guide, "Scheduled events". */
function scheduledEvent(ruleArn: string): object {
  const [, , , region, account] = ruleArn.split(':');
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: new Date().toISOString(),
    region,
    resources: [ruleArn],
    detail: {},
  };
}
