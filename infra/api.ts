import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type CfnGraphQLApi,
  DataSourceLevelMetricsBehavior,
  Definition,
  FieldLogLevel,
  GraphqlApi,
  IntrospectionConfig,
  OperationLevelMetricsConfig,
  ResolverLevelMetricsBehavior,
} from 'aws-cdk-lib/aws-appsync';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';
import { acknowledge } from './acknowledge.ts';
import type { ApiHosts } from './page-headers.ts';
import type { SessionAuthorizer } from './session-authorizer.ts';
import { type Stage, environmentOf } from './stage.ts';
import type { Tables } from './tables.ts';

const schemaFile = fileURLToPath(new URL('../schema.graphql', import.meta.url));

export interface ApiProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly authorizer: SessionAuthorizer;
}

/** The GraphQL API with its log, its limits, and its own domain where the stage has one. */
export class Api extends Construct {
  readonly graphql: GraphqlApi;
  readonly logGroup: LogGroup;
  /** Where clients call it. */
  readonly url: string;
  readonly hosts: ApiHosts;
  /** What the domain's CNAME record must name; null = no domain of its own. */
  readonly domainTarget: string | null;

  constructor(scope: Construct, id: string, { stage, tables, authorizer }: ApiProps) {
    super(scope, id);
    const logRole = new Role(this, 'LogRole', {
      assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
      description: 'Writes the log of the API.',
    });
    const domain = stage.domains?.api ?? null;
    this.graphql = new GraphqlApi(this, 'Graphql', {
      name: `parley-${stage.name}`,
      definition: Definition.fromFile(schemaFile),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.LAMBDA,
          lambdaAuthorizerConfig: authorizer.config,
        },
        additionalAuthorizationModes: [{ authorizationType: AuthorizationType.IAM }],
      },
      environmentVariables: { ...tables.environment(), ...environmentOf(stage) },
      introspectionConfig: stage.hasIntrospection ? IntrospectionConfig.ENABLED : IntrospectionConfig.DISABLED,
      queryDepthLimit: stage.queryDepth,
      resolverCountLimit: stage.resolverCount,
      xrayEnabled: true,
      enhancedMetricsConfig: {
        resolverLevelMetricsBehavior: ResolverLevelMetricsBehavior.PER_RESOLVER_METRICS,
        dataSourceLevelMetricsBehavior: DataSourceLevelMetricsBehavior.PER_DATA_SOURCE_METRICS,
        // These are named by what callers call their operations: each name made up would be one more metric to pay for.
        operationLevelMetricsConfig: OperationLevelMetricsConfig.DISABLED,
      },
      ...(domain
        ? {
            domainName: {
              domainName: domain.name,
              certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
            },
          }
        : {}),
    });
    // Errors alone, and without what people wrote. Said to the resource itself: CDK's construct would bring a function that may set the
    // retention of every log of the account.
    const resource = this.graphql.node.defaultChild as CfnGraphQLApi;
    resource.logConfig = {
      cloudWatchLogsRoleArn: logRole.roleArn,
      fieldLogLevel: FieldLogLevel.ERROR,
      excludeVerboseContent: true,
    };
    acknowledge(this.graphql, {
      'AwsSolutions-ASC3': 'Verbose content is what people wrote, with their tokens: it is never logged.',
    });
    // AppSync would make the group itself, to be kept for ever.
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/appsync/apis/${this.graphql.apiId}`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.logGroup.grantWrite(logRole);
    this.hosts = domain
      ? { http: domain.name, realtime: domain.name }
      : { http: resource.attrGraphQlDns, realtime: resource.attrRealtimeDns };
    this.url = domain ? `https://${domain.name}/graphql` : this.graphql.graphqlUrl;
    this.domainTarget = domain ? this.graphql.appSyncDomainName : null;
  }
}
