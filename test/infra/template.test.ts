import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readModels } from '../../infra/models.ts';
import { stageOf } from '../../infra/stages.ts';
import { synthesize, synthesizeAnew } from './support/synth.ts';

const { service: template } = synthesize(stageOf('prod'));

const [apiId] = Object.keys(template.findResources('AWS::AppSync::GraphQLApi'));

interface Statement {
  Action: string | string[];
  Resource: unknown;
}
const policies = Object.values(template.findResources('AWS::IAM::Policy')) as {
  Properties: { PolicyDocument: { Statement: Statement[] }; Roles: { Ref: string }[] };
}[];

describe('the template', () => {
  test('has one table for every model, with its key and indexes', () => {
    const tables = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'));
    expect(tables).toHaveLength(readModels().length);
    for (const model of readModels()) {
      template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: model.key.partition, KeyType: 'HASH' },
          ...(model.key.sort ? [{ AttributeName: model.key.sort, KeyType: 'RANGE' }] : []),
        ],
        ...(model.indexes.length > 0
          ? {
              GlobalSecondaryIndexes: model.indexes.map(({ name, projection }) => ({
                IndexName: name,
                Projection:
                  typeof projection === 'string'
                    ? { ProjectionType: projection }
                    : { ProjectionType: 'INCLUDE', NonKeyAttributes: projection },
              })),
            }
          : {}),
      });
    }
  });

  test('asks the session authorizer by default, and knows IAM besides', () => {
    template.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      AuthenticationType: 'AWS_LAMBDA',
      AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
      LambdaAuthorizerConfig: { AuthorizerResultTtlInSeconds: 60 },
    });
  });

  test('lets this API alone invoke the session authorizer, and its schedule alone what removes files', () => {
    const permissions = Object.values(template.findResources('AWS::Lambda::Permission')) as {
      Properties: { Principal: string; SourceArn?: { 'Fn::GetAtt': [string, string] } };
    }[];
    const [rule] = Object.keys(
      template.findResources('AWS::Events::Rule', { Properties: { ScheduleExpression: 'rate(1 hour)' } }),
    );
    expect(permissions.map((one) => [one.Properties.Principal, one.Properties.SourceArn])).toEqual([
      ['events.amazonaws.com', { 'Fn::GetAtt': [rule, 'Arn'] }],
      ['appsync.amazonaws.com', { 'Fn::GetAtt': [apiId, 'Arn'] }],
    ]);
  });

  test('logs errors alone, without what people wrote, for a month', () => {
    template.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: true },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', ['/aws/appsync/apis/', { 'Fn::GetAtt': [apiId, 'ApiId'] }]] },
      RetentionInDays: 30,
    });
  });

  test('gives each data source a role of its own', () => {
    const sources = Object.values(template.findResources('AWS::AppSync::DataSource')) as {
      Properties: { Type: string; ServiceRoleArn?: { 'Fn::GetAtt': [string, string] } };
    }[];
    const roles = sources
      .filter((one) => one.Properties.Type !== 'NONE')
      .map((one) => one.Properties.ServiceRoleArn?.['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(roles.length);
    expect(roles).not.toContain(undefined);
  });

  test('allows no data source an action or a table by wildcard', () => {
    const ofDataSources = policies.filter((one) => /DataSources/.test(one.Properties.Roles[0]?.Ref ?? ''));
    expect(ofDataSources.length).toBeGreaterThan(5);
    for (const { Action, Resource } of ofDataSources.flatMap((one) => one.Properties.PolicyDocument.Statement)) {
      expect(JSON.stringify([Action, Resource])).not.toContain('*');
    }
  });

  test('grants exactly this', () => {
    const granted = policies
      .filter((one) => /DataSources/.test(one.Properties.Roles[0]?.Ref ?? ''))
      .flatMap(({ Properties: { Roles, PolicyDocument } }) => {
        const source = /^DataSources(.+?)ServiceRole/.exec(Roles[0]?.Ref ?? '')?.[1];
        return PolicyDocument.Statement.map(({ Action, Resource }) => {
          const targets = (Array.isArray(Resource) ? Resource : [Resource]).map(targetOf);
          return `${source}: ${String(Action)} on ${targets.join(', ')}`;
        });
      });
    expect(granted.sort()).toEqual(
      [
        'access: dynamodb:BatchGetItem on Channel, ChannelMember, Workspace, WorkspaceMember, Message, Reaction, User',
        'channelMaker: dynamodb:PutItem on Channel, ChannelMember, DirectMessage',
        'channelMembers: dynamodb:Query on ChannelMember',
        'channelPeople: dynamodb:Query on ChannelMember/index/members_by_channel',
        'channelSequence: dynamodb:GetItem on Channel',
        'channelSequence: dynamodb:UpdateItem on Channel',
        'channels: dynamodb:BatchGetItem on Channel',
        'makingLimits: dynamodb:GetItem on WorkspaceMember',
        'makingLimits: dynamodb:UpdateItem on WorkspaceMember',
        'membershipWriter: dynamodb:DeleteItem on ChannelMember',
        'membershipWriter: dynamodb:PutItem on ChannelMember',
        'membershipWriter: dynamodb:UpdateItem on Channel',
        'mentionMarker: dynamodb:UpdateItem on ChannelMember',
        'messageChanger: dynamodb:GetItem on Message',
        'messageChanger: dynamodb:UpdateItem on Message',
        'messageHistory: dynamodb:Query on Message/index/messages_by_channel',
        'messagePositions: dynamodb:Query on Message/index/messages_by_position',
        'messageRevisions: dynamodb:Query on Message/index/messages_by_revision',
        'messageWriter: dynamodb:GetItem on Message',
        'messageWriter: dynamodb:PutItem on Message',
        'messages: dynamodb:GetItem on Message',
        'fileChecks: dynamodb:PutItem on FileCheck',
        'fileKeeper: lambda:InvokeFunction on FilesKeeper',
        'files: lambda:InvokeFunction on FilesSigner',
        'metricsRecorder: lambda:InvokeFunction on MetricsRecorder',
        'uploadDays: dynamodb:GetItem on UploadDay',
        'uploadDays: dynamodb:PutItem on UploadDay',
        'uploadDays: dynamodb:UpdateItem on UploadDay',
        'names: dynamodb:BatchGetItem on User',
        'oneChannel: dynamodb:GetItem on Channel',
        'profiles: dynamodb:GetItem on User',
        'profiles: dynamodb:PutItem on User',
        'profiles: dynamodb:UpdateItem on User',
        'publicChannels: dynamodb:Query on Channel/index/channels_by_workspace',
        'publisher: appsync:GraphQL on /types/Mutation/fields/publishChannelEvent, /types/Mutation/fields/publishInboxEvent, /types/Mutation/fields/publishInboxEvents',
        'reactionWriter: dynamodb:DeleteItem on Reaction',
        'reactionWriter: dynamodb:PutItem on Reaction',
        'reactionWriter: dynamodb:UpdateItem on Message',
        'reactions: dynamodb:Query on Reaction',
        'readMarkers: dynamodb:GetItem on ChannelMember',
        'readMarkers: dynamodb:UpdateItem on ChannelMember',
        'readerReactions: dynamodb:Query on Reaction/index/reactions_by_reader',
        'standings: dynamodb:BatchGetItem on ChannelMember, WorkspaceMember',
        'stays: dynamodb:BatchGetItem on WorkspaceMember',
        'workspaceAccess: dynamodb:BatchGetItem on Workspace, WorkspaceMember, User, DirectMessage',
        'workspaceMemberWriter: dynamodb:ConditionCheckItem on WorkspaceMember',
        'workspaceMemberWriter: dynamodb:DeleteItem on WorkspaceMember',
        'workspaceMemberWriter: dynamodb:PutItem on WorkspaceMember',
        'workspaceMemberWriter: dynamodb:UpdateItem on WorkspaceMember, Workspace',
        'workspaceMembers: dynamodb:Query on WorkspaceMember',
        'workspacePeople: dynamodb:Query on WorkspaceMember/index/members_by_workspace',
        'workspaceWriter: dynamodb:PutItem on Workspace, WorkspaceMember',
        'workspaces: dynamodb:BatchGetItem on Workspace',
      ].sort(),
    );
  });

  /** A resource as a person would say it: the table's model, and the path behind the ARN. */
  function targetOf(resource: unknown): string {
    const text = JSON.stringify(resource);
    const table = /"Tables([A-Za-z]+?)[0-9A-F]{8}"/.exec(text)?.[1] ?? '';
    const called = /"(MetricsRecorder|FilesSigner|FilesKeeper)Function/.exec(text)?.[1];
    if (called) return called;
    const path = /"(\/[^"]+)"/.exec(text)?.[1] ?? '';
    return table + path;
  }

  test('lets one role alone publish, and that one nothing else', () => {
    const publishing = policies.filter((one) => JSON.stringify(one).includes('appsync:GraphQL'));
    expect(publishing).toHaveLength(1);
    const statements = publishing[0]?.Properties.PolicyDocument.Statement ?? [];
    expect(statements.map((one) => one.Action)).toEqual(['appsync:GraphQL']);
    expect(JSON.stringify(statements[0]?.Resource)).toContain('/types/Mutation/fields/publishChannelEvent');
  });

  test('writes clients’ metrics by a function that may do no more than write its own log', () => {
    const ofRecorder = policies.filter((one) => /^MetricsRecorderRole/.test(one.Properties.Roles[0]?.Ref ?? ''));
    const statements = ofRecorder.flatMap((one) => one.Properties.PolicyDocument.Statement);
    expect(statements.map((one) => one.Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
    const [log] = Object.keys(template.findResources('AWS::Logs::LogGroup')).filter((id) =>
      /^MetricsRecorder/.test(id),
    );
    expect(statements[0]?.Resource).toEqual({ 'Fn::GetAtt': [log, 'Arn'] });
    const roles = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) =>
      /^MetricsRecorder/.test(id),
    );
    expect(roles.map(([, one]) => (one as { Properties: object }).Properties)).toEqual([
      expect.not.objectContaining({ ManagedPolicyArns: expect.anything() }),
    ]);
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 128,
      Timeout: 3,
      LoggingConfig: { LogGroup: { Ref: log } },
      Environment: { Variables: { STAGE: 'prod' } },
    });
    expect(template.findResources('AWS::Logs::LogGroup')[log ?? '']).toMatchObject({
      Properties: { RetentionInDays: 30 },
    });
  });

  test('never lets a report of metrics be tried again', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  test('is the same at every synthesis', () => {
    expect(synthesizeAnew(stageOf('prod')).service.toJSON()).toEqual(template.toJSON());
  });

  test('holds the schema as it stands in the repository', () => {
    template.hasResourceProperties('AWS::AppSync::GraphQLSchema', {
      Definition: readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    });
  });
});
