import { createAmplifyContext } from 'aws-amplify';
import { generateClient, type GraphQLResult } from 'aws-amplify/api';
import { MessagingError } from '../errors.ts';
import { classifyFailure, sessionRequired } from './classify-failure.ts';

export interface ApiOptions {
  endpoint: string;
  getToken: () => string | Promise<string>;
  requestTimeoutMs: number;
}

/** What is used of Amplify's client; its model API is not. */
export type AmplifyClient = Pick<ReturnType<typeof amplifyClient>, 'graphql' | 'cancel'>;

/** The GraphQL API as one caller sees it. */
export interface Api {
  readonly client: AmplifyClient;
  /** Asks once and answers with the data. Every failure is a `MessagingError`. */
  ask<Data>(request: (client: AmplifyClient) => Promise<GraphQLResult<Data>>): Promise<Data>;
  /** Fails with `SESSION_REQUIRED` where the caller has no token. */
  requireToken(): Promise<void>;
}

export function createApi(options: ApiOptions): Api {
  const client = amplifyClient(options);
  return {
    client,
    async ask(request) {
      const asked = request(client);
      try {
        const { data } = await withinDeadline(asked, options.requestTimeoutMs);
        return data;
      } catch (failure) {
        client.cancel(asked);
        throw classifyFailure(failure);
      }
    },
    async requireToken() {
      await requireToken(options.getToken);
    },
  };
}

/**
 * An Amplify client with a context of its own. It neither reads nor touches what `Amplify.configure()` set for the process, so
 * callers do not mix, and `headers` as a function gives every request and every (re)start of a subscription a present token.
 */
function amplifyClient({ endpoint, getToken }: ApiOptions) {
  const url = amplifyEndpoint(endpoint);
  const context = createAmplifyContext({ API: { GraphQL: { endpoint: url, defaultAuthMode: 'lambda' } } });
  return generateClient(context, {
    endpoint: url,
    authMode: 'lambda' as const,
    // Only the exact spelling `Authorization` stays out of the URL of Amplify's socket.
    headers: async () => ({ Authorization: await requireToken(getToken) }),
  });
}

/**
 * Amplify makes `wss` of every `http:`, so that a server without TLS hears nothing. It looks for the lower case alone, and a
 * scheme in capitals passes through to the `WebSocket`, which reads it as `ws`.
 */
function amplifyEndpoint(endpoint: string): string {
  return new URL(endpoint).href.replace(/^http:/, 'HTTP:');
}

async function requireToken(getToken: ApiOptions['getToken']): Promise<string> {
  let token: string;
  try {
    token = await getToken();
  } catch (failure) {
    throw failure instanceof MessagingError ? failure : sessionRequired(failure);
  }
  if (!token) throw sessionRequired();
  return token;
}

/** Amplify waits for an answer without end; a caller must not. */
async function withinDeadline<Answer>(asked: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `The service did not answer within ${timeoutMs} ms.`;
      reject(new MessagingError({ code: 'TIMEOUT', type: 'Unreachable', message }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([asked, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
