import { CONNECTION_STATE_CHANGE } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { WebSocket } from 'ws';
import { followChannel } from '../../../client/src/following/follow-channel.ts';
import { amplifyClient } from '../../../client/src/transport/amplify-client.ts';
import { createAmplifyTransport } from '../../../client/src/transport/amplify/amplify-transport.ts';
import { createAppSyncTransport } from '../../../client/src/transport/appsync/appsync-transport.ts';
import type { RealtimeTransport, TransportMetric } from '../../../client/src/transport/realtime-transport.ts';
import { type GetToken, requireToken } from '../../../client/src/token.ts';
import { onChannelEvent } from '../../../generated/operations.ts';
import { FakeEnvironment } from './fake-environment.ts';

/** What is under proof: our own transport, Amplify's behind our watchdog, and Amplify's as it is. */
export type SubjectKind = 'own' | 'watched' | 'stock';

/** One channel as a subject follows it. */
export interface Followed {
  /** Every position that it knows, and how it came. */
  readonly heard: Map<number, 'socket' | 'read'>;
  /** What it says of itself, and since when. */
  readonly statuses: { readonly at: number; readonly status: string }[];
  readonly error: () => string | null;
  stop(): void;
}

export interface Subject {
  readonly kind: SubjectKind;
  readonly metrics: TransportMetric[];
  readonly environment: FakeEnvironment;
  follow(channelId: string): Followed;
  close(): void;
}

// Node 20 has none; the one of `ws` is near enough to the browser's for Amplify, though not in its types.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

export function createSubject(
  kind: SubjectKind,
  endpoint: string,
  getToken: GetToken = () => 'token',
  environment = new FakeEnvironment(),
): Subject {
  const metrics: TransportMetric[] = [];
  const onMetric = (metric: TransportMetric) => void metrics.push(metric);
  const head = async (channelId: string) => Number(await (await fetch(new URL(`/head/${channelId}`, endpoint))).text());
  if (kind === 'stock') return { kind, metrics, environment, ...stockSubject(endpoint, getToken, head) };

  const options = { endpoint, getToken, environment, onMetric };
  const transport = kind === 'own' ? createAppSyncTransport(options) : createAmplifyTransport(options);
  return {
    kind,
    metrics,
    environment,
    follow: (channelId) => followWith(transport, channelId, head),
    close: () => transport.close(),
  };
}

type ReadHead = (channelId: string) => Promise<number>;

function followWith(transport: RealtimeTransport, channelId: string, readHead: ReadHead): Followed {
  const { followed, learn, say, fail } = record();
  // What was there before is no loss.
  let through: number | undefined;
  const { stop } = followChannel({ transport, readHead }, channelId, {
    onEvent: ({ seq }) => learn(seq, 'socket'),
    onStatus: say,
    onError: (error) => fail(error.code),
    catchUp: async () => {
      const head = await readHead(channelId);
      for (let seq = (through ?? head) + 1; seq <= head; seq += 1) learn(seq, 'read');
      through = Math.max(through ?? head, head);
      return head;
    },
  });
  return { ...followed, stop };
}

/** As Amplify's guide tells: subscribe, and fetch again when `Connecting` goes to `Connected`. */
function stockSubject(endpoint: string, getToken: GetToken, readHead: ReadHead): Pick<Subject, 'follow' | 'close'> {
  const client = amplifyClient(endpoint, () => requireToken(getToken));
  const stops = new Set<() => void>();
  return {
    follow(channelId) {
      const { followed, learn, say, fail } = record();
      const variables = { channelId };
      let through: number | undefined;
      let state = '';
      const catchUp = async () => {
        const head = await readHead(channelId).catch(() => 0);
        for (let seq = (through ?? head) + 1; seq <= head; seq += 1) learn(seq, 'read');
        through = Math.max(through ?? head, head);
      };
      const stopListening = Hub.listen('api', ({ payload }) => {
        if (payload.event !== CONNECTION_STATE_CHANGE) return;
        const { provider, connectionState } = payload.data as {
          provider: { subscriptionObserverMap: Map<string, { variables?: unknown }> };
          connectionState: string;
        };
        if (![...provider.subscriptionObserverMap.values()].some((one) => one.variables === variables)) return;
        if (state === 'Connecting' && connectionState === 'Connected') void catchUp();
        state = connectionState;
        say(connectionState);
      });
      const subscription = client.graphql({ query: onChannelEvent, variables }).subscribe({
        next: ({ data }) => {
          if (data?.onChannelEvent) learn(data.onChannelEvent.seq, 'socket');
        },
        error: (failure: unknown) => fail(JSON.stringify(failure)),
      });
      const stop = () => {
        stopListening();
        subscription.unsubscribe();
        stops.delete(stop);
      };
      stops.add(stop);
      return { ...followed, stop };
    },
    close() {
      for (const stop of [...stops]) stop();
    },
  };
}

function record() {
  const heard: Followed['heard'] = new Map();
  const statuses: Followed['statuses'] = [];
  let error: string | null = null;
  return {
    followed: { heard, statuses, error: () => error },
    learn: (seq: number, how: 'socket' | 'read') => {
      if (!heard.has(seq)) heard.set(seq, how);
    },
    say: (status: string) => void statuses.push({ at: Date.now(), status }),
    fail: (code: string) => (error = code),
  };
}
