import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * AWS Backup tells EventBridge of each copy, with more certainty than by its metrics. See docs/runbooks/backup-failed.md.
 *
 * The topic and its key are opened to this rule alone, by their own policies: with a role, delivery to an encrypted topic may fail (EventBridge
 * User Guide, "Using resource-based policies"). CDK's own target would open both to the rules of every account. Null = no key of ours.
 */
export function tellOfFailedBackups(scope: Construct, topic: Topic, key: Key | null): void {
  const ruleName = `${Stack.of(scope).stackName}-backup-failed`;
  new Rule(scope, 'BackupFailed', {
    ruleName,
    description: 'A copy of a table was not made: docs/runbooks/backup-failed.md.',
    eventPattern: {
      source: ['aws.backup'],
      detailType: ['Backup Job State Change'],
      detail: { state: ['FAILED', 'ABORTED', 'EXPIRED'] },
    },
    targets: [{ bind: () => ({ arn: topic.topicArn }) }],
  });
  // By its name, as the rule itself names the topic.
  const ruleArn = Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: ruleName });
  const mayUse = (...actions: string[]) => ({
    sid: 'FailedBackups',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions,
    conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  });
  topic.addToResourcePolicy(new PolicyStatement({ ...mayUse('sns:Publish'), resources: [topic.topicArn] }));
  key?.addToResourcePolicy(new PolicyStatement({ ...mayUse('kms:Decrypt', 'kms:GenerateDataKey*'), resources: ['*'] }));
}
