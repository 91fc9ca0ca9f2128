import type { AuthMode } from './model.ts';
import type { Properties } from './properties.ts';

type ApiKeys = Extract<AuthMode, { type: 'API_KEY' }>['keys'];

/** The API's modes, the default one first. */
export function readAuthModes(api: Properties, keys: ApiKeys, ownRegion: string): readonly [AuthMode, ...AuthMode[]] {
  const additional = api.children('AdditionalAuthenticationProviders');
  return [readAuthMode(api, keys, ownRegion), ...additional.map((mode) => readAuthMode(mode, keys, ownRegion))];
}

/** The default mode and the additional ones are written alike. */
function readAuthMode(mode: Properties, keys: ApiKeys, ownRegion: string): AuthMode {
  const type = mode.string('AuthenticationType');
  switch (type) {
    case 'API_KEY':
      return { type, keys };
    case 'AWS_IAM':
      return { type };
    case 'AWS_LAMBDA': {
      const config = mode.child('LambdaAuthorizerConfig');
      return {
        type,
        functionArn: config?.string('AuthorizerUri') ?? missing(mode, 'LambdaAuthorizerConfig'),
        resultTtlSeconds: config?.number('AuthorizerResultTtlInSeconds', 0) ?? 0,
        tokenPattern: config?.optionalString('IdentityValidationExpression') ?? null,
      };
    }
    case 'AMAZON_COGNITO_USER_POOLS': {
      const config = mode.child('UserPoolConfig');
      return {
        type,
        userPoolId: config?.string('UserPoolId') ?? missing(mode, 'UserPoolConfig'),
        region: config?.optionalString('AwsRegion') ?? ownRegion,
        appIdClientRegex: config?.optionalString('AppIdClientRegex') ?? null,
        defaultAction: config?.optionalString('DefaultAction') === 'DENY' ? 'DENY' : 'ALLOW',
      };
    }
    case 'OPENID_CONNECT': {
      const config = mode.child('OpenIDConnectConfig');
      return {
        type,
        issuer: config?.string('Issuer') ?? missing(mode, 'OpenIDConnectConfig'),
        clientId: config?.optionalString('ClientId') ?? null,
      };
    }
    default:
      mode.report(`the authorization mode ${type} does not exist`);
      return { type: 'AWS_IAM' };
  }
}

function missing(mode: Properties, name: string): string {
  mode.report(`${name} is missing`);
  return '';
}
