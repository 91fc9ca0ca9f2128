import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { OwnFunction } from './own-function.ts';
import type { Stage } from './stage.ts';

/**
 * The function that writes clients' reports into its log, from which CloudWatch takes the metrics. AppSync's own log would not do:
 * resolvers write to it only while every field is logged, and with words of AppSync's before what they write.
 */
export class MetricsRecorder extends Construct {
  readonly handler: LambdaFunction;

  constructor(
    scope: Construct,
    id: string,
    { name, logDays, concurrency }: Pick<Stage, 'name' | 'logDays' | 'concurrency'>,
  ) {
    super(scope, id);
    this.handler = new OwnFunction(this, 'Recorder', {
      folder: 'metrics-recorder',
      description: 'Writes what clients measured of themselves as CloudWatch metrics.',
      // The least there is: it reads a few kilobytes and writes a line.
      memoryMb: 128,
      timeoutSeconds: 3,
      environment: { STAGE: name },
      // The metrics outlive it by far, so the log goes with its stack.
      logDays,
      // Whoever reports without end keeps no other function from running.
      reservedConcurrency: concurrency?.metricsRecorder ?? null,
      // What fails is let go: tried again, an outage would end in a flood of what was measured before it.
      unawaited: { retryAttempts: 0, maxEventAge: Duration.minutes(1) },
    }).lambda;
  }
}
