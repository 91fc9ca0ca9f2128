import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * The key that a stage's tables, its files, its session secret and its alarms are encrypted with; null = AWS's own keys. It is changed each year by
 * KMS itself; what was written before stays readable.
 */
export function createStageKey(scope: Construct, { name, data }: Stage): Key | null {
  if (data.key === 'aws') return null;
  const key = new Key(scope, 'Key', {
    description: `Parley ${name}: tables, files, session secret, alarms.`,
    enableKeyRotation: true,
    // Without the key no table and no backup can be read again, so it outlives the stack wherever they do.
    removalPolicy: data.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const { account, region } = Stack.of(scope);
  // Whoever may use a table or the bucket may use their key through DynamoDB or S3, and in no other way: what AWS's own keys for these say.
  // So what a role may read or write is said once, in its actions on them.
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ThroughDynamoDbAndS3',
      principals: [new AnyPrincipal()],
      actions: [
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
      ],
      resources: ['*'],
      conditions: {
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': [`dynamodb.${region}.amazonaws.com`, `s3.${region}.amazonaws.com`],
        },
      },
    }),
  );
  // An alarm can not tell an encrypted topic unless CloudWatch may use the topic's key.
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );
  return key;
}
