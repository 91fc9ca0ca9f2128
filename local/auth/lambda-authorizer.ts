import type { ApiDefinition, AuthMode } from '../assembly/model.ts';
import { createBoundedCache } from '../graphql/bounded-cache.ts';
import type { Log } from '../log.ts';
import type { AuthRequest } from './auth-request.ts';
import type { Caller } from './caller.ts';
import { noFields } from './caller.ts';
import { matchesWhole } from './json-web-token.ts';
import type { Decision } from './lambda-decision.ts';
import { readDecision } from './lambda-decision.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

/** Invokes the function and answers what it returned. Rejects where it threw or took longer than `timeoutMs`. */
export type InvokeAuthorizer = (functionArn: string, event: unknown, timeoutMs: number) => Promise<unknown>;

export interface LambdaAuthorizerParts {
  readonly invoke: InvokeAuthorizer;
  readonly accountId: string;
  readonly log: Log;
}

/** AppSync Developer Guide, Configuring authorization: AWS_LAMBDA. A function may take 10 s; larger answers are not cached. */
const TIMEOUT_MS = 10_000;
const CACHED_BYTES = 1_048_576;
/** The same: no decision is cached for longer than an hour. */
const MAX_TTL_MS = 3_600_000;
const CACHED_TOKENS = 1_000;

/**
 * Asks the API's authorizer function. Its answers are cached by token alone, for as long as it or the API says: a decision
 * that depends on the query is wrong as soon as there is a cache, on AWS as here.
 */
export function createLambdaAuthorizer(
  api: ApiDefinition,
  mode: Extract<AuthMode, { type: 'AWS_LAMBDA' }>,
  parts: LambdaAuthorizerParts,
): (request: AuthRequest, token: string) => Promise<Caller> {
  // null = not authorized.
  const cache = createBoundedCache<{ readonly caller: Caller | null; readonly until: number }>(CACHED_TOKENS);

  const decide = async (request: AuthRequest, token: string): Promise<Caller | null> => {
    const known = cache.get(token);
    if (known && Date.now() < known.until) return known.caller;
    const answer = await parts.invoke(mode.functionArn, eventOf(api, parts.accountId, request, token), TIMEOUT_MS);
    const decision = readDecision(answer);
    const caller = decision.isAuthorized ? callerOf(decision) : null;
    const ttlMs = Math.min((decision.ttlSeconds ?? mode.resultTtlSeconds) * 1000, MAX_TTL_MS);
    cache.delete(token);
    if (ttlMs > 0 && Buffer.byteLength(JSON.stringify(answer)) < CACHED_BYTES) {
      cache.set(token, { caller, until: Date.now() + ttlMs });
    }
    return caller;
  };

  return async (request, token) => {
    if (mode.tokenPattern !== null && !matchesWhole(mode.tokenPattern, [token])) {
      parts.log.info(`A token for ${api.name} does not match IdentityValidationExpression as a whole.`);
      throw new UnauthorizedError();
    }
    const caller = await decide(request, token).catch((error: unknown) => {
      // What it threw may quote the token.
      parts.log.warn(`The authorizer of ${api.name} failed; --verbose says how.`);
      parts.log.debug(`The authorizer says: ${error instanceof Error ? error.message : String(error)}`);
      throw new UnauthorizedError();
    });
    if (caller === null) throw new UnauthorizedError();
    return caller;
  };
}

function callerOf({ resolverContext, deniedFields }: Decision): Caller {
  return {
    mode: 'AWS_LAMBDA',
    identity: resolverContext === null ? {} : { resolverContext },
    deniedFields: deniedFields.size === 0 ? noFields : deniedFields,
    groups: [],
    statements: null,
  };
}

function eventOf(api: ApiDefinition, accountId: string, request: AuthRequest, token: string) {
  return {
    authorizationToken: token,
    requestContext: {
      apiId: api.id,
      accountId,
      requestId: request.requestId,
      queryString: request.operation.queryString ?? '',
      operationName: request.operation.operationName,
      variables: request.operation.variables,
    },
    requestHeaders: request.headers,
  };
}
