import { type Frame, type RealTimeClient, connect } from '../server/real-time-client.ts';
import type { Answer, GraphqlError, Person } from '../support/person.ts';
import type { Call } from './calls.ts';
import { type AnswerLetter, answers } from './notation.ts';

/** What came of a call. */
export interface Outcome {
  /** A letter of the rules, or in words what none of them stands for. */
  letter: AnswerLetter | string;
  /** All that the caller is told, byte for byte. */
  told: string;
}

const letters = new Map<string, string>(Object.entries(answers).map(([letter, meaning]) => [meaning, letter]));

export async function ask(person: Person, call: Call): Promise<Outcome> {
  const answer = await person.ask<Record<string, unknown>>(call.query, call.variables);
  return { letter: letterOf(answer), told: JSON.stringify(answer) };
}

function letterOf({ status, data, errors }: Answer<Record<string, unknown>>): string {
  const values = Object.values(data ?? {}).filter((value) => value !== null);
  if (errors.length === 0) return status === 200 && values.length === 1 ? '+' : `status ${status}, no error, no data`;
  const names = errors.map(nameOf).join(' and ');
  if (values.length > 0) return `${names}, and data all the same`;
  return letters.get(names) ?? names;
}

function nameOf({ errorType, errorInfo }: Pick<GraphqlError, 'errorType' | 'errorInfo'>): string {
  return `${errorType}/${errorInfo?.code ?? ''}`;
}

/** One connection for all subscriptions of a person. */
export interface Subscriber {
  subscribe(call: Call): Promise<Outcome>;
  close(): Promise<void>;
}

export async function subscriberOf(person: Person, realtimeUrl: string): Promise<Subscriber> {
  const client = await greet(realtimeUrl, person.token);
  let count = 0;
  return {
    async subscribe(call) {
      const id = String((count += 1));
      client.start(id, call.query, call.variables);
      const frame = await client.next({ id });
      if (frame.type === 'start_ack') client.send({ id, type: 'stop' });
      return { letter: startLetterOf(frame), told: JSON.stringify(frame.payload ?? null) };
    },
    close: () => client.close(),
  };
}

/** A connection that was acknowledged. Rejects where it is not. */
export async function greet(realtimeUrl: string, token: string): Promise<RealTimeClient> {
  const client = await connect({ realtimeUrl, authorization: authorizationOf(realtimeUrl, token) });
  client.send({ type: 'connection_init' });
  const frame = await client.next();
  if (frame.type !== 'connection_ack') throw new Error(`the connection was refused: ${JSON.stringify(frame)}`);
  return client;
}

export function authorizationOf(realtimeUrl: string, token: string): object {
  return { Authorization: token, host: new URL(realtimeUrl).host };
}

function startLetterOf({ type, payload }: Frame): string {
  if (type === 'start_ack') return '+';
  const errors = (payload?.errors ?? []).map(({ errorType = null, ...rest }) => {
    // The bare client's type does not name it; AppSync sends it along.
    const { errorInfo = null } = rest as Partial<Pick<GraphqlError, 'errorInfo'>>;
    return { errorType, errorInfo };
  });
  const names = errors.map(nameOf).join(' and ');
  return letters.get(names) ?? `${type} ${names}`;
}
