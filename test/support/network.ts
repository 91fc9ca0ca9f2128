import { randomBytes } from 'node:crypto';
import { type AccountId, accounts } from '../../dev/accounts.ts';
import { type Parley, type ParleyOptions, startParley } from '../../dev/parley.ts';
import { type StageName, stageNames } from '../../infra/stages.ts';
import type { RequestSummary } from '../../local/index.ts';
import { Person } from './person.ts';

/** All of Parley in one disposable object: a real server, a real engine, real sessions, and the requests that it served. */
export interface Network extends Parley {
  as(user: string): Promise<Person>;
  /** Every seeded person, signed in. */
  everyone(): Promise<Record<AccountId, Person>>;
  /** One line per request served so far, the service's own included. */
  readonly requests: readonly RequestSummary[];
}

/** The stage whose assembly is served where a test asks for none: `STAGE=prod npx vitest run --project server test/journeys` tries that of prod. */
function stageUnderTest(): StageName {
  const name = process.env.STAGE ?? 'load';
  const stage = stageNames.find((one) => one === name);
  if (!stage) throw new Error(`there is no stage ${name}`);
  return stage;
}

/** Writing the 10,000 messages of the demo's long channel takes longer than all else of a start. */
const briefLogbookLength = 300;

/**
 * Keeps nothing, serves no web client and limits no sender unless asked, and uses `DYNAMODB_ENDPOINT` in place of the engine where it is set.
 * The demo's long channel is short, unless asked.
 */
export async function startNetwork(options: ParleyOptions = {}): Promise<Network> {
  const requests: RequestSummary[] = [];
  const { DYNAMODB_ENDPOINT } = process.env;
  const parley = await startParley({
    web: false,
    stage: stageUnderTest(),
    logbookLength: briefLogbookLength,
    // DynamoDB Local keeps the tables of each region apart, so each network there has a region of its own, and so an empty store.
    ...(DYNAMODB_ENDPOINT
      ? { dynamoDbEndpoint: DYNAMODB_ENDPOINT, region: `test-${randomBytes(4).toString('hex')}` }
      : {}),
    onRequest: (summary) => void requests.push(summary),
    ...options,
  });
  const as = async (user: string) => new Person(user, (await parley.signIn(user)).token, parley);
  return {
    ...parley,
    requests,
    as,
    everyone: async () => {
      const people = await Promise.all(accounts.map(async ({ user }) => [user, await as(user)] as const));
      // Of every account there is one, which `fromEntries` can not know.
      return Object.fromEntries(people) as Record<AccountId, Person>;
    },
  };
}
