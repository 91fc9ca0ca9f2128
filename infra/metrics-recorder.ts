import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleLambda } from './bundle.ts';
import type { Stage } from './stage.ts';

/**
 * The function that writes clients' reports into its log, from which CloudWatch takes the metrics. AppSync's own log would not do:
 * resolvers write to it only while every field is logged, and with words of AppSync's before what they write.
 */
export class MetricsRecorder extends Construct {
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, { name, logDays }: Pick<Stage, 'name' | 'logDays'>) {
    super(scope, id);
    // The metrics outlive it by far, so the log goes with its stack.
    const logGroup = new LogGroup(this, 'Log', { retention: logDays, removalPolicy: RemovalPolicy.DESTROY });
    // One of its own: that which CDK makes may write into every log of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.handler = new LambdaFunction(this, 'Function', {
      description: 'Writes what clients measured of themselves as CloudWatch metrics.',
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(bundleLambda('metrics-recorder')),
      role,
      logGroup,
      // The least there is: it reads a few kilobytes and writes a line.
      memorySize: 128,
      timeout: Duration.seconds(3),
      environment: { STAGE: name },
      // Nobody waits for it. What fails is let go: tried again, an outage would end in a flood of what was measured before it.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
  }
}
