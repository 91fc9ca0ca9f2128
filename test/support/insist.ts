import type { Answer, Person } from './person.ts';

/** What became of calls, over many of them. */
export interface Effort {
  calls: number;
  unavailable: number;
}

/** Between tries, at random up to this: all at once again would meet each other again. */
const pauseMs = 40;
const mostTries = 1000;

/** Asks until the answer is not `Unavailable`, as a client does. What a limit refused is an answer. Throws where none comes. */
export async function insist<Data>(
  person: Person,
  query: string,
  variables: object,
  effort: Effort = { calls: 0, unavailable: 0 },
): Promise<Answer<Data>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    effort.calls += 1;
    const answer = await person.ask<Data>(query, variables);
    if (!answer.errors.some(({ errorType }) => errorType === 'Unavailable')) return answer;
    effort.unavailable += 1;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs));
  }
  throw new Error(`still not available after ${mostTries} tries: ${query.slice(0, 80)}`);
}

/** What `insist` answers, where it must not be refused. */
export async function insistOn<Data>(person: Person, query: string, variables: object, effort?: Effort): Promise<Data> {
  const { data, errors } = await insist<Data>(person, query, variables, effort);
  if (errors.length > 0 || data === null) throw new Error(`refused: ${JSON.stringify(errors)}`);
  return data;
}

export function sayEffort(name: string, { calls, unavailable }: Effort): void {
  const share = calls === 0 ? 0 : (100 * unavailable) / calls;
  console.log(`${name}: ${unavailable} of ${calls} calls answered Unavailable (${share.toFixed(1)} %)`);
}
