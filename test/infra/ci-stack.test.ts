import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { CiStack } from '../../infra/ci-stack.ts';
import { stageOf } from '../../infra/stages.ts';

const app = new App();
const template = Template.fromStack(
  new CiStack(app, 'ParleyCi', { stage: stageOf('prod'), repository: 'company/parley', makesProvider: true }),
);
const github = 'token.actions.githubusercontent.com';

interface Role {
  Properties: {
    RoleName: string;
    ManagedPolicyArns?: unknown;
    AssumeRolePolicyDocument: { Statement: { Action: string; Condition: { StringEquals: object } }[] };
  };
}
interface Policy {
  Properties: {
    Roles: { Ref: string }[];
    PolicyDocument: { Statement: { Action: string | string[]; Condition?: object; Resource: unknown }[] };
  };
}
const statementsOf = (role: string) =>
  (Object.values(template.findResources('AWS::IAM::Policy')) as Policy[])
    .filter(({ Properties }) => Properties.Roles[0]?.Ref.startsWith(role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

describe('GitHub', () => {
  test('is known to AWS by what it signs, for this repository, and for each role by the job', () => {
    const roles = Object.values(template.findResources('AWS::IAM::Role')) as Role[];
    const trusted = roles.map(({ Properties }) => [
      Properties.RoleName,
      Properties.AssumeRolePolicyDocument.Statement.map(({ Action, Condition }) => [Action, Condition.StringEquals]),
    ]);
    const subjects = (...of: string[]) => ({ [`${github}:aud`]: 'sts.amazonaws.com', [`${github}:sub`]: of });
    expect(trusted).toEqual([
      [
        'parley-prod-look',
        [
          [
            'sts:AssumeRoleWithWebIdentity',
            subjects('repo:company/parley:pull_request', 'repo:company/parley:ref:refs/heads/main'),
          ],
        ],
      ],
      ['parley-prod-deploy', [['sts:AssumeRoleWithWebIdentity', subjects('repo:company/parley:environment:prod')]]],
    ]);
  });

  test('looks by CDK’s own role for that, and does nothing else', () => {
    const statements = statementsOf('Look');
    expect(statements.map(({ Action }) => Action)).toEqual(['sts:AssumeRole']);
    expect(JSON.stringify(statements)).toMatch(/cdk-hnb659fds-lookup-role-/);
    expect(JSON.stringify(statements)).not.toMatch(/deploy-role|file-publishing/);
  });

  test('deploys by CDK’s roles, and touches of the rest what bears the stage’s name or tag', () => {
    const statements = statementsOf('Deploy');
    expect(statements.map(({ Action }) => Action)).toEqual([
      'sts:AssumeRole',
      's3:PutObject',
      ['cloudfront:CreateInvalidation', 'secretsmanager:GetSecretValue'],
      'kms:Decrypt',
    ]);
    for (const { Resource, Condition } of statements) {
      if (Resource !== '*') continue;
      expect(Condition).toMatchObject({ StringEquals: { 'aws:ResourceTag/parley:stage': 'prod' } });
    }
  });

  test('is made known to an account by one stack of it, which leaves it known, and trusted alike by the others', () => {
    const second = Template.fromStack(
      new CiStack(new App(), 'ParleyCi', {
        stage: stageOf('prod'),
        repository: 'company/parley',
        makesProvider: false,
      }),
    );
    second.resourceCountIs('AWS::IAM::OIDCProvider', 0);
    expect(Object.values(template.findResources('AWS::IAM::OIDCProvider'))).toMatchObject([
      { Properties: { Url: `https://${github}` }, DeletionPolicy: 'RetainExceptOnCreate' },
    ]);
    const trustOf = (of: Template) => JSON.stringify(of.findResources('AWS::IAM::Role'));
    expect(trustOf(second)).toBe(trustOf(template));
    expect(trustOf(second)).toContain(`:oidc-provider/${github}`);
  });

  test('has nothing that cdk-nag finds and nobody acknowledged', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });
});
