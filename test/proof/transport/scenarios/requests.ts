import type { ServerResponse } from 'node:http';
import { ulid } from 'ulid';
import { createParley, MessagingError } from '../../../../client/src/index.ts';
import { amplifyClient } from '../../../../client/src/transport/amplify-client.ts';
import { sendMessage } from '../../../../generated/operations.ts';
import type { Scenario, Stage } from '../stage.ts';

const bodyOf = (id: string) => JSON.stringify({ data: { sendMessage: { id } } });
const answer = (response: ServerResponse, status: number, text: string) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(text);

/** What the service does with the first request; it answers those after as it should. */
const faults: readonly [name: string, isStored: boolean, first: (response: ServerResponse, id: string) => void][] = [
  ['hangs', false, () => {}],
  ['says 429', false, (response) => answer(response, 429, '{}')],
  ['says 500 after it stored', true, (response) => answer(response, 500, '{}')],
  ['resets after it stored', true, (response) => void response.socket?.destroy()],
  [
    'breaks off after it stored',
    true,
    (response, id) => {
      response.writeHead(200, { 'content-length': 1000, 'content-type': 'application/json' });
      response.write(bodyOf(id).slice(0, 10));
      setTimeout(() => response.socket?.destroy(), 50);
    },
  ],
];

/** A send is not the transport's matter; it goes the same way whichever is chosen. Beside it: Amplify's client with nothing of ours. */
export const requests: readonly Scenario[] = faults.map(([name, isStored, first]) => ({
  id: 'AMP-15',
  name: `a request: the service ${name}`,
  subjects: ['own', 'stock'],
  async play(stage) {
    const stored = new Map<string, number>();
    let count = 0;
    stage.fake.weather.answerRequest = (body, response) => {
      const { id } = (JSON.parse(body) as { variables: { input: { id: string } } }).variables.input;
      count += 1;
      if (count > 1 || isStored) stored.set(id, (stored.get(id) ?? 0) + 1);
      if (count === 1) first(response, id);
      else answer(response, 200, bodyOf(id));
    };
    const from = Date.now();
    const outcome = await (stage.kind === 'own' ? sendWithOurs(stage) : sendWithAmplify(stage));
    const took = Date.now() - from;
    return {
      isGood: outcome === 'sent' && stored.size === 1 && took < 25_000,
      figures: `${outcome} after ${(took / 1000).toFixed(1)} s, ${count} requests, ${stored.size} message stored`,
    };
  },
}));

/** As an application does it: the same id again, as long as the error says that this makes sense. */
async function sendWithOurs({ fake }: Stage): Promise<string> {
  const parley = createParley({ endpoint: fake.endpoint, getToken: () => 'token', requestTimeoutMs: 10_000 });
  const id = ulid();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      await parley.send({ id, channelId: 'a', content: 'hello' });
      return 'sent';
    } catch (failure) {
      if (!(failure instanceof MessagingError && failure.retryable)) return `gave up: ${String(failure)}`;
    }
  }
  return 'gave up';
}

async function sendWithAmplify({ fake }: Stage): Promise<string> {
  const client = amplifyClient(fake.endpoint, async () => 'token');
  const variables = { input: { id: ulid(), channelId: 'a', content: 'hello' } };
  const patience = new Promise<string>((done) => setTimeout(done, 25_000, 'no answer').unref());
  const sent = client
    .graphql({ query: sendMessage, variables })
    .then(({ data }) => (data?.sendMessage ? 'sent' : 'no data'))
    .catch(() => 'failed');
  return Promise.race([sent, patience]);
}
