import { parseArgs } from 'node:util';
import { clearData } from './data-directory.ts';
import { createConsoleLog } from './log.ts';
import { createLocalAppSync } from './server.ts';
import { watchAssembly } from './watch.ts';

const usage = `Serves the AppSync APIs of a CDK cloud assembly on this machine.

  npm run local -- --assembly DIR [--port N] [--data DIR | --memory] [--fresh] [--partial]
               [--activation-delay MS] [--verbose]

  --assembly DIR  what \`cdk synth\` wrote, such as cdk.out; served anew whenever it is synthesised again
  --port N        default 4000
  --data DIR      where tables and secrets are kept; default .local
  --memory        keep nothing
  --fresh         forget what was kept before
  --partial       serve what can be served, and refuse the fields behind the rest; default: stop with a list of it
  --activation-delay MS
                  how long a subscription stays deaf after its start_ack, as some do on AWS; default 0
  --verbose       also print what handlers and data sources are given and answer, and what resolvers write to their
                  console. That holds what people wrote; tokens are left out of the headers

DYNAMODB_ENDPOINT names a DynamoDB that runs already, instead of the one that is started.
`;

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      assembly: { type: 'string' },
      port: { type: 'string', default: '4000' },
      data: { type: 'string' },
      memory: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      partial: { type: 'boolean', default: false },
      'activation-delay': { type: 'string', default: '0' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const port = Number(values.port);
  if (values.assembly === undefined) throw new Error(`--assembly is required.\n\n${usage}`);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port must be a port, not ${values.port}.`);
  const activationDelay = values['activation-delay'];
  if (!/^\d{1,9}$/.test(activationDelay)) {
    throw new Error(`--activation-delay must be a number of milliseconds, not ${activationDelay}.`);
  }
  if (values.memory && values.data !== undefined) throw new Error('--memory and --data exclude each other.');
  const dataDirectory = values.memory ? null : (values.data ?? '.local');
  if (values.fresh && dataDirectory !== null) clearData(dataDirectory);

  const stopped = stopSignal();
  const dynamoDbEndpoint = process.env['DYNAMODB_ENDPOINT'];
  // Watched from before it is read: what is synthesised during the start must not be missed. What is wrong with an assembly is said
  // in the log, and the one before is served on.
  const watcher = watchAssembly(
    values.assembly,
    () => void starting.then((server) => server.reload()).catch(() => undefined),
  );
  const starting = createLocalAppSync({
    assembly: values.assembly,
    port,
    dataDirectory,
    isPartial: values.partial,
    realtime: { activationDelayMs: Number(activationDelay) },
    log: createConsoleLog({ verbose: values.verbose }),
    ...(dynamoDbEndpoint && { dynamoDbEndpoint }),
  });
  const server = await starting;
  for (const { name, url } of server.apis) {
    process.stdout.write(`${name}\n  GraphQL    ${url}\n  real-time  ${url.replace(/^http/, 'ws')}/realtime\n`);
  }
  await stopped;
  watcher.close();
  await server.close();
  process.exit(0);
}

/** Listened for from the start: a signal during it must still end the database that it has begun. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
