import { classifyFailure, sessionRequired } from './classify-failure.ts';

export interface TokenRequest {
  /** True = the service refused the last token, whatever it looks like: get another, not the one from memory. */
  forceRefresh?: boolean;
}

/** Answers with the caller's session token. A function without parameters fits too. */
export type GetToken = (request: TokenRequest) => string | Promise<string>;

/**
 * Asks for the token; every failure is a `MessagingError`, and no token is one too: see `isSignedOut`. Whoever gives out tokens may be out of
 * reach for a moment, as anybody may.
 */
export async function requireToken(getToken: GetToken, forceRefresh = false): Promise<string> {
  let token: string;
  try {
    token = await getToken({ forceRefresh });
  } catch (failure) {
    const error = classifyFailure(failure);
    throw error === failure || error.retryable ? error : sessionRequired(failure);
  }
  if (!token) throw sessionRequired();
  return token;
}
