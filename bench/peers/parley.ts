import { accounts } from '../../dev/accounts.ts';
import { startParley } from '../../dev/parley.ts';
import { writeRows } from '../../dev/seed/write-rows.ts';
import { runPeer } from './peer.ts';
import { sceneRows } from './scene.ts';

/** As many people as ever connect at once: each shows a session of their own, and each is verified. */
const sessions = 1_000;
const lifetimeMs = 8 * 60 * 60_000;

/** The local AppSync with Parley's own assembly: its session authorizer, its resolvers, its tables. */
await runPeer(async () => {
  const parley = await startParley({ stage: 'load', web: false, seed: false });
  await writeRows(parley.dynamoDb, sceneRows(), parley.tableOf);
  const tokens = await Promise.all(
    // A second's difference in length makes another session.
    Array.from({ length: sessions }, async (_, at) => {
      const { user } = accounts[at % accounts.length] ?? accounts[0];
      return (await parley.signIn(user, lifetimeMs - at * 1_000)).token;
    }),
  );
  const [api] = parley.deployment.apis;
  const publisher = api?.dataSources.find(({ type }) => type === 'HTTP');
  if (!api || !publisher?.role) throw new Error('the assembly has no data source that publishes');
  const region = api.arn.split(':')[3] ?? '';
  return {
    address: {
      dialect: 'appsync',
      url: parley.url,
      realtimeUrl: parley.realtimeUrl,
      tokens,
      publisher: { region, credentials: { ...parley.credentialsOf(publisher.role.arn) } },
    },
    close: () => parley.close(),
  };
});
