import { afterAll, beforeAll, expect } from 'vitest';
import { signRequest } from '../../../local/iam/signature.ts';
import { createLocalAppSync, type LocalAppSync, type LocalAppSyncOptions } from '../../../local/index.ts';
import { connect, type ConnectOptions, type Frame, type RealTimeClient } from '../../server/real-time-client.ts';
import { isRunning } from '../fact.ts';
import { synthesize, type ApiParts, type Assembly } from './synthesize.ts';

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly Record<string, unknown>[];
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Answer;
}

type FrameErrors = NonNullable<NonNullable<Frame['payload']>['errors']>;

export interface ServedApi {
  readonly server: () => LocalAppSync;
  /** The headers of the default mode. */
  readonly key: () => Record<string, string>;
  /** A raw POST. Default headers: the API key. A body that is no string is written as JSON. */
  post(body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** The body of the answer to a query by the API key. */
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** What signs a POST as the role of the data source `lambda`. Default path: `/graphql`. */
  signed(body: string, path?: string): Promise<Record<string, string>>;
  /** A socket that said nothing yet. */
  dial(authorization?: object, by?: ConnectOptions['by']): Promise<RealTimeClient>;
  /** A socket after connection_init and connection_ack. */
  open(authorization?: object): Promise<RealTimeClient>;
  /** Starts a subscription and waits for its start_ack. */
  subscribe(client: RealTimeClient, id: string, query: string, variables?: object): Promise<void>;
  /** Starts a subscription that is refused, and answers the errors. */
  refusedStart(query: string, variables?: object): Promise<FrameErrors>;
}

/** Serves one API for all facts of a file, over sockets of this machine. */
export function serve(
  parts: () => ApiParts | Promise<ApiParts>,
  options: Omit<LocalAppSyncOptions, 'assembly'> = {},
): ServedApi {
  let assembly: Assembly | undefined;
  let running: LocalAppSync | undefined;
  const clients: RealTimeClient[] = [];
  if (isRunning) {
    beforeAll(async () => {
      assembly = synthesize(await parts());
      running = await createLocalAppSync({ ...options, assembly: assembly.directory });
    }, 60_000);
    afterAll(async () => {
      await Promise.all(clients.map((client) => client.close()));
      await running?.close();
      assembly?.remove();
    });
  }
  const server = () => {
    if (!running) throw new Error('The server does not run.');
    return running;
  };
  const key = () => ({ 'x-api-key': apiKeyOf(server()) });
  const host = () => new URL(server().url).host;
  const post: ServedApi['post'] = async (body, headers = key()) => {
    const response = await fetch(server().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
  };
  const dial: ServedApi['dial'] = async (authorization = { ...key(), host: host() }, by = 'subprotocol') => {
    const client = await connect({ realtimeUrl: server().realtimeUrl, authorization, by });
    clients.push(client);
    return client;
  };
  const open: ServedApi['open'] = async (authorization) => {
    const client = await dial(authorization);
    client.send({ type: 'connection_init' });
    expect((await client.next()).type).toBe('connection_ack');
    return client;
  };
  return {
    server,
    key,
    post,
    dial,
    open,
    ask: async (query, variables = {}, headers) => (await post({ query, variables }, headers)).body,
    signed(body, path = '/graphql') {
      const [deployed] = server().deployment.apis;
      const role = deployed?.dataSources.find(({ name }) => name === 'lambda')?.role;
      const headers = { host: host(), accept: 'application/json', 'content-type': 'application/json' };
      const scope = { service: 'appsync', region: deployed?.arn.split(':')[3] ?? '' };
      const credentials = server().credentialsOf(role?.arn ?? '');
      return Promise.resolve(signRequest({ method: 'POST', target: path, headers, body }, credentials, scope));
    },
    async subscribe(client, id, query, variables) {
      client.start(id, query, variables);
      expect(await client.next({ id })).toEqual({ type: 'start_ack', id });
    },
    async refusedStart(query, variables) {
      const client = await open();
      client.start('s', query, variables);
      const frame = await client.next({ id: 's' });
      expect(frame.type).toBe('error');
      return frame.payload?.errors ?? [];
    },
  };
}

function apiKeyOf(server: LocalAppSync): string {
  const mode = server.deployment.apis[0]?.authModes.find(({ type }) => type === 'API_KEY');
  return mode?.type === 'API_KEY' ? (mode.keys[0]?.value ?? '') : '';
}
