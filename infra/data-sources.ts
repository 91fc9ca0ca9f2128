import { Fn, Stack } from 'aws-cdk-lib';
import { BackedDataSource, type BaseDataSource, type GraphqlApi, NoneDataSource } from 'aws-cdk-lib/aws-appsync';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Tables } from './tables.ts';

/** What one step may do: actions on models' tables, or on one of their indexes where the model is written `Message/index`. */
type Grants = Readonly<Record<string, readonly string[]>>;

/**
 * One data source per kind of step, each with a role of its own that allows just what the step does. `PutItem` brings
 * `GetItem` with it wherever a condition may fail: AppSync then reads the item as the same role.
 */
const dynamoDb = {
  access: {
    model: 'Channel',
    grants: {
      'dynamodb:BatchGetItem': [
        'Channel',
        'ChannelMember',
        'Workspace',
        'WorkspaceMember',
        'Message',
        'Reaction',
        'User',
      ],
    },
  },
  channelSequence: {
    model: 'Channel',
    grants: { 'dynamodb:UpdateItem': ['Channel'], 'dynamodb:GetItem': ['Channel'] },
  },
  messageWriter: { model: 'Message', grants: { 'dynamodb:PutItem': ['Message'], 'dynamodb:GetItem': ['Message'] } },
  standings: {
    model: 'ChannelMember',
    grants: { 'dynamodb:BatchGetItem': ['ChannelMember', 'WorkspaceMember'] },
  },
  mentionMarker: { model: 'ChannelMember', grants: { 'dynamodb:UpdateItem': ['ChannelMember'] } },
  messages: { model: 'Message', grants: { 'dynamodb:GetItem': ['Message'] } },
  messageChanger: {
    model: 'Message',
    grants: { 'dynamodb:UpdateItem': ['Message'], 'dynamodb:GetItem': ['Message'] },
  },
  reactionWriter: {
    model: 'Reaction',
    grants: {
      'dynamodb:PutItem': ['Reaction'],
      'dynamodb:DeleteItem': ['Reaction'],
      'dynamodb:UpdateItem': ['Message'],
    },
  },
  reactions: { model: 'Reaction', grants: { 'dynamodb:Query': ['Reaction'] } },
  messageHistory: { model: 'Message', grants: { 'dynamodb:Query': ['Message/messages_by_channel'] } },
  messagePositions: { model: 'Message', grants: { 'dynamodb:Query': ['Message/messages_by_position'] } },
  messageRevisions: { model: 'Message', grants: { 'dynamodb:Query': ['Message/messages_by_revision'] } },
  readerReactions: { model: 'Reaction', grants: { 'dynamodb:Query': ['Reaction/reactions_by_reader'] } },
  workspaceAccess: {
    model: 'Workspace',
    grants: { 'dynamodb:BatchGetItem': ['Workspace', 'WorkspaceMember', 'User', 'DirectMessage'] },
  },
  workspaceWriter: { model: 'Workspace', grants: { 'dynamodb:PutItem': ['Workspace', 'WorkspaceMember'] } },
  workspaceMemberWriter: {
    model: 'WorkspaceMember',
    grants: {
      'dynamodb:PutItem': ['WorkspaceMember'],
      'dynamodb:UpdateItem': ['WorkspaceMember', 'Workspace'],
      'dynamodb:DeleteItem': ['WorkspaceMember'],
      'dynamodb:ConditionCheckItem': ['WorkspaceMember'],
    },
  },
  workspaceMembers: { model: 'WorkspaceMember', grants: { 'dynamodb:Query': ['WorkspaceMember'] } },
  workspacePeople: { model: 'WorkspaceMember', grants: { 'dynamodb:Query': ['WorkspaceMember/members_by_workspace'] } },
  stays: { model: 'WorkspaceMember', grants: { 'dynamodb:BatchGetItem': ['WorkspaceMember'] } },
  names: { model: 'User', grants: { 'dynamodb:BatchGetItem': ['User'] } },
  workspaces: { model: 'Workspace', grants: { 'dynamodb:BatchGetItem': ['Workspace'] } },
  channelMembers: { model: 'ChannelMember', grants: { 'dynamodb:Query': ['ChannelMember'] } },
  readMarkers: {
    model: 'ChannelMember',
    grants: { 'dynamodb:UpdateItem': ['ChannelMember'], 'dynamodb:GetItem': ['ChannelMember'] },
  },
  channels: { model: 'Channel', grants: { 'dynamodb:BatchGetItem': ['Channel'] } },
  profiles: {
    model: 'User',
    grants: { 'dynamodb:GetItem': ['User'], 'dynamodb:PutItem': ['User'], 'dynamodb:UpdateItem': ['User'] },
  },
  channelPeople: { model: 'ChannelMember', grants: { 'dynamodb:Query': ['ChannelMember/members_by_channel'] } },
  publicChannels: { model: 'Channel', grants: { 'dynamodb:Query': ['Channel/channels_by_workspace'] } },
  channelMaker: { model: 'Channel', grants: { 'dynamodb:PutItem': ['Channel', 'ChannelMember', 'DirectMessage'] } },
  membershipWriter: {
    model: 'ChannelMember',
    grants: {
      'dynamodb:PutItem': ['ChannelMember'],
      'dynamodb:DeleteItem': ['ChannelMember'],
      'dynamodb:UpdateItem': ['Channel'],
    },
  },
  makingLimits: {
    model: 'WorkspaceMember',
    grants: { 'dynamodb:UpdateItem': ['WorkspaceMember'], 'dynamodb:GetItem': ['WorkspaceMember'] },
  },
  oneChannel: { model: 'Channel', grants: { 'dynamodb:GetItem': ['Channel'] } },
  uploadDays: {
    model: 'UploadDay',
    grants: {
      'dynamodb:UpdateItem': ['UploadDay'],
      'dynamodb:PutItem': ['UploadDay'],
      'dynamodb:GetItem': ['UploadDay'],
    },
  },
  fileChecks: { model: 'FileCheck', grants: { 'dynamodb:PutItem': ['FileCheck'] } },
} satisfies Record<string, { model: string; grants: Grants }>;

