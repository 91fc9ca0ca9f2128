import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LocalAppSync, SeedUser } from '../../local/index.ts';
import { createLocalAppSync } from '../../local/index.ts';
import type { Setup } from '../support/amplify.ts';
import type { OpenIdProvider } from '../support/openid-provider.ts';
import { startOpenIdProvider } from '../support/openid-provider.ts';
import type { Assembly } from './note-app.ts';

const ann: SeedUser = { username: 'ann@example.com', password: 'Passw0rd!', groups: ['admins'] };

/** A server with an API that takes all five modes, and what each of them needs. */
export interface ModeApp {
  readonly server: LocalAppSync;
  readonly provider: OpenIdProvider;
  /** How Amplify is set up to call in a mode; `endpoint` keeps one setup's socket apart from another's. */
  setup(mode: Setup['authMode'], endpoint?: string): Promise<Setup>;
  close(): Promise<void>;
}

export async function startModeApp(): Promise<ModeApp> {
  const provider = await startOpenIdProvider();
  const assembly = synthesizeModes(provider.issuer);
  const server = await createLocalAppSync({ assembly: assembly.directory, users: [ann] });
  const [api] = server.deployment.apis;
  const keys = api?.authModes.flatMap((mode) => (mode.type === 'API_KEY' ? mode.keys : [])) ?? [];
  const role = server.deployment.roles.find(({ arn }) => arn.includes('Visitor'));
  const [pool] = server.deployment.userPools;
  const [client] = pool?.clients ?? [];
  if (!keys[0] || !role || !pool || !client) throw new Error('the assembly lacks a part');
  return {
    server,
    provider,
    async setup(mode, endpoint = server.url.replace(/^http:/, 'HTTP:')) {
      const base = { authMode: mode, endpoint, region: pool.region };
      switch (mode) {
        case 'apiKey':
          return { ...base, apiKey: keys[0]?.value ?? '' };
        case 'iam':
          return { ...base, credentials: server.credentialsOf(role.arn) };
        case 'userPool': {
          const { username, password } = ann;
          const { userPoolEndpoint } = server;
          const cognito = { userPoolId: pool.id, userPoolClientId: client.id, userPoolEndpoint, username, password };
          return { ...base, cognito };
        }
        case 'oidc':
          return { ...base, token: await provider.sign({ sub: 'otto', aud: 'web-app' }) };
        case 'lambda':
        case 'none':
          return { ...base, token: 'user:lea' };
        default:
          return mode satisfies never;
      }
    },
    async close() {
      await server.close();
      await provider.close();
      assembly.remove();
    },
  };
}

function synthesizeModes(issuer: string): Assembly {
  const directory = mkdtempSync(join(tmpdir(), 'modes-'));
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };
  mkdirSync(join(directory, 'authorizer'));
  file('authorizer/index.mjs', AUTHORIZER);
  const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
  const stack = new Stack(app, 'Modes');
  const userPool = new cognito.UserPool(stack, 'People', { signInAliases: { email: true }, selfSignUpEnabled: true });
  userPool.addClient('Web', { authFlows: { userSrp: true } });
  new cognito.CfnUserPoolGroup(stack, 'Admins', { userPoolId: userPool.userPoolId, groupName: 'admins' });
  const handler = new lambda.Function(stack, 'Authorizer', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(directory, 'authorizer')),
  });
  const { AuthorizationType } = appsync;
  const api = new appsync.GraphqlApi(stack, 'Api', {
    name: 'modes',
    definition: appsync.Definition.fromFile(file('schema.graphql', SCHEMA)),
    authorizationConfig: {
      defaultAuthorization: { authorizationType: AuthorizationType.API_KEY },
      additionalAuthorizationModes: [
        { authorizationType: AuthorizationType.IAM },
        { authorizationType: AuthorizationType.USER_POOL, userPoolConfig: { userPool } },
        {
          authorizationType: AuthorizationType.OIDC,
          openIdConnectConfig: { oidcProvider: issuer, clientId: 'web-app|phone-app' },
        },
        { authorizationType: AuthorizationType.LAMBDA, lambdaAuthorizerConfig: { handler } },
      ],
    },
  });
  const visitor = new iam.Role(stack, 'Visitor', { assumedBy: new iam.AccountRootPrincipal() });
  api.grantQuery(visitor, 'whoami');
  api.grantMutation(visitor, 'addNote');
  api.grantSubscription(visitor, 'onNote');
  const none = api.addNoneDataSource('none');
  const resolve = (typeName: string, fieldName: string): void => {
    const runtime = appsync.FunctionRuntime.JS_1_0_0;
    const code = appsync.Code.fromInline(WHO);
    new appsync.Resolver(stack, typeName + fieldName, { api, typeName, fieldName, dataSource: none, runtime, code });
  };
  resolve('Query', 'whoami');
  resolve('Query', 'adminsOnly');
  resolve('Mutation', 'addNote');
  app.synth();
  return { directory: join(directory, 'out'), remove: () => rmSync(directory, { recursive: true, force: true }) };
}

const ALL = '@aws_api_key @aws_iam @aws_cognito_user_pools @aws_oidc @aws_lambda';

const SCHEMA = `
type Note ${ALL} { id: ID mode: String by: String }
type Query ${ALL} {
  whoami: Note
  adminsOnly: Note @aws_cognito_user_pools(cognito_groups: ["admins"])
}
type Mutation ${ALL} { addNote(id: ID!): Note }
type Subscription ${ALL} { onNote(by: String): Note @aws_subscribe(mutations: ["addNote"]) }
`;

const AUTHORIZER = `
export async function handler({ authorizationToken }) {
  const [kind, user] = authorizationToken.split(':');
  return kind === 'user' ? { isAuthorized: true, resolverContext: { user } } : { isAuthorized: false };
}`;

const WHO = `
import { util } from '@aws-appsync/utils';
export function request(ctx) {
  const id = ctx.identity;
  const by = id ? (id.resolverContext ? id.resolverContext.user : id.userArn ? id.userArn : id.claims.email ? id.claims.email : id.sub) : 'nobody';
  return { payload: { id: ctx.args.id, mode: util.authType(), by } };
}
export function response(ctx) { return ctx.result; }`;
