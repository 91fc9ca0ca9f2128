import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { accounts } from './accounts.ts';
import { clearData, createConsoleLog } from '../local/index.ts';
import { startParley } from './parley.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    fresh: { type: 'boolean' },
    memory: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
});
const port = Number(process.env.PORT ?? 4000);
const dataDirectory = values.memory ? null : (values.data ?? fileURLToPath(new URL('../.local', import.meta.url)));

if (values.fresh && dataDirectory) clearData(dataDirectory);
const { DYNAMODB_ENDPOINT } = process.env;
const parley = await startParley({
  port,
  dataDirectory,
  watch: true,
  log: createConsoleLog({ verbose: values.verbose ?? false }),
  ...(DYNAMODB_ENDPOINT ? { dynamoDbEndpoint: DYNAMODB_ENDPOINT } : {}),
}).catch((error: unknown): never => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

console.log(`
Parley is up.

  The web client   ${parley.origin}/
  #general         ${parley.origin}/channel/harbor_general
  The console      ${parley.origin}/console
  GraphQL          ${parley.url}
  Subscriptions    ${parley.realtimeUrl}
  Sign in          curl -X POST ${parley.origin}/session -H 'content-type: application/json' -d '{"user": "alice"}'

  Accounts         ${accounts.map(({ user }) => user).join(', ')} (no password; eve is in another workspace)
  Data             ${DYNAMODB_ENDPOINT ?? dataDirectory ?? 'in memory alone'}

What you change in the sources is served a moment later. Ctrl-C ends it.
`);

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait for the first one's tidy end.
    if (isEnding) process.exit(1);
    isEnding = true;
    parley.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