export type DataSourceName = keyof typeof dynamoDb | keyof ApiFunctions | 'publisher' | 'none';

/** The functions that resolvers call. */
export interface ApiFunctions {
  readonly metricsRecorder: IFunction;
  readonly files: IFunction;
  readonly fileKeeper: IFunction;
}

export class DataSources extends Construct {
  private readonly byName = new Map<DataSourceName, BaseDataSource>();

  constructor(scope: Construct, id: string, api: GraphqlApi, tables: Tables, functions: ApiFunctions) {
    super(scope, id);
    for (const [name, { model, grants }] of Object.entries(dynamoDb)) {
      const source = new DynamoDbSource(this, name, api, tables.of(model).tableName);
      grantAll(source, grants, tables);
      this.byName.set(name as keyof typeof dynamoDb, source);
    }
    this.byName.set('publisher', new PublisherSource(this, 'publisher', api));
    for (const name of ['metricsRecorder', 'files', 'fileKeeper'] as const) {
      this.byName.set(name, new LambdaSource(this, name, api, functions[name]));
    }
    this.byName.set('none', new NoneDataSource(this, 'none', { api, name: 'none' }));
  }

  of(name: DataSourceName): BaseDataSource {
    const source = this.byName.get(name);
    if (!source) throw new Error(`there is no data source ${name}`);
    return source;
  }
}

/** A table as a data source, with a role that may do nothing yet. CDK's own construct grants everything on the table. */
class DynamoDbSource extends BackedDataSource {
  constructor(scope: Construct, name: string, api: GraphqlApi, tableName: string) {
    super(
      scope,
      name,
      { api, name },
      { type: 'AMAZON_DYNAMODB', dynamoDbConfig: { tableName, awsRegion: Stack.of(scope).region } },
    );
  }
}

function grantAll(source: BackedDataSource, grants: Grants, tables: Tables) {
  for (const [action, targets] of Object.entries(grants)) {
    const resources = targets.map((target) => {
      const [model = '', index] = target.split('/');
      const { tableArn } = tables.of(model);
      return index ? `${tableArn}/index/${index}` : tableArn;
    });
    source.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources }));
  }
}

/** A function, with a role that may call it as it is. CDK's own construct grants every version and alias of it too. */
class LambdaSource extends BackedDataSource {
  constructor(scope: Construct, name: string, api: GraphqlApi, { functionArn }: IFunction) {
    super(scope, name, { api, name }, { type: 'AWS_LAMBDA', lambdaConfig: { lambdaFunctionArn: functionArn } });
    this.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }),
    );
  }
}

/** The API itself, called with the signature of the one role that may publish. */
class PublisherSource extends BackedDataSource {
  constructor(scope: Construct, name: string, api: GraphqlApi) {
    super(
      scope,
      name,
      { api, name },
      {
        type: 'HTTP',
        httpConfig: {
          // An HTTP data source takes an origin; the path goes with each request.
          endpoint: Fn.select(0, Fn.split('/graphql', api.graphqlUrl)),
          authorizationConfig: {
            authorizationType: 'AWS_IAM',
            awsIamConfig: { signingRegion: Stack.of(scope).region, signingServiceName: 'appsync' },
          },
        },
      },
    );
    this.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['appsync:GraphQL'],
        resources: ['publishChannelEvent', 'publishInboxEvent', 'publishInboxEvents'].map(
          (field) => `${api.arn}/types/Mutation/fields/${field}`,
        ),
      }),
    );
  }
}
