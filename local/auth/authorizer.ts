import type { ApiDefinition } from '../assembly/model.ts';
import type { Log } from '../log.ts';
import { authorizeApiKey } from './api-key.ts';
import type { AuthRequest } from './auth-request.ts';
import { headerOf } from './auth-request.ts';
import type { Caller } from './caller.ts';
import type { VerifySignature } from './iam.ts';
import { authorizeIam } from './iam.ts';
import type { InvokeAuthorizer } from './lambda-authorizer.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

/** Says who sends a request. Rejects with an `UnauthorizedError` where nobody known does. */
export type Authorize = (request: AuthRequest) => Promise<Caller>;

export interface AuthorizerParts {
  readonly invoke: InvokeAuthorizer;
  readonly verifySignature: VerifySignature;
  readonly accountId: string;
  readonly log: Log;
}

/** Throws for a mode that this server does not serve. */
export function createAuthorizer(api: ApiDefinition, parts: AuthorizerParts): Authorize {
  const modes = api.authModes;
  for (const mode of modes) {
    if (mode.type === 'AMAZON_COGNITO_USER_POOLS' || mode.type === 'OPENID_CONNECT') {
      throw new Error(
        `${api.name}: the authorization mode ${mode.type} is not served yet. API_KEY, AWS_IAM and AWS_LAMBDA are.`,
      );
    }
  }
  const keys = modes.flatMap((mode) => (mode.type === 'API_KEY' ? mode.keys : []));
  const hasKeys = modes.some((mode) => mode.type === 'API_KEY');
  const hasIam = modes.some((mode) => mode.type === 'AWS_IAM');
  const lambda = modes.find((mode) => mode.type === 'AWS_LAMBDA');
  const authorizeLambda = lambda ? createLambdaAuthorizer(api, lambda, parts) : null;

  return async (request) => {
    const token = headerOf(request, 'authorization');
    if (token === null) {
      const key = headerOf(request, 'x-api-key');
      if (hasKeys && key !== null) return authorizeApiKey(keys, key);
      // Without a key an API that takes keys says the same as for a wrong one.
      throw modes[0].type === 'API_KEY'
        ? new UnauthorizedError()
        : new UnauthorizedError('Missing authorization header');
    }
    // A signature is never a Lambda token as long as the API takes signatures (AppSync Developer Guide, AWS_LAMBDA authorization).
    if (hasIam && token.startsWith('AWS4-HMAC-SHA256')) return authorizeIam(parts, request);
    if (authorizeLambda) return authorizeLambda(request, token);
    const key = headerOf(request, 'x-api-key');
    if (hasKeys && key !== null) return authorizeApiKey(keys, key);
    throw new UnauthorizedError();
  };
}
