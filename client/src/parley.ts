import {
  getChannel,
  listMyChannels,
  listWorkspaces,
  me,
  messagesByChannel,
  sendMessage,
  syncChannel,
} from '../../generated/operations.ts';
import { type ChannelListener, type ChannelSource, followChannel } from './connection/follow-channel.ts';
import { MessagingError } from './errors.ts';
import { newMessageId } from './message-id.ts';
import type { Channel, ChannelSync, Message, MessageDraft, MessagePage, MyChannel, User, Workspace } from './model.ts';
import { type ChannelTimeline, openTimeline } from './timeline/open-timeline.ts';
import { readPage } from './timeline/read-page.ts';
import type { Reader } from './timeline/reader.ts';
import { createAmplifyTransport } from './transport/amplify/amplify-transport.ts';
import { createApi } from './transport/api.ts';
import { createAppSyncTransport } from './transport/appsync/appsync-transport.ts';
import type { WebSocketClass } from './transport/appsync/socket.ts';
import type { RealtimeTransport, TransportMetric } from './transport/realtime-transport.ts';
import type { GetToken } from './transport/token.ts';

export interface ParleyOptions {
  /** The GraphQL URL, such as `https://….appsync-api.eu-west-1.amazonaws.com/graphql` or `http://localhost:4000/graphql`. */
  endpoint: string;
  /**
   * The caller's session token. Asked anew for each request and each start of a subscription, so that a renewed token is used at
   * once: answer from memory, and renew before it ends. Where the service refused the last one, it is asked with
   * `{ forceRefresh: true }`: get a new one then, if you can. A `MessagingError` that it throws is passed on; anything else it throws,
   * and an empty token, is `SESSION_REQUIRED`.
   */
  getToken: GetToken;
  /**
   * What carries subscriptions. `appsync`: a WebSocket of our own. `amplify`: Amplify's, watched. Or one that you make. Default:
   * `appsync`.
   */
  realtime?: 'appsync' | 'amplify' | RealtimeTransport;
  /** The `WebSocket` class for `appsync`. Default: the global one. Node 20 has none: give it that of the package `ws`. */
  webSocket?: WebSocketClass;
  /** Hears what happens on the wire of `appsync` and `amplify`, for counting. It never holds what people wrote. */
  onMetric?: (metric: TransportMetric) => void;
  /** How long to wait for an answer, the token and Amplify's own repetitions included. Default: 20,000. */
  requestTimeoutMs?: number;
}

/** Parley as one caller sees it. Every method rejects with a `MessagingError` alone. */
export interface Parley {
  /** The caller's profile. */
  me(): Promise<User>;
  /** All workspaces that the caller is a member of. */
  workspaces(): Promise<Workspace[]>;
  /** All channels and direct messages of one workspace that the caller is in, in no promised order. */
  myChannels(workspaceId: string): Promise<MyChannel[]>;
  /** One channel or direct message. `CHANNEL_NOT_FOUND` where there is none that the caller may read. */
  channel(id: string): Promise<Channel>;
  /**
   * One page of a channel's messages: the newest, or those before a page's `olderCursor`. `limit`: 1 to 100, default 50.
   *
   * @example
   * const newest = await parley.messages('w1_general');
   * if (newest.olderCursor) await parley.messages('w1_general', { before: newest.olderCursor });
   */
  messages(channelId: string, options?: { limit?: number; before?: string }): Promise<MessagePage>;
  /**
   * Sends one message and answers with it as stored. After a retryable failure, send the same `id` and content again: it is
   * stored once however often it is sent.
   */
  send(draft: MessageDraft): Promise<Message>;
  /**
   * Follows one channel until the function that it answers with is called. Lost connections are made again; what happened
   * meanwhile is not told: load it in `catchUp`, or use `openTimeline`, which does.
   */
  subscribe(channelId: string, listener: ChannelListener): () => void;
  /** One channel's messages, kept fresh: pages and events merged, in order, each once. */
  openTimeline(channelId: string): ChannelTimeline;
  /** Ends all subscriptions for good. Reading and sending still work. */
  close(): void;
}

