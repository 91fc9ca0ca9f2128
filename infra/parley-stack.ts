import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AuthorizationType, Definition, FieldLogLevel, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { APPSYNC_GRAPHQLAPI_SCOPE_LAMBDA_FUNCTION_PERMISSION } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';
import { DataSources } from './data-sources.ts';
import { Resolvers } from './resolvers.ts';
import { SessionAuthorizer } from './session-authorizer.ts';
import { type Stage, environmentOf } from './stages.ts';
import { Tables } from './tables.ts';

const schemaFile = fileURLToPath(new URL('../schema.graphql', import.meta.url));

export interface ParleyStackProps extends StackProps {
  readonly stage: Stage;
}

/** All of Parley: its tables, its API, and who may call it. */
export class ParleyStack extends Stack {
  constructor(scope: Construct, id: string, props: ParleyStackProps) {
    super(scope, id, props);
    // Without it every AppSync API of every account may ask our authorizer whose session a token is.
    this.node.setContext(APPSYNC_GRAPHQLAPI_SCOPE_LAMBDA_FUNCTION_PERMISSION, true);
    const tables = new Tables(this, 'Tables');
    const authorizer = new SessionAuthorizer(this, 'SessionAuthorizer');
    const api = new GraphqlApi(this, 'Api', {
      name: 'parley',
      definition: Definition.fromFile(schemaFile),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.LAMBDA,
          lambdaAuthorizerConfig: authorizer.config,
        },
        additionalAuthorizationModes: [{ authorizationType: AuthorizationType.IAM }],
      },
      environmentVariables: { ...tables.environment(), ...environmentOf(props.stage) },
      // Errors alone, without what people wrote, and not for ever.
      logConfig: {
        fieldLogLevel: FieldLogLevel.ERROR,
        excludeVerboseContent: true,
        retention: RetentionDays.ONE_MONTH,
      },
      // One document can ask for a few things, not send sixty messages by aliases.
      resolverCountLimit: 20,
      xrayEnabled: true,
    });
    const dataSources = new DataSources(this, 'DataSources', api, tables);
    new Resolvers(this, 'Resolvers', api, dataSources);

    new CfnOutput(this, 'GraphqlUrl', { value: api.graphqlUrl });
    new CfnOutput(this, 'SessionSecretArn', { value: authorizer.secret.secretArn });
  }
}
