import type { AuthRequest } from './auth-request.ts';
import type { Caller } from './caller.ts';
import type { JsonWebToken } from './json-web-token.ts';
import { decodeToken } from './json-web-token.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

/** What takes the JSON Web Tokens of one issuer. */
export interface TokenAuthorizer {
  readonly issuer: string;
  /** Rejects with an `UnauthorizedError` for a token that does not hold. */
  authorize(token: JsonWebToken, request: AuthRequest): Promise<Caller>;
}

/** An `Authorization` header as an API with user pools or OpenID Connect providers reads it. */
export interface TokenClaim {
  /** Whose token it is by its own account; null = none of the API's issuers. */
  readonly authorizer: TokenAuthorizer | null;
  readonly token: JsonWebToken | null;
  /** `Bearer` is a word of OpenID Connect: what follows it is never a Lambda authorizer's token. */
  readonly isBearer: boolean;
}

/**
 * Finds the issuer of a token. `comparesIssuers: false` takes the one authorizer there is for whatever the token says,
 * as AppSync does where OpenID Connect is the only mode.
 */
export function readClaim(
  header: string,
  authorizers: readonly TokenAuthorizer[],
  comparesIssuers: boolean,
): TokenClaim {
  const [, bearer, text = ''] = /^(Bearer\s+)?(.*)$/is.exec(header) ?? [];
  const token = decodeToken(text.trim());
  const named = comparesIssuers ? authorizers.find(({ issuer }) => issuer === token?.claims['iss']) : authorizers[0];
  return { authorizer: token === null ? null : (named ?? null), token, isBearer: bearer !== undefined };
}

/** What is wrong with a header that no mode of the API takes. */
export function refusalOf(header: string, { token }: TokenClaim): UnauthorizedError {
  if (token !== null) return new UnauthorizedError();
  const isOneWord = /^(Bearer\s+)?\S+$/i.test(header.trim());
  return new UnauthorizedError(isOneWord ? 'Unable to parse JWT token.' : NO_VALID_HEADER);
}

export const NO_VALID_HEADER = 'Valid authorization header not provided.';
