import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { APPSYNC_GRAPHQLAPI_SCOPE_LAMBDA_FUNCTION_PERMISSION } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { Api } from './api.ts';
import { Backups } from './backups.ts';
import { DataSources } from './data-sources.ts';
import { Files } from './files.ts';
import { Firewall } from './firewall.ts';
import { MetricsRecorder } from './metrics-recorder.ts';
import { Resolvers } from './resolvers.ts';
import { SessionAuthorizer } from './session-authorizer.ts';
import { type Stage, placeOf } from './stage.ts';
import { createStageKey } from './stage-key.ts';
import { Tables } from './tables.ts';
import { Watching } from './watching/watching.ts';

export interface ParleyStackProps extends StackProps {
  readonly stage: Stage;
}

/** The service: its tables, its API, who may call it, and who is told when something is wrong. */
export class ParleyStack extends Stack {
  readonly api: Api;
  readonly files: Files;

  constructor(scope: Construct, id: string, { stage, ...props }: ParleyStackProps) {
    super(scope, id, {
      stackName: `parley-${stage.name}`,
      env: placeOf(stage),
      terminationProtection: stage.data.isProtected,
      ...props,
    });
    // Without it every AppSync API of every account may ask our authorizer whose session a token is.
    this.node.setContext(APPSYNC_GRAPHQLAPI_SCOPE_LAMBDA_FUNCTION_PERMISSION, true);
    Tags.of(this).add('parley:stage', stage.name);
    const { data, firewall: firewallLimits } = stage;

    const key = createStageKey(this, stage);
    const tables = new Tables(this, 'Tables', { data, key });
    const files = new Files(this, 'Files', { stage, key, tables });
    if (data.backups) {
      const { bucket } = files;
      new Backups(this, 'Backups', { name: `parley-${stage.name}`, keeping: data.backups, key, tables, bucket });
    }

    const authorizer = new SessionAuthorizer(this, 'SessionAuthorizer', { stage, key });
    const api = new Api(this, 'Api', { stage, tables, authorizer });
    const metricsRecorder = new MetricsRecorder(this, 'MetricsRecorder', stage);
    const dataSources = new DataSources(this, 'DataSources', api.graphql, tables, {
      metricsRecorder: metricsRecorder.handler,
      files: files.files.lambda,
      fileKeeper: files.keeper.lambda,
    });
    new Resolvers(this, 'Resolvers', api.graphql, dataSources);
    const firewall = firewallLimits
      ? new Firewall(this, 'Firewall', { stage, limits: firewallLimits, apiArn: api.graphql.arn })
      : null;

    this.api = api;
    this.files = files;
    new Watching(this, 'Watching', {
      stage,
      key,
      api,
      tables: tables.all(),
      authorizer: authorizer.function.lambda,
      metricsRecorder: metricsRecorder.handler,
      files: files.files.lambda,
      fileKeeper: files.keeper.lambda,
      firewall,
    });

    const { pool, client } = authorizer.userPool ?? {};
    this.output('GraphqlUrl', api.url);
    this.output('ApiDomainTarget', api.domainTarget);
    this.output('SessionSecretArn', authorizer.secret?.secretArn);
    this.output('UserPoolId', pool?.userPoolId);
    this.output('UserPoolClientId', client?.userPoolClientId);
    // For whoever operates it: infra/operate.
    this.output('TableNames', this.toJsonString(tables.names()));
    this.output('FilesBucket', files.bucket.bucketName);
    this.output('Region', this.region);
  }

  /** Nothing where the stage has no such thing. */
  private output(name: string, value: string | null | undefined): void {
    if (value) new CfnOutput(this, name, { value });
  }
}
