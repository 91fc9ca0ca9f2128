import { randomBytes } from 'node:crypto';
import { type Parley, type ParleyOptions, startParley } from '../../dev/parley.ts';
import type { RequestSummary } from '../../local/index.ts';
import { Person } from './person.ts';

/** All of Parley in one disposable object: a real server, a real engine, real sessions, and the requests that it served. */
export interface Network extends Parley {
  as(user: string): Promise<Person>;
  /** One line per request served so far, the service's own included. */
  readonly requests: readonly RequestSummary[];
}

/** Keeps nothing, serves no web client unless asked, and uses `DYNAMODB_ENDPOINT` in place of the engine where it is set. */
export async function startNetwork(options: ParleyOptions = {}): Promise<Network> {
  const requests: RequestSummary[] = [];
  const { DYNAMODB_ENDPOINT } = process.env;
  const parley = await startParley({
    web: false,
    // DynamoDB Local keeps the tables of each region apart, so each network there has a region of its own, and so an empty store.
    ...(DYNAMODB_ENDPOINT
      ? { dynamoDbEndpoint: DYNAMODB_ENDPOINT, region: `test-${randomBytes(4).toString('hex')}` }
      : {}),
    onRequest: (summary) => void requests.push(summary),
    ...options,
  });
  return {
    ...parley,
    requests,
    as: async (user) => new Person(user, (await parley.signIn(user)).token, parley),
  };
}
