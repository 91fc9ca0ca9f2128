import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AppsyncFunction,
  AuthorizationType,
  Code,
  Definition,
  FunctionRuntime,
  GraphqlApi,
  Resolver,
} from 'aws-cdk-lib/aws-appsync';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** A cloud assembly on disk. */
export interface Assembly {
  readonly directory: string;
  remove(): void;
}

/**
 * A small API of notes: an authorizer function (`user:<name>` is let in, `user:<name>:no-body` without Note.body), IAM for
 * the API's own publish, a table, pipelines, and subscriptions of each kind.
 */
export function synthesizeNotes(): Assembly {
  const directory = mkdtempSync(join(tmpdir(), 'notes-'));
  const authorizerDirectory = join(directory, 'authorizer');
  mkdirSync(authorizerDirectory);
  writeFileSync(join(authorizerDirectory, 'index.mjs'), AUTHORIZER);
  const schemaFile = join(directory, 'schema.graphql');
  writeFileSync(schemaFile, SCHEMA);

  const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
  const stack = new Stack(app, 'Notes');
  const authorizer = new lambda.Function(stack, 'Authorizer', {
    runtime: lambda.Runtime.NODEJS_20_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(authorizerDirectory),
    // As long as AppSync waits for one: a test holds it back while the server reloads.
    timeout: Duration.seconds(10),
  });
  const api = new GraphqlApi(stack, 'Api', {
    name: 'notes',
    definition: Definition.fromFile(schemaFile),
    authorizationConfig: {
      defaultAuthorization: {
        authorizationType: AuthorizationType.LAMBDA,
        lambdaAuthorizerConfig: { handler: authorizer, resultsCacheTtl: Duration.seconds(0) },
      },
      additionalAuthorizationModes: [{ authorizationType: AuthorizationType.IAM }],
    },
  });
  const table = new Table(stack, 'Notes', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // CDK's own types disagree under exactOptionalPropertyTypes.
  const notes = api.addDynamoDbDataSource('notes', table as ITable);
  const none = api.addNoneDataSource('none');
  const own = api.addHttpDataSource('own', originOf(api), {
    authorizationConfig: { signingRegion: stack.region, signingServiceName: 'appsync' },
  });
  api.grantMutation(own, 'announce');

  const runtime = FunctionRuntime.JS_1_0_0;
  const unit = (typeName: string, fieldName: string, dataSource: typeof notes | typeof none, code: string) =>
    new Resolver(stack, `${typeName}${fieldName}`, {
      api,
      typeName,
      fieldName,
      dataSource,
      runtime,
      code: Code.fromInline(code),
    });
  unit('Query', 'getNote', notes, GET_NOTE);
  unit('Query', 'whoami', none, WHOAMI);
  unit('Query', 'fails', none, FAILS);
  unit('Mutation', 'announce', none, PASS_ON);
  unit('Mutation', 'expel', none, EXPEL);
  unit('Subscription', 'onAuthor', none, ON_AUTHOR);
  unit('Subscription', 'onSecret', none, ON_SECRET);
  const put = new AppsyncFunction(stack, 'Put', {
    name: 'put',
    api,
    dataSource: notes,
    runtime,
    code: Code.fromInline(PUT),
  });
  new Resolver(stack, 'MutationaddNote', {
    api,
    typeName: 'Mutation',
    fieldName: 'addNote',
    runtime,
    code: Code.fromInline(PIPELINE),
    pipelineConfig: [put],
  });
  const call = new AppsyncFunction(stack, 'Call', {
    name: 'call',
    api,
    dataSource: own,
    runtime,
    code: Code.fromInline(CALL),
  });
  new Resolver(stack, 'Mutationrelay', {
    api,
    typeName: 'Mutation',
    fieldName: 'relay',
    runtime,
    code: Code.fromInline(RELAY),
    pipelineConfig: [call],
  });
  app.synth();
  return { directory: join(directory, 'out'), remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Two APIs in two stacks, each open to a key. `isBroken`: their resolvers are on a field that the schema lacks. */
export function synthesizeSeveral(options: { readonly isBroken?: boolean } = {}): Assembly {
  const directory = mkdtempSync(join(tmpdir(), 'several-'));
  const schemaFile = join(directory, 'schema.graphql');
  writeFileSync(schemaFile, 'type Query { name: String }');
  const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
  for (const name of ['first', 'second']) {
    const stack = new Stack(app, name);
    const api = new GraphqlApi(stack, 'Api', { name, definition: Definition.fromFile(schemaFile) });
    new Resolver(stack, 'Name', {
      api,
      typeName: 'Query',
      fieldName: options.isBroken ? 'missing' : 'name',
      dataSource: api.addNoneDataSource('none'),
      runtime: FunctionRuntime.JS_1_0_0,
      code: Code.fromInline(`
        export function request(ctx) { return { payload: '${name}' }; }
        export function response(ctx) { return ctx.result; }`),
    });
  }
  app.synth();
  return { directory: join(directory, 'out'), remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Scheme and host of the API's own address, which CDK knows only at deployment. */
function originOf(api: GraphqlApi): string {
  return Fn.select(0, Fn.split('/graphql', api.graphqlUrl));
}

const SCHEMA = `
type Note @aws_lambda @aws_iam { id: ID! author: String body: String tags: [String!] createdAt: AWSDateTime }
type Secret { id: ID! word: String @aws_iam }
type Query { getNote(id: ID!): Note  whoami: String  fails: Note }
input NoteInput { id: ID! body: String! tags: [String!] }
type Mutation {
  addNote(input: NoteInput!): Note
  announce(id: ID!, author: String, body: String): Note @aws_iam
  relay(id: ID!, body: String!): String
  expel(author: String!): Boolean
  conceal(id: ID!): Secret
}
type Subscription {
  onNote(id: ID, author: String): Note @aws_subscribe(mutations: ["addNote", "announce"])
  onAuthor(author: String!): Note @aws_subscribe(mutations: ["addNote", "announce"])
  onSecret(id: ID): Secret @aws_subscribe(mutations: ["conceal"])
}
`;

const AUTHORIZER = `
export async function handler(event) {
  const [kind, user, option] = event.authorizationToken.split(':');
  if (kind !== 'user') return { isAuthorized: false };
  return {
    isAuthorized: true,
    resolverContext: { user },
    deniedFields: option === 'no-body' ? ['Note.body'] : [],
  };
}`;

const GET_NOTE = `
export function request(ctx) { return { operation: 'GetItem', key: { id: { S: ctx.args.id } } }; }
export function response(ctx) { return ctx.result; }`;

const WHOAMI = `
export function request(ctx) { return { payload: ctx.identity.resolverContext.user }; }
export function response(ctx) { return ctx.result; }`;

const FAILS = `
import { util } from '@aws-appsync/utils';
export function request(ctx) { return {}; }
export function response(ctx) {
  util.error('No such note.', 'NotFound', { id: 'n1', body: 'kept back' }, { code: 'NOTE', retryable: false });
}`;

const PASS_ON = `
export function request(ctx) { return { payload: ctx.args }; }
export function response(ctx) { return ctx.result; }`;

const EXPEL = `
import { extensions } from '@aws-appsync/utils';
export function request(ctx) { return {}; }
export function response(ctx) {
  extensions.invalidateSubscriptions({ subscriptionField: 'onAuthor', payload: { author: ctx.args.author } });
  return true;
}`;

const ON_AUTHOR = `
import { util, extensions } from '@aws-appsync/utils';
export function request(ctx) { return { payload: null }; }
export function response(ctx) {
  if (ctx.args.author === 'nobody') util.error('There is no such author.', 'NotFound', null, { code: 'AUTHOR' });
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'author', operator: 'eq', value: ctx.args.author },
                              { fieldName: 'body', operator: 'beginsWith', value: 'hello' }] }],
  });
  extensions.setSubscriptionInvalidationFilter({
    filterGroup: [{ filters: [{ fieldName: 'author', operator: 'eq', value: ctx.args.author }] }],
  });
  return null;
}`;

const ON_SECRET = `
import { extensions } from '@aws-appsync/utils';
export function request(ctx) { return { payload: null }; }
export function response(ctx) {
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'id', operator: 'in', value: ['1', '2', '3', '4', '5', '6'] }] }],
  });
  return null;
}`;

const PIPELINE = `
export function request(ctx) { ctx.stash.author = ctx.identity.resolverContext.user; return {}; }
export function response(ctx) { return ctx.prev.result; }`;

const PUT = `
import { util } from '@aws-appsync/utils';
export function request(ctx) {
  const { id, body, tags } = ctx.args.input;
  const item = { author: ctx.stash.author, body, createdAt: util.time.nowISO8601() };
  if (tags) item.tags = tags;
  return { operation: 'PutItem', key: util.dynamodb.toMapValues({ id }), attributeValues: util.dynamodb.toMapValues(item) };
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
}`;

const RELAY = `
export function request(ctx) { return {}; }
export function response(ctx) { return ctx.prev.result; }`;

const CALL = `
import { util } from '@aws-appsync/utils';
export function request(ctx) {
  return {
    method: 'POST',
    resourcePath: '/graphql',
    params: {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation Announce($id: ID!, $body: String) { announce(id: $id, author: "relay", body: $body) { id author body } }',
        variables: { id: ctx.args.id, body: ctx.args.body },
      }),
    },
  };
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result.body;
}`;
