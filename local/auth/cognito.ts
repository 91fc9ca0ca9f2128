import type { AuthMode } from '../assembly/model.ts';
import type { AuthRequest } from './auth-request.ts';
import type { Caller } from './caller.ts';
import { noFields } from './caller.ts';
import type { JsonWebToken } from './json-web-token.ts';
import { checkTimes, matchesWhole, verifySignature } from './json-web-token.ts';
import type { KeySet } from './key-set.ts';
import type { TokenAuthorizer } from './token-authorizer.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

type CognitoMode = Extract<AuthMode, { type: 'AMAZON_COGNITO_USER_POOLS' }>;

/** As it stands in the tokens of a user pool. */
export function issuerOf({ region, userPoolId }: Pick<CognitoMode, 'region' | 'userPoolId'>): string {
  return `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

/** Takes the access and the ID tokens of one user pool (Cognito Developer Guide, Verifying a JSON Web Token). */
export function createCognitoAuthorizer(mode: CognitoMode, keys: KeySet): TokenAuthorizer {
  const issuer = issuerOf(mode);
  return {
    issuer,
    async authorize(token, request) {
      const { claims } = token;
      await verifySignature(token, keys, ['RS256']);
      checkTimes(claims);
      const { client, username } = readUse(claims);
      if (claims['iss'] !== issuer || typeof claims['sub'] !== 'string') throw new UnauthorizedError();
      if (mode.appIdClientRegex !== null && !matchesWhole(mode.appIdClientRegex, [client]))
        throw new UnauthorizedError();
      return callerOf(mode, token, username, request);
    },
  };
}

/** An access token names its app client and its user in other claims than an ID token does. */
function readUse(claims: JsonWebToken['claims']): { client: unknown; username: unknown } {
  switch (claims['token_use']) {
    case 'access':
      return { client: claims['client_id'], username: claims['username'] };
    case 'id':
      return { client: claims['aud'], username: claims['cognito:username'] };
    default:
      throw new UnauthorizedError();
  }
}

/** AppSync Developer Guide, Resolver context reference: AMAZON_COGNITO_USER_POOLS authorization. */
function callerOf(mode: CognitoMode, { claims }: JsonWebToken, username: unknown, request: AuthRequest): Caller {
  const listed = claims['cognito:groups'];
  const groups = Array.isArray(listed) ? listed.map(String) : null;
  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    identity: {
      sub: claims['sub'],
      issuer: claims['iss'],
      username: username ?? null,
      claims,
      sourceIp: request.sourceIp,
      defaultAuthStrategy: mode.defaultAction,
      groups,
    },
    deniedFields: noFields,
    groups: groups ?? [],
    statements: null,
  };
}
