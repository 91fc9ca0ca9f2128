import { createAmplifyContext } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';

/** What is used of Amplify's client; its model API is not. */
export type AmplifyClient = Pick<ReturnType<typeof generateClient<never, ClientOptions>>, 'graphql' | 'cancel'>;

interface ClientOptions {
  endpoint: string;
  authMode: 'lambda';
  headers: () => Promise<Record<string, string>>;
}

/**
 * Amplify clients with a context of their own. They neither read nor touch what `Amplify.configure()` set for the process, so
 * callers do not mix, and `headers` as a function gives every request and every (re)start of a subscription a present token. A client is
 * no more than an object that holds these: one may be made for each request.
 */
export function amplifyClients(endpoint: string): (getToken: () => Promise<string>) => AmplifyClient {
  const url = amplifyEndpoint(endpoint);
  const context = createAmplifyContext({ API: { GraphQL: { endpoint: url, defaultAuthMode: 'lambda' } } });
  return (getToken) =>
    generateClient(context, {
      endpoint: url,
      authMode: 'lambda' as const,
      // Only the exact spelling `Authorization` stays out of the URL of Amplify's socket.
      headers: async () => ({ Authorization: await getToken() }),
    });
}

export function amplifyClient(endpoint: string, getToken: () => Promise<string>): AmplifyClient {
  return amplifyClients(endpoint)(getToken);
}

/**
 * Amplify makes `wss` of every `http:`, so that a server without TLS hears nothing. It looks for the lower case alone, and a
 * scheme in capitals passes through to the `WebSocket`, which reads it as `ws`.
 */
function amplifyEndpoint(endpoint: string): string {
  return endpoint.replace(/^http:/, 'HTTP:');
}
