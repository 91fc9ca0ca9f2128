import { wholePattern } from '../auth/pattern.ts';
import { isTrustworthy } from '../auth/trustworthy-url.ts';
import type { AuthMode } from './model.ts';
import type { Properties } from './properties.ts';

type ApiKeys = Extract<AuthMode, { type: 'API_KEY' }>['keys'];

/** AppSync endpoints and quotas: authentication providers per API. */
const MAX_PROVIDERS = 50;

/** The API's modes, the default one first. What AppSync would refuse to deploy is reported. */
export function readAuthModes(api: Properties, keys: ApiKeys, ownRegion: string): readonly [AuthMode, ...AuthMode[]] {
  const additional = api.children('AdditionalAuthenticationProviders');
  const first = readAuthMode(api, keys, ownRegion);
  const others = additional.map((mode) => readAuthMode(mode, keys, ownRegion));
  if (others.length >= MAX_PROVIDERS) api.report(`an API has at most ${MAX_PROVIDERS} authorization providers`);
  refuseDuplicates([first, ...others], api);
  if ([first, ...others].some(isClosedByDefault) && others.length > 0) {
    api.report('UserPoolConfig.DefaultAction DENY works only where Cognito is the one authorization mode');
  }
  return [first, ...others];
}

/**
 * Several user pools and several OpenID Connect providers are allowed, but no two that are the same (AppSync Developer
 * Guide, Using multiple authorization types).
 */
function refuseDuplicates(modes: readonly AuthMode[], api: Properties): void {
  const seen = new Set<string>();
  for (const mode of modes) {
    const key = nameOf(mode);
    if (seen.has(key)) api.report(`the authorization mode ${key} is there twice`);
    seen.add(key);
  }
}

function nameOf(mode: AuthMode): string {
  if (mode.type === 'AMAZON_COGNITO_USER_POOLS') return `${mode.type} ${mode.userPoolId}`;
  return mode.type === 'OPENID_CONNECT' ? `${mode.type} ${mode.issuer}` : mode.type;
}

function isClosedByDefault(mode: AuthMode): boolean {
  return mode.type === 'AMAZON_COGNITO_USER_POOLS' && mode.defaultAction === 'DENY';
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
        tokenPattern: readPattern(config, 'IdentityValidationExpression'),
      };
    }
    case 'AMAZON_COGNITO_USER_POOLS': {
      const config = mode.child('UserPoolConfig');
      return {
        type,
        userPoolId: config?.string('UserPoolId') ?? missing(mode, 'UserPoolConfig'),
        region: config?.optionalString('AwsRegion') ?? ownRegion,
        appIdClientRegex: readPattern(config, 'AppIdClientRegex'),
        defaultAction: config?.optionalString('DefaultAction') === 'DENY' ? 'DENY' : 'ALLOW',
      };
    }
    case 'OPENID_CONNECT': {
      const config = mode.child('OpenIDConnectConfig');
      return {
        type,
        issuer: config ? readIssuer(config) : missing(mode, 'OpenIDConnectConfig'),
        clientId: readPattern(config, 'ClientId'),
        iatTtlMs: readTtl(config, 'IatTTL'),
        authTtlMs: readTtl(config, 'AuthTTL'),
      };
    }
    default:
      mode.report(`the authorization mode ${type} does not exist`);
      return { type: 'AWS_IAM' };
  }
}

/** null = absent, or empty, which checks nothing. */
function readPattern(config: Properties | null, name: string): string | null {
  const pattern = config?.optionalString(name) ?? '';
  if (pattern === '') return null;
  try {
    wholePattern(pattern);
  } catch {
    config?.report(`${name} is no regular expression: ${pattern}`);
  }
  return pattern;
}

/** HTTP is for a provider on this machine alone. */
function readIssuer(config: Properties): string {
  const issuer = config.string('Issuer');
  if (!URL.canParse(issuer) || !isTrustworthy(new URL(issuer))) {
    config.report(`Issuer must be an https address, or an http one of this machine: ${issuer}`);
  }
  return issuer;
}

/** Milliseconds; 0 is AppSync's way to say that there is no such limit. */
function readTtl(config: Properties | null, name: string): number | null {
  return config?.number(name, 0) || null;
}

function missing(mode: Properties, name: string): string {
  mode.report(`${name} is missing`);
  return '';
}
