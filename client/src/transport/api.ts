import type { GraphQLResult } from 'aws-amplify/api';
import { MessagingError } from '../errors.ts';
import { type AmplifyClient, amplifyClient } from './amplify/amplify-client.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GetToken, requireToken } from './token.ts';

export interface ApiOptions {
  endpoint: string;
  getToken: GetToken;
  requestTimeoutMs: number;
  /** A request that `SESSION_REQUIRED` would have ended was answered, after one that it did end. */
  onSession?: () => void;
}

export interface AskOptions {
  /** Lets go of the request: the answer is a failure then, at once. */
  signal?: AbortSignal;
  /**
   * True = where `signal` lets go of it, the request itself goes on until `requestTimeoutMs` are over: for what does no harm if it is done,
   * since breaking it off costs its connection. Default: false.
   */
  goesOn?: boolean;
  /** How long to wait for the answer. Infinity = as long as it takes. Default: `requestTimeoutMs`. */
  timeoutMs?: number;
}

/** The GraphQL API as one caller sees it. */
export interface Api {
  /** Asks once and answers with the data. Every failure is a `MessagingError`. */
  ask<Data>(request: (client: AmplifyClient) => Promise<GraphQLResult<Data>>, options?: AskOptions): Promise<Data>;
}

export function createApi(options: ApiOptions): Api {
  const { endpoint, getToken, requestTimeoutMs, onSession } = options;
  const client = amplifyClient(new URL(endpoint).href, () => requireToken(getToken));
  let isSessionLost = false;

  function cancelAt(time: number, asked: Promise<unknown>): void {
    const timer = setTimeout(() => client.cancel(asked), time - Date.now());
    const stop = () => clearTimeout(timer);
    asked.then(stop, stop);
  }

  return {
    async ask(request, { signal, goesOn = false, timeoutMs = requestTimeoutMs } = {}) {
      const askedAt = Date.now();
      const asked = request(client);
      try {
        const { data } = await within(asked, timeoutMs, signal);
        const isBack = isSessionLost;
        isSessionLost = false;
        if (isBack) onSession?.();
        return data;
      } catch (failure) {
        if (goesOn && signal?.aborted) cancelAt(askedAt + requestTimeoutMs, asked);
        else client.cancel(asked);
        const error = classifyFailure(failure);
        if (error.code === 'SESSION_REQUIRED') isSessionLost = true;
        throw error;
      }
    },
  };
}

/** Amplify waits for an answer without end; a caller must not. */
async function within<Answer>(asked: Promise<Answer>, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
  let stop = () => {};
  const given = new Promise<never>((_, reject) => {
    const giveUp = (code: 'TIMEOUT' | 'NETWORK', message: string) =>
      reject(new MessagingError({ code, type: 'Unreachable', message }));
    const abort = () => giveUp('NETWORK', 'The request was given up.');
    const late = () => giveUp('TIMEOUT', `The service did not answer within ${timeoutMs} ms.`);
    const timer = timeoutMs < Infinity ? setTimeout(late, timeoutMs) : undefined;
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([asked, given]);
  } finally {
    stop();
  }
}
