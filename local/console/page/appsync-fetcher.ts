import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, parse } from 'graphql';
import { subscribe } from './subscribe.ts';

/**
 * Calls an AppSync API: queries and mutations by POST, subscriptions over AppSync's WebSocket. `token` goes as
 * `Authorization`; headers typed into GraphiQL are added and win.
 */
export function createAppSyncFetcher(endpoint: string, token: string | null): Fetcher {
  return (params, options) => {
    const headers = { ...(token ? { Authorization: token } : {}), ...(options?.headers ?? {}) };
    if (isSubscription(params)) return subscribe(endpoint, headers, params);
    return fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(params),
    }).then((response) => response.json());
  };
}

/** Reads the text that is sent: GraphiQL's own `documentAST` may be that of the text before. */
function isSubscription({ query, operationName }: FetcherParams): boolean {
  return getOperationAST(parse(query), operationName)?.operation === 'subscription';
}
