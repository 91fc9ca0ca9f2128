import { type Parley, startParley } from '../../../../dev/parley.ts';
import allModels from '../../../../models.json' with { type: 'json' };
import { createConsoleLog } from '../../../../local/index.ts';

/** What the server's process is told. It loads all its code before, so that a restart takes what a start of the service takes. */
export type ToServer =
  | {
      readonly type: 'start';
      readonly port: number;
      readonly dataDirectory: string;
      readonly dynamoDbEndpoint: string;
      readonly losesInvalidations: boolean;
      /** Who is to be signed in. */
      readonly people: readonly string[];
    }
  | { readonly type: 'lose-invalidations'; readonly isOn: boolean }
  | { readonly type: 'measure' };

export type FromServer =
  | { readonly type: 'loaded' }
  | { readonly type: 'started'; readonly sessions: Sessions; readonly tables: Readonly<Record<string, string>> }
  | { readonly type: 'failed'; readonly words: string }
  | { readonly type: 'measured'; readonly sockets: number; readonly timers: number; readonly heapBytes: number };

/** By person. */
export type Sessions = Readonly<Record<string, { readonly token: string; readonly expired: string }>>;

const models = Object.keys(allModels.models);
const lifetimeMs = 8 * 60 * 60_000;

let losesInvalidations = false;
let running: Parley | undefined;

process.on('message', (message: ToServer) => {
  switch (message.type) {
    case 'start':
      ({ losesInvalidations } = message);
      void start(message).then(tell, (error: unknown) => tell({ type: 'failed', words: String(error) }));
      return;
    case 'lose-invalidations':
      losesInvalidations = message.isOn;
      return;
    case 'measure':
      return tell({ type: 'measured', ...held() });
    default:
      message satisfies never;
  }
});
// As for a deployment: what is under way ends first.
process.on('SIGTERM', () => void (running?.close() ?? Promise.resolve()).finally(() => process.exit()));
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
tell({ type: 'loaded' });

async function start(options: Extract<ToServer, { type: 'start' }>): Promise<FromServer> {
  const { port, dataDirectory, dynamoDbEndpoint, people } = options;
  const parley = await startParley({
    port,
    dataDirectory,
    dynamoDbEndpoint,
    stage: 'load',
    web: false,
    seed: false,
    log: { ...createConsoleLog(), info: () => undefined },
    losesInvalidation: () => losesInvalidations,
  });
  running = parley;
  const sessions = await Promise.all(people.map(async (user) => [user, await sessionsOf(parley, user)] as const));
  return {
    type: 'started',
    sessions: Object.fromEntries(sessions),
    tables: Object.fromEntries(models.map((model) => [model, parley.tableOf(model)])),
  };
}

async function sessionsOf(parley: Parley, user: string): Promise<Sessions[string]> {
  const account = { user, name: user };
  const [good, expired] = [await parley.signInAs(account, lifetimeMs), await parley.signInAs(account, -60_000)];
  return { token: good.token, expired: expired.token };
}

function held(): { sockets: number; timers: number; heapBytes: number } {
  const resources = process.getActiveResourcesInfo();
  return {
    sockets: resources.filter((name) => name.includes('TCPSocketWrap')).length,
    timers: resources.filter((name) => name === 'Timeout').length,
    heapBytes: process.memoryUsage().heapUsed,
  };
}

function tell(message: FromServer): void {
  process.send?.(message);
}
