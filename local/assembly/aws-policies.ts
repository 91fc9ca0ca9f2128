import type { PolicyStatement } from './model.ts';

/**
 * What one of AWS's own managed policies says of the services that are served here (AWS Managed Policy Reference Guide).
 * Empty = nothing: logs, traces, streams and the like. null = unknown here.
 */
export function awsPolicyStatements(arn: string): readonly PolicyStatement[] | null {
  const name = arn.startsWith(prefix) ? arn.slice(prefix.length) : '';
  if (harmless.has(name)) return [];
  const actions = granting.get(name);
  return actions === undefined ? null : [{ effect: 'Allow', actions, resources: ['*'] }];
}

const prefix = 'arn:aws:iam::aws:policy/';

const harmless: ReadonlySet<string> = new Set([
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AWSLambdaSQSQueueExecutionRole',
  'service-role/AWSLambdaKinesisExecutionRole',
  'service-role/AWSLambdaDynamoDBExecutionRole',
  'service-role/AWSAppSyncPushToCloudWatchLogs',
  'AWSXRayDaemonWriteAccess',
  'AWSXrayWriteOnlyAccess',
  'CloudWatchLogsFullAccess',
  'CloudWatchLambdaInsightsExecutionRolePolicy',
]);

const granting: ReadonlyMap<string, readonly string[]> = new Map([
  ['AdministratorAccess', ['*']],
  ['AmazonDynamoDBFullAccess', ['dynamodb:*']],
  ['AmazonDynamoDBFullAccess_v2', ['dynamodb:*']],
  [
    'AmazonDynamoDBReadOnlyAccess',
    [
      'dynamodb:BatchGetItem',
      'dynamodb:Describe*',
      'dynamodb:GetItem',
      'dynamodb:List*',
      'dynamodb:PartiQLSelect',
      'dynamodb:Query',
      'dynamodb:Scan',
    ],
  ],
  ['service-role/AWSLambdaRole', ['lambda:InvokeFunction']],
  ['SecretsManagerReadWrite', ['secretsmanager:*']],
]);
