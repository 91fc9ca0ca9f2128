import { createAmplifyContext } from 'aws-amplify';
import { CONNECTION_STATE_CHANGE, generateClient } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { WebSocket } from 'ws';
import { createParley } from '../../client/src/index.ts';
import { messagesByChannel, onChannelEvent } from '../../generated/operations.ts';

/**
 * Parley's client, or Amplify's used with care: it fetches again whenever Amplify says that it is connected. Its guide tells to do so after
 * `Connecting` alone, and so misses the times when Amplify goes from `ConnectionDisrupted` to `Connected`.
 */
export type FollowerKind = 'parley' | 'amplify';

/** One client that follows one channel. */
export interface Follower {
  /** Since when, by `performance.now()`, everything is known that was sent up to the position. Null = it is not. */
  completeSince(seq: number): number | null;
  close(): void;
}

export interface Following {
  readonly endpoint: string;
  readonly token: string;
  readonly channelId: string;
}

// Node 20 has none; the one of `ws` is near enough to the browser's for Amplify, though not in its types.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

export function follow(kind: FollowerKind, following: Following): Follower {
  return kind === 'parley' ? followWithParley(following) : followWithAmplify(following);
}

function followWithParley({ endpoint, token, channelId }: Following): Follower {
  const parley = createParley({ endpoint, getToken: () => token });
  const timeline = parley.openTimeline(channelId);
  const progress = createProgress();
  timeline.onChange(() => progress.know(timeline.state().messages.map(({ seq }) => seq)));
  return {
    completeSince: progress.completeSince,
    close() {
      timeline.close();
      parley.close();
    },
  };
}

function followWithAmplify({ endpoint, token, channelId }: Following): Follower {
  // Amplify makes `wss` of `http:`, and looks for the lower case alone.
  const url = endpoint.replace(/^http:/, 'HTTP:');
  const context = createAmplifyContext({ API: { GraphQL: { endpoint: url, defaultAuthMode: 'lambda' } } });
  const client = generateClient(context, {
    endpoint: url,
    authMode: 'lambda' as const,
    headers: async () => ({ Authorization: token }),
  });
  const progress = createProgress();
  const variables = { channelId };
  const fetchAgain = async () => {
    const { data } = await client.graphql({ query: messagesByChannel, variables: { channelId, limit: 100 } });
    progress.know(data.messagesByChannel.items.map(({ seq }) => seq));
  };
  let state = '';
  const stopListening = Hub.listen('api', ({ payload }) => {
    if (payload.event !== CONNECTION_STATE_CHANGE) return;
    // What Amplify tells with each change; its types leave it open.
    const { provider, connectionState } = payload.data as {
      provider: { subscriptionObserverMap: Map<string, { variables?: unknown }> };
      connectionState: string;
    };
    if (![...provider.subscriptionObserverMap.values()].some((one) => one.variables === variables)) return;
    if (state !== 'Connected' && connectionState === 'Connected') fetchAgain().catch(() => {});
    state = connectionState;
  });
  const subscription = client.graphql({ query: onChannelEvent, variables }).subscribe({
    next: ({ data }) => {
      if (data?.onChannelEvent) progress.know([data.onChannelEvent.seq]);
    },
    // Its end: nothing more is known from then on, which the figures tell.
    error: () => {},
  });
  return {
    completeSince: progress.completeSince,
    close() {
      stopListening();
      subscription.unsubscribe();
    },
  };
}

/** So many positions back a follower must know all of: what every client's first page holds. */
const windowLength = 50;

/** When each position became known. */
function createProgress() {
  const knownAt = new Map<number, number>();
  let first = Infinity;
  return {
    know(seqs: readonly number[]): void {
      const now = performance.now();
      for (const seq of seqs) {
        first = Math.min(first, seq);
        if (!knownAt.has(seq)) knownAt.set(seq, now);
      }
    },
    completeSince(seq: number): number | null {
      let since = 0;
      // What was sent before the client began is nobody's loss.
      for (let at = Math.max(first, seq - windowLength + 1); at <= seq; at += 1) {
        const known = knownAt.get(at);
        if (known === undefined) return null;
        since = Math.max(since, known);
      }
      return first <= seq ? since : null;
    },
  };
}
