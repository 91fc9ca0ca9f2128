import type { GraphQLResult } from 'aws-amplify/api';
import { MessagingError } from '../errors.ts';
import { type AmplifyClient, amplifyClient } from './amplify/amplify-client.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GetToken, requireToken } from './token.ts';

export interface ApiOptions {
  endpoint: string;
  getToken: GetToken;
  requestTimeoutMs: number;
}

/** The GraphQL API as one caller sees it. */
export interface Api {
  /** Asks once and answers with the data. Every failure is a `MessagingError`. */
  ask<Data>(request: (client: AmplifyClient) => Promise<GraphQLResult<Data>>): Promise<Data>;
}

export function createApi(options: ApiOptions): Api {
  const client = amplifyClient(new URL(options.endpoint).href, () => requireToken(options.getToken));
  return {
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
  };
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
