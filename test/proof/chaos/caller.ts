import { setTimeout as delay } from 'node:timers/promises';

/** A person who calls the service directly, past proxies and client: who runs the company, and who looks at it in the end. */
export interface Caller {
  readonly person: string;
  /** One try. Rejects where no answer came. */
  ask<Data>(query: string, variables: object): Promise<Answer<Data>>;
  /** Tries until the service answers, whatever its answer is but `Unavailable`. */
  insist<Data>(query: string, variables: object): Promise<Answer<Data>>;
  /** What `insist` answers, where it must not be refused. */
  get<Data>(query: string, variables: object): Promise<Data>;
}

export interface Answer<Data> {
  readonly data: Data | null;
  /** The first error's `errorInfo.code`, or its type. Null = there is none. */
  readonly code: string | null;
}

const tryMs = 8_000;
const pauseMs = 150;
/** Longer than any fault. */
const patienceMs = 180_000;

export function createCaller(person: string, url: string, tokenOf: () => string): Caller {
  async function ask<Data>(query: string, variables: object): Promise<Answer<Data>> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: tokenOf() },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(tryMs),
    });
    const answer = (await response.json()) as {
      data?: Data | null;
      errors?: { errorType?: string; errorInfo?: { code?: string } | null; message?: string }[];
    };
    const [error] = answer.errors ?? [];
    const code = error ? (error.errorInfo?.code ?? error.errorType ?? error.message ?? 'UNKNOWN') : null;
    return { data: answer.data ?? null, code };
  }

  async function insist<Data>(query: string, variables: object): Promise<Answer<Data>> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const answer = await ask<Data>(query, variables).catch((error: unknown) => ({ data: null, code: String(error) }));
      if (
        answer.code === null ||
        (/^[A-Z_]+$/.test(answer.code) && answer.code !== 'SERVICE_UNAVAILABLE' && answer.code !== 'CONTENDED')
      )
        return answer;
      if (Date.now() > until) throw new Error(`${person} is not answered: ${answer.code}: ${query.slice(0, 60)}`);
      await delay(pauseMs);
    }
  }

  return {
    person,
    ask,
    insist,
    async get<Data>(query: string, variables: object) {
      const { data, code } = await insist<Data>(query, variables);
      if (code !== null || data === null) throw new Error(`${person} is refused: ${code}: ${query.slice(0, 60)}`);
      return data;
    },
  };
}
