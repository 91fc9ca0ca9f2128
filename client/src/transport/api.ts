import type { GraphQLResult } from 'aws-amplify/api';
import { classifyFailure } from '../classify-failure.ts';
import { MessagingError } from '../errors.ts';
import { type GetToken, requireToken } from '../token.ts';
import { amplifyClients } from './amplify-client.ts';

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
  /** Asks with this token. Default: with the one that `getToken` gives. */
  token?: string;
  /** Is told the token that it is asked with, and where it rejects, nothing is asked. Default: nobody is. */
  onToken?: (token: string) => unknown;
}

/** The GraphQL API as one caller sees it. */
export interface Api {
  /**
   * Asks and answers with the data: once, but for a session that was refused. Then it asks once more with a token that was got anew, unless
   * that was of no use to a request before. Every failure is a `MessagingError`.
   */
  ask<Variables, Data>(
    operation: Operation<Variables, Data>,
    variables: NoInfer<Variables>,
    options?: AskOptions,
  ): Promise<Data>;
}

/** A generated document of a query or a mutation, by whose type Amplify's client, too, knows its variables and its data. */
export type Operation<Variables, Data> = string &
  (
    | { __generatedQueryInput: Variables; __generatedQueryOutput: Data }
    | { __generatedMutationInput: Variables; __generatedMutationOutput: Data }
  );

export function createApi({ endpoint, getToken, requestTimeoutMs, onSession }: ApiOptions): Api {
  const clientWith = amplifyClients(new URL(endpoint).href);
  let isSessionLost = false;
  /** The last token that was got anew. */
  let renewal: Promise<string> | undefined;
  /** False = a request was answered since, or it could not be got. */
  let isRenewed = false;

  function renew(): void {
    isRenewed = true;
    const asked = requireToken(getToken, true);
    asked.catch(() => (isRenewed = false));
    renewal = asked;
  }

  return {
    async ask<Variables, Data>(
      query: Operation<Variables, Data>,
      variables: NoInfer<Variables>,
      { signal, goesOn = false, timeoutMs = requestTimeoutMs, token, onToken }: AskOptions = {},
    ) {
      const askedAt = Date.now();
      const before = renewal;
      let isOver = false;
      let cancel = () => {};

      function once(present: () => Promise<string> | string) {
        const client = clientWith(async () => {
          const sent = await present();
          await onToken?.(sent);
          return sent;
        });
        // Which of Amplify's types an operation has is open here; none of them is a subscription.
        const asked = client.graphql({ query, variables }) as unknown as Promise<GraphQLResult<Data>>;
        cancel = () => client.cancel(asked);
        return asked;
      }

      async function atMostTwice() {
        try {
          return await once(() => token ?? requireToken(getToken));
        } catch (failure) {
          const isSpent = isRenewed && before === renewal;
          if (isOver || token || isSpent || classifyFailure(failure).code !== 'SESSION_REQUIRED') throw failure;
          // Of those who are refused together, the first gets the token for all.
          if (before === renewal) renew();
          return await once(() => renewal ?? '');
        }
      }

      const both = atMostTwice();
      try {
        const { data } = await within(both, timeoutMs, signal);
        const isBack = isSessionLost;
        isSessionLost = isRenewed = false;
        if (isBack) onSession?.();
        return data;
      } catch (failure) {
        isOver = true;
        if (goesOn && signal?.aborted) cancelAt(askedAt + requestTimeoutMs, both, cancel);
        else cancel();
        const error = classifyFailure(failure);
        if (error.code === 'SESSION_REQUIRED') isSessionLost = true;
        throw error;
      }
    },
  };
}

function cancelAt(time: number, asked: Promise<unknown>, cancel: () => void): void {
  const timer = setTimeout(cancel, time - Date.now());
  const stop = () => clearTimeout(timer);
  asked.then(stop, stop);
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
