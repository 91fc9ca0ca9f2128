import type { ApiDefinition, AuthMode } from '../assembly/model.ts';
import type { Log } from '../log.ts';
import { authorizeApiKey } from './api-key.ts';
import type { AuthRequest } from './auth-request.ts';
import { headerOf } from './auth-request.ts';
import type { Caller } from './caller.ts';
import { createCognitoAuthorizer, issuerOf } from './cognito.ts';
import type { VerifySignature } from './iam.ts';
import { authorizeIam } from './iam.ts';
import type { KeysOf } from './key-set.ts';
import type { InvokeAuthorizer } from './lambda-authorizer.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';
import { createOpenIdConnectAuthorizer } from './openid-connect.ts';
import type { TokenAuthorizer } from './token-authorizer.ts';
import { NO_VALID_HEADER, readClaim, refusalOf } from './token-authorizer.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

/** Says who sends a request. Rejects with an `UnauthorizedError` where nobody known does. */
export type Authorize = (request: AuthRequest) => Promise<Caller>;

export interface AuthorizerParts {
  readonly invoke: InvokeAuthorizer;
  readonly verifySignature: VerifySignature;
  readonly keysOf: KeysOf;
  readonly accountId: string;
  readonly log: Log;
}

/**
 * Among the modes of an API, the `Authorization` header chooses: a signature is for IAM; a token whose issuer is one of
 * the API's is for that user pool or provider; anything else is for the Lambda authorizer. Only a request without one,
 * or to an API none of whose modes reads it, is judged by its key.
 */
export function createAuthorizer(api: ApiDefinition, parts: AuthorizerParts): Authorize {
  const modes = api.authModes;
  const keys = modes.flatMap((mode) => (mode.type === 'API_KEY' ? mode.keys : []));
  const hasKeys = modes.some((mode) => mode.type === 'API_KEY');
  const hasIam = modes.some((mode) => mode.type === 'AWS_IAM');
  const lambda = modes.find((mode) => mode.type === 'AWS_LAMBDA');
  const authorizeLambda = lambda ? createLambdaAuthorizer(api, lambda, parts) : null;
  const issuers = modes.flatMap((mode) => tokenAuthorizer(mode, parts.keysOf) ?? []);
  // AppSync Developer Guide, OPENID_CONNECT authorization: issuers are compared only where there are several modes.
  const comparesIssuers = modes.length > 1 || modes[0].type !== 'OPENID_CONNECT';

  return async (request) => {
    const token = headerOf(request, 'authorization');
    const key = hasKeys ? headerOf(request, 'x-api-key') : null;
    if (token === null) {
      if (key !== null) return authorizeApiKey(keys, key);
      throw missingHeader(modes[0], request);
    }
    // A signature is never a Lambda token as long as the API takes signatures (AppSync Developer Guide, AWS_LAMBDA authorization).
    if (hasIam && token.startsWith('AWS4-HMAC-SHA256')) return authorizeIam(parts, request);
    if (issuers.length > 0) {
      const claim = readClaim(token, issuers, comparesIssuers);
      if (claim.authorizer && claim.token) return claim.authorizer.authorize(claim.token, request);
      if (!authorizeLambda || claim.isBearer) throw refusalOf(token, claim);
    }
    if (authorizeLambda) return authorizeLambda(request, token);
    if (key !== null) return authorizeApiKey(keys, key);
    throw new UnauthorizedError();
  };
}

/** null = a mode of another kind. */
function tokenAuthorizer(mode: AuthMode, keysOf: KeysOf): TokenAuthorizer | null {
  switch (mode.type) {
    case 'AMAZON_COGNITO_USER_POOLS':
      return createCognitoAuthorizer(mode, keysOf(issuerOf(mode)));
    case 'OPENID_CONNECT':
      return createOpenIdConnectAuthorizer(mode, keysOf(mode.issuer));
    case 'API_KEY':
    case 'AWS_IAM':
    case 'AWS_LAMBDA':
      return null;
    default:
      return mode satisfies never;
  }
}

/** An API that takes keys says the same of a missing key as of a wrong one. */
function missingHeader(defaultMode: AuthMode, request: AuthRequest): UnauthorizedError {
  if (defaultMode.type === 'API_KEY') return new UnauthorizedError();
  const takesTokens = defaultMode.type === 'AMAZON_COGNITO_USER_POOLS' || defaultMode.type === 'OPENID_CONNECT';
  const hasOther = headerOf(request, 'x-api-key') !== null;
  return new UnauthorizedError(takesTokens && hasOther ? NO_VALID_HEADER : 'Missing authorization header');
}
