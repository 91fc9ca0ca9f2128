import { Duration } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { describe, expect, test } from 'vitest';
import { deploy, problemsOf, type Workshop } from './synth.ts';

const { AuthorizationType } = appsync;
const trusting = (userPool: cognito.IUserPool, more: Partial<appsync.UserPoolConfig> = {}) => ({
  authorizationType: AuthorizationType.USER_POOL,
  userPoolConfig: { userPool, ...more },
});
const messages = (build: (workshop: Workshop) => void) => problemsOf(build).map(({ message }) => message);

describe('a user pool', () => {
  test('is read with its clients, groups and rules', () => {
    const { userPools, apis, outputs } = deploy(({ stack, api }) => {
      const pool = new cognito.UserPool(stack, 'People', {
        signInAliases: { email: true },
        selfSignUpEnabled: true,
        signInCaseSensitive: false,
        autoVerify: { email: true },
        standardAttributes: { fullname: { required: true } },
        customAttributes: { tenant: new cognito.StringAttribute() },
        passwordPolicy: { minLength: 12, requireSymbols: false },
      });
      pool.addClient('Web', { accessTokenValidity: Duration.minutes(10), preventUserExistenceErrors: true });
      pool.addClient('Server', {
        generateSecret: true,
        authFlows: { userPassword: true },
        refreshTokenValidity: Duration.days(1),
      });
      new cognito.CfnUserPoolGroup(stack, 'Admins', {
        userPoolId: pool.userPoolId,
        groupName: 'admins',
        precedence: 3,
      });
      stack.exportValue(pool.userPoolProviderUrl, { name: 'provider' });
      api({ defaultAuthorization: trusting(pool, { appIdClientRegex: 'web' }) });
    });
    const [pool] = userPools;
    expect(pool).toMatchObject({
      id: expect.stringMatching(/^eu-west-1_[a-z0-9]{9}$/),
      usernameAttributes: ['email'],
      autoVerified: ['email'],
      requiredAttributes: ['name'],
      customAttributes: ['custom:tenant'],
      allowsSignUp: true,
      isCaseSensitive: false,
      passwordPolicy: { minimumLength: 12, needsSymbol: false },
      groups: [{ name: 'admins', precedence: 3 }],
    });
    expect(pool?.clients).toMatchObject([
      {
        id: expect.stringMatching(/^[a-z0-9]{26}$/),
        secret: null,
        authFlows: new Set(['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH']),
        accessTokenMs: 600_000,
        idTokenMs: 3_600_000,
        refreshTokenMs: 30 * 86_400_000,
        hidesUnknownUsers: true,
      },
      {
        secret: expect.stringMatching(/^[a-z0-9]{52}$/),
        authFlows: new Set(['USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH']),
        refreshTokenMs: 86_400_000,
        hidesUnknownUsers: false,
      },
    ]);
    expect(apis[0]?.authModes[0]).toMatchObject({ userPoolId: pool?.id, appIdClientRegex: 'web' });
    expect(Object.values(outputs)).toContain(`https://cognito-idp.eu-west-1.amazonaws.com/${pool?.id}`);
  });

  const triggered = ({ stack, handlerFolder }: Workshop): cognito.IUserPool => {
    const handler = new lambda.Function(stack, 'Trigger', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(handlerFolder()),
    });
    return new cognito.UserPool(stack, 'People', { mfa: cognito.Mfa.REQUIRED, lambdaTriggers: { preSignUp: handler } });
  };

  test('that asks for more than is served is refused where an API trusts it', () => {
    expect(messages((workshop) => void workshop.api({ defaultAuthorization: trusting(triggered(workshop)) }))).toEqual([
      'MfaConfiguration ON is not supported',
      'LambdaConfig.PreSignUp is not supported: user pools call no functions here',
    ]);
  });

  test('that asks for more than is served is left out where no API trusts it', () => {
    const { userPools } = deploy((workshop) => {
      triggered(workshop);
      workshop.api();
    });
    expect(userPools).toEqual([]);
  });

  test('of another account is trusted without being served', () => {
    const { apis, userPools } = deploy(({ stack, api }) => {
      const pool = cognito.UserPool.fromUserPoolId(stack, 'Imported', 'eu-west-1_Abcdefghi');
      api({ defaultAuthorization: trusting(pool) });
    });
    expect(apis[0]?.authModes[0]).toMatchObject({ userPoolId: 'eu-west-1_Abcdefghi' });
    expect(userPools).toEqual([]);
  });
});

describe('authorization modes', () => {
  const oidc = (openIdConnectConfig: appsync.OpenIdConnectConfig) => ({
    authorizationType: AuthorizationType.OIDC,
    openIdConnectConfig,
  });

  test('of OpenID Connect have their limits in milliseconds', () => {
    const { apis } = deploy(({ api }) => {
      const oidcProvider = 'http://localhost:8080';
      api({ defaultAuthorization: oidc({ oidcProvider, tokenExpiryFromAuth: 1000, tokenExpiryFromIssue: 2000 }) });
    });
    expect(apis[0]?.authModes).toEqual([
      { type: 'OPENID_CONNECT', issuer: 'http://localhost:8080', clientId: null, iatTtlMs: 2000, authTtlMs: 1000 },
    ]);
  });

  test.each([
    ['http://login.example', 'a', 'OpenIDConnectConfig: Issuer must be an https address'],
    ['https://login.example', '(', 'OpenIDConnectConfig: ClientId is no regular expression: ('],
  ])('with the issuer %s and the client %s are refused', (oidcProvider, clientId, message) => {
    const found = messages(({ api }) => void api({ defaultAuthorization: oidc({ oidcProvider, clientId }) }));
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  test('that are closed by default stand alone', () => {
    const build = (additionalAuthorizationModes: appsync.AuthorizationMode[]) => (workshop: Workshop) => {
      const pool = new cognito.UserPool(workshop.stack, 'People');
      const defaultAuthorization = trusting(pool, { defaultAction: appsync.UserPoolDefaultAction.DENY });
      workshop.api({ defaultAuthorization, additionalAuthorizationModes });
    };
    expect(messages(build([{ authorizationType: AuthorizationType.IAM }]))).toEqual([
      expect.stringContaining('DENY works only where Cognito is the one authorization mode'),
    ]);
    expect(deploy(build([])).apis[0]?.authModes).toMatchObject([{ defaultAction: 'DENY' }]);
  });

  test('are each there once', () => {
    const found = messages(({ stack, api }) => {
      const own = api({ defaultAuthorization: { authorizationType: AuthorizationType.IAM } });
      const resource = own.node.defaultChild as appsync.CfnGraphQLApi; // What the construct is made of.
      resource.additionalAuthenticationProviders = [{ authenticationType: 'AWS_IAM' }];
      stack.templateOptions.description = 'one too many';
    });
    expect(found).toEqual(['the authorization mode AWS_IAM is there twice']);
  });
});

test('roles that nothing here acts in are read too, as far as they can be', () => {
  const { roles } = deploy(({ stack, api }) => {
    const visitor = new iam.Role(stack, 'Visitor', { assumedBy: new iam.AccountRootPrincipal() });
    api().grantQuery(visitor, 'hello');
    const limited = new iam.Role(stack, 'Limited', { assumedBy: new iam.AccountRootPrincipal() });
    const conditions = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    limited.addToPolicy(new iam.PolicyStatement({ actions: ['appsync:*'], resources: ['*'], conditions }));
  });
  expect(roles).toHaveLength(1);
  expect(roles[0]?.statements).toMatchObject([{ effect: 'Allow', actions: ['appsync:GraphQL'] }]);
});
