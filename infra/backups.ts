import { Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import {
  AnyPrincipal,
  Effect,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { BackupKeeping } from './stage.ts';
import type { Tables } from './tables.ts';

export interface BackupsProps {
  /** Of the plan. */
  readonly name: string;
  readonly keeping: BackupKeeping;
  readonly key: IKey | null;
  readonly tables: Tables;
  /** Of messages' files. */
  readonly bucket: Bucket;
}

/**
 * Copies of every table, and of messages' files, in a vault that nobody empties by hand. Point-in-time recovery brings back any second of the
 * last weeks; these bring back a table that was deleted with its recovery. They are kept for no longer: what people deleted is in them too.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { name, keeping, key, tables, bucket }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      // With the end of the stack's own id: a vault that outlives its stack would keep the next one of its name from being made. One that was
      // made by a deployment that failed is empty, and goes with it.
      backupVaultName: `${name}-${Fn.select(4, Fn.split('-', Fn.select(2, Fn.split('/', Stack.of(this).stackId))))}`,
      ...(key ? { encryptionKey: key } : {}),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      accessPolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'CopiesEndByAgeAlone',
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
            resources: ['*'],
          }),
        ],
      }),
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: name,
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'daily',
          scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(8),
          deleteAfter: Duration.days(keeping.dailyDays),
        }),
      ],
    });
    const role = new Role(this, 'Role', {
      // Without a condition on the account: no word of AWS's says that AWS Backup names it, and with one it may fail each night. A role can
      // be handed to a service only by somebody of its own account (IAM User Guide, "iam:PassRole").
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      description: 'What AWS Backup may do to copy the tables and the files.',
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup'),
        ManagedPolicy.fromAwsManagedPolicyName('AWSBackupServiceRolePolicyForS3Backup'),
      ],
    });
    plan.addSelection('Tables', {
      role,
      disableDefaultBackupPolicy: true,
      resources: [
        ...tables.all().map(({ table }) => BackupResource.fromArn(table.tableArn)),
        BackupResource.fromArn(bucket.bucketArn),
      ],
    });
    acknowledge(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]':
        'AWS keeps this policy in step with what AWS Backup needs; only AWS Backup can take the role, and it restores nothing.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup]':
        'AWS keeps this policy in step with what AWS Backup needs of a bucket; only AWS Backup can take the role, and it restores nothing.',
    });
  }
}
