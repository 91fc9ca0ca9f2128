import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { issuerOf } from '../auth/cognito.ts';
import { isRecord } from '../auth/key-set.ts';
import { RequestError } from '../graphql/errors.ts';
import { readBody } from '../http/body.ts';
import { answerPreflight } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Log } from '../log.ts';
import { CognitoError } from './cognito-error.ts';
import type { Input } from './input.ts';
import { getUser, globalSignOut } from './operations/current-user.ts';
import { initiateAuth } from './operations/initiate-auth.ts';
import type { Operation } from './operations/operation.ts';
import { respondToAuthChallenge } from './operations/respond-to-auth-challenge.ts';
import { confirmSignUp, resendConfirmationCode, signUp } from './operations/sign-up.ts';
import { getTokensFromRefreshToken, revokeToken } from './operations/tokens.ts';
import type { UserPool } from './user-pool.ts';

/** Where user pools are served. Amplify is told so by `Auth.Cognito.userPoolEndpoint`. */
export const USER_POOLS_PATH = '/cognito';

const operations: ReadonlyMap<string, Operation> = new Map([
  ['InitiateAuth', initiateAuth],
  ['RespondToAuthChallenge', respondToAuthChallenge],
  ['GetTokensFromRefreshToken', getTokensFromRefreshToken],
  ['RevokeToken', revokeToken],
  ['GlobalSignOut', globalSignOut],
  ['GetUser', getUser],
  ['SignUp', signUp],
  ['ConfirmSignUp', confirmSignUp],
  ['ResendConfirmationCode', resendConfirmationCode],
]);

/**
 * The user pools API (JSON 1.1 protocol) for all pools, and below it, for each pool, the two documents that it publishes at
 * its issuer's address. `current` is asked at each request: which pools there are changes with a reload. `origin` as in
 * `http://localhost:4000`.
 */
export function createUserPoolsRoute(current: () => readonly UserPool[], origin: string, log: Log): Route {
  return (request, response) => {
    const pools = current();
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === USER_POOLS_PATH || path === `${USER_POOLS_PATH}/`) return serveCall(pools, request, response, log);
    const [, poolId, name] = /^\/cognito\/([^/]+)\/\.well-known\/([^/]+)$/.exec(path) ?? [];
    const pool = pools.find(({ definition }) => definition.id === poolId);
    const document = pool && name !== undefined ? documentOf(pool, name, origin) : null;
    if (document === null) return false;
    request.resume();
    answer(response, 200, document, 'application/json');
    return true;
  };
}

async function serveCall(
  pools: readonly UserPool[],
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<true> {
  if (request.method === 'OPTIONS') {
    request.resume();
    answerPreflight(response, request.headers['access-control-request-headers'] ?? '');
    return true;
  }
  const name = String(request.headers['x-amz-target'] ?? '').replace(/^AWSCognitoIdentityProviderService\./, '');
  try {
    const body = await readBody(request);
    const operation = request.method === 'POST' ? operations.get(name) : undefined;
    if (!operation) throw unknownOperation(name);
    answer(response, 200, await operation(pools, parse(body)));
    log.debug(`user pools: ${name}`);
  } catch (error) {
    if (request.errored) return true;
    const { status, type, message } = describe(error, log);
    log.info(`user pools: ${name || 'a request'} refused: ${type}: ${message}`);
    answer(response, status, { __type: type, message }, JSON_TYPE, type);
  }
  return true;
}

function unknownOperation(name: string): CognitoError {
  const served = [...operations.keys()].join(', ');
  return new CognitoError(
    'UnknownOperationException',
    `${name || 'A request without x-amz-target'} is not served here: ${served} are.`,
  );
}

function parse(body: string): Input {
  try {
    const input: unknown = JSON.parse(body);
    if (isRecord(input)) return input;
  } catch {
    // Said below.
  }
  throw new CognitoError('SerializationException', 'The body is not a JSON object.');
}

function describe(error: unknown, log: Log): { status: number; type: string; message: string } {
  if (error instanceof CognitoError) return { status: 400, type: error.type, message: error.message };
  if (error instanceof RequestError) return { status: error.status, type: error.errorType, message: error.message };
  log.warn(`A defect of the local user pools: ${error instanceof Error ? error.stack : String(error)}`);
  return { status: 500, type: 'InternalErrorException', message: 'The local server failed; its log says why.' };
}

/** null = a pool publishes nothing of that name. */
function documentOf({ definition, tokens }: UserPool, name: string, origin: string): object | null {
  switch (name) {
    case 'jwks.json':
      return { keys: [tokens.publicKey] };
    case 'openid-configuration':
      return {
        issuer: issuerOf({ region: definition.region, userPoolId: definition.id }),
        jwks_uri: `${origin}${USER_POOLS_PATH}/${definition.id}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code', 'token'],
        subject_types_supported: ['public'],
      };
    default:
      return null;
  }
}

const JSON_TYPE = 'application/x-amz-json-1.1';

function answer(response: ServerResponse, status: number, body: object, type = JSON_TYPE, errorType = ''): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-amzn-requestid': randomUUID(),
    ...(errorType !== '' && { 'x-amzn-errortype': errorType }),
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-amzn-requestid, x-amzn-errortype',
  });
  response.end(JSON.stringify(body));
}
