import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type Stage, placeOf } from './stage.ts';

export interface CiStackProps extends StackProps {
  readonly stage: Stage;
  /** As GitHub writes it: `company/parley`. */
  readonly repository: string;
  /**
   * Whether this stack makes AWS know GitHub. An account knows it once (IAM: one provider for each URL), and a second stack that makes it fails;
   * the one that does keeps it when it is deleted, as others may trust it.
   */
  readonly makesProvider: boolean;
}

/** What CDK's bootstrap stack makes, and names so (CDK Developer Guide, "Bootstrapping"). */
const bootstrap = 'cdk-hnb659fds';

/**
 * Who GitHub may be in this account: nobody keeps a key. One role deploys, and can be taken only by a job of the stage's own environment, which
 * GitHub starts once it is approved; another looks at what there is, for `cdk diff` and `cdk drift`. Deployed once, by hand.
 */
export class CiStack extends Stack {
  constructor(scope: Construct, id: string, { stage, repository, makesProvider, ...props }: CiStackProps) {
    super(scope, id, { stackName: `parley-${stage.name}-ci`, env: placeOf(stage), ...props });
    const issuer = 'token.actions.githubusercontent.com';
    if (makesProvider) {
      const provider = new CfnOIDCProvider(this, 'GitHub', {
        url: `https://${issuer}`,
        clientIdList: ['sts.amazonaws.com'],
      });
      provider.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    }
    const providerArn = `arn:${this.partition}:iam::${this.account}:oidc-provider/${issuer}`;
    const jobsOf = (...subjects: string[]) =>
      new WebIdentityPrincipal(providerArn, {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: subjects.map((one) => `repo:${repository}:${one}`),
        },
      });

    const look = new Role(this, 'Look', {
      roleName: `parley-${stage.name}-look`,
      description: 'Compares what is deployed with what would be. Reads, and no message: it can not use a key.',
      assumedBy: jobsOf('pull_request', 'ref:refs/heads/main'),
    });
    look.addToPolicy(this.mayBe('lookup'));

    const deploy = new Role(this, 'Deploy', {
      roleName: `parley-${stage.name}-deploy`,
      description: 'Deploys the stage, puts the web client up, and signs a session in to try it.',
      assumedBy: jobsOf(`environment:${stage.name}`),
    });
    deploy.addToPolicy(this.mayBe('deploy', 'file-publishing', 'lookup'));
    const files = `arn:${this.partition}:s3:::parley-${stage.name}-web-files*/*`;
    deploy.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [files] }));
    const ofStage = { StringEquals: { 'aws:ResourceTag/parley:stage': stage.name } };
    deploy.addToPolicy(
      new PolicyStatement({
        actions: ['cloudfront:CreateInvalidation', 'secretsmanager:GetSecretValue'],
        resources: ['*'],
        conditions: ofStage,
      }),
    );
    deploy.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: {
          StringEquals: { ...ofStage.StringEquals, 'kms:ViaService': `secretsmanager.${this.region}.amazonaws.com` },
        },
      }),
    );
    acknowledge(deploy, {
      'AwsSolutions-IAM5[Resource::*]':
        'The distribution, the secret and its key are named by other stacks: each is allowed by the tag of its stage alone.',
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::parley-${stage.name}-web-files*/*]`]:
        'CloudFormation makes the end of the bucket’s name up; its files are the web client’s.',
    });
    new CfnOutput(this, 'LookRoleArn', { value: look.roleArn });
    new CfnOutput(this, 'DeployRoleArn', { value: deploy.roleArn });
  }

  private mayBe(...kinds: string[]): PolicyStatement {
    const resources = kinds.map(
      (kind) =>
        `arn:${this.partition}:iam::${this.account}:role/${bootstrap}-${kind}-role-${this.account}-${this.region}`,
    );
    return new PolicyStatement({ actions: ['sts:AssumeRole'], resources });
  }
}