/** Parley for one caller. Several of them, with different callers, may live in one process. */
export function createParley(options: ParleyOptions): Parley {
  const { endpoint, getToken, requestTimeoutMs = 20_000 } = options;
  const api = createApi({ endpoint, getToken, requestTimeoutMs });
  const transport = realtimeTransport(options);
  const source: ChannelSource = {
    transport,
    readHead: async (channelId, through) => (await sync(channelId, through, null, 1)).channel.headSeq,
  };
  let userId: Promise<string> | undefined;
  const reader: Reader = {
    userId() {
      userId ??= parley.me().then(({ id }) => id);
      userId.catch(() => (userId = undefined));
      return userId;
    },
    page: (channelId, request) => readPage(api, channelId, request),
    sync,
    send: (draft) => parley.send(draft),
  };

  async function sync(channelId: string, afterSeq: number, nextToken: string | null, limit = 50): Promise<ChannelSync> {
    const variables = { channelId, afterSeq, limit, nextToken };
    return (await api.ask((client) => client.graphql({ query: syncChannel, variables }))).syncChannel;
  }

  const parley: Parley = {
    async me() {
      return (await api.ask((client) => client.graphql({ query: me }))).me;
    },
    workspaces() {
      return allPages(async (nextToken) => {
        const variables = { limit: 100, nextToken };
        return (await api.ask((client) => client.graphql({ query: listWorkspaces, variables }))).listWorkspaces;
      });
    },
    myChannels(workspaceId) {
      return allPages(async (nextToken) => {
        const variables = { workspaceId, limit: 100, nextToken };
        return (await api.ask((client) => client.graphql({ query: listMyChannels, variables }))).listMyChannels;
      });
    },
    async channel(id) {
      const { getChannel: channel } = await api.ask((client) =>
        client.graphql({ query: getChannel, variables: { id } }),
      );
      if (!channel) {
        throw new MessagingError({ code: 'CHANNEL_NOT_FOUND', type: 'NotFound', message: 'There is no such channel.' });
      }
      return channel;
    },
    async messages(channelId, { limit = 50, before } = {}) {
      const variables = { channelId, limit, nextToken: before ?? null };
      const { messagesByChannel: page } = await api.ask((client) =>
        client.graphql({ query: messagesByChannel, variables }),
      );
      return { messages: page.items.toReversed(), olderCursor: page.nextToken ?? null };
    },
    async send({ channelId, content, replyToId, id = newMessageId() }) {
      const variables = { input: { id, channelId, content, replyToId: replyToId ?? null } };
      return (await api.ask((client) => client.graphql({ query: sendMessage, variables }))).sendMessage;
    },
    subscribe(channelId, listener) {
      return followChannel(source, channelId, listener);
    },
    openTimeline(channelId) {
      return openTimeline(source, reader, channelId);
    },
    close() {
      transport.close();
    },
  };
  return parley;
}

function realtimeTransport(options: ParleyOptions): RealtimeTransport {
  const { realtime = 'appsync', endpoint, getToken, webSocket, onMetric } = options;
  switch (realtime) {
    case 'appsync':
      return createAppSyncTransport({ endpoint, getToken, webSocket, onMetric });
    case 'amplify':
      return createAmplifyTransport({ endpoint, getToken, onMetric });
    default:
      return realtime;
  }
}

interface Page<Item> {
  items: Item[];
  nextToken: string | null | undefined;
}

async function allPages<Item>(page: (nextToken: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let nextToken: string | null | undefined = null;
  do {
    const next: Page<Item> = await page(nextToken);
    all.push(...next.items);
    nextToken = next.nextToken;
  } while (nextToken);
  return all;
}
