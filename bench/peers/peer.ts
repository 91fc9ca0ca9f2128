import { answer } from '../measure/answering.ts';
import { collectGarbage, startProfile } from '../measure/profile.ts';

/** Where a peer listens and how a client of it shows who it is. Plain data: it travels between processes. */
export interface PeerAddress {
  readonly dialect: 'bare' | 'graphql-ws' | 'appsync';
  /** Takes what is sent, by POST. */
  readonly url: string;
  readonly realtimeUrl: string;
  /** One per client; as many as are needed are made of these, in turn. */
  readonly tokens: readonly string[];
  /** Absent = the peer shows no key: a client shows its token. The simulator takes this one key, in the query string. */
  readonly apiKey?: string;
  /** Absent = whoever may send may also publish an event. Parley's service alone may, by its signature. */
  readonly publisher?: Publisher;
}

export interface Publisher {
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

export interface RunningPeer {
  readonly address: PeerAddress;
  /** How many subscriptions are live. Asked where the protocol has no acknowledgement. */
  subscribed?(): number;
  close(): Promise<void>;
}

export type PeerQuestion =
  | { readonly ask: 'subscribed' }
  /** Collects garbage, so that what stays in memory is what is needed, and answers how many bytes that is, buffers included. */
  | { readonly ask: 'heap' }
  | { readonly ask: 'profile'; readonly path: string | null };

/** Runs a peer as the child process that it is. */
export async function runPeer(start: () => Promise<RunningPeer>): Promise<void> {
  const peer = await start();
  let stopProfile: ((path: string) => Promise<void>) | null = null;
  answer<PeerQuestion>(
    peer.address,
    async (question) => {
      switch (question.ask) {
        case 'subscribed':
          return peer.subscribed?.() ?? null;
        case 'heap': {
          await collectGarbage();
          await collectGarbage();
          const { heapUsed, external } = process.memoryUsage();
          return heapUsed + external;
        }
        case 'profile':
          if (question.path === null) stopProfile = await startProfile();
          else await stopProfile?.(question.path);
          return null;
        default:
          return question satisfies never;
      }
    },
    () => peer.close(),
  );
}
