import { getChannel, listMyChannels, listWorkspaces, sendMessage, syncChannel } from '../../generated/operations.ts';
import type { Clock } from './clock.ts';
import type { ConnectionOptions } from './connection/connection.ts';
import type { Environment } from './connection/environment.ts';
import { closed, MessagingError } from './errors.ts';
import { createFeeds } from './following/feeds.ts';
import type { ChannelSource } from './following/channel-listener.ts';
import { followChannel } from './following/follow-channel.ts';
import { createOverallStatus } from './following/overall-status.ts';
import { createIdentity } from './identity.ts';
import { lateReading } from './late-reading.ts';
import { newMessageId } from './message-id.ts';
import { lateMetrics } from './metrics/late-metrics.ts';
import { meteredSend } from './metrics/metered-send.ts';
import type { MetricsOptions } from './metrics/open-metrics.ts';
import type { ChannelSync } from './model.ts';
import { allPages } from './operations/pages.ts';
import { createLateOutbox } from './outbox/late-outbox.ts';
import { openOutbox, type OutboxOptions } from './outbox/open-outbox.ts';
import { sendByApi } from './outbox/send-by-api.ts';
import type { Parley } from './parley.ts';
import { type CreateReading, type ParleyParts, withParts } from './parts.ts';
import type { Reading, ReadingOptions } from './reading.ts';
import { openTimeline } from './timeline/open-timeline.ts';
import { changesOf, postBy } from './timeline/own-actions.ts';
import { readPage } from './timeline/read-page.ts';
import { readerActions } from './timeline/reader-actions.ts';
import type { Reader } from './timeline/reader.ts';
import { createSharedTimelines } from './timeline/shared-timelines.ts';
import type { GetToken } from './token.ts';
import { type Api, createApi } from './transport/api.ts';
import { createAppSyncTransport } from './transport/appsync/appsync-transport.ts';
import type { WebSocketClass } from './transport/appsync/socket.ts';
import type { OpenTransport, RealtimeTransport, TransportMetric } from './transport/realtime-transport.ts';

export interface ParleyOptions extends ReadingOptions {
  /** The GraphQL URL, such as `https://….appsync-api.eu-west-1.amazonaws.com/graphql` or `http://localhost:4000/graphql`. */
  endpoint: string;
  /**
   * The caller's session token. Asked anew for each request and each start of a subscription, so that a renewed token is used at
   * once: answer from memory, and renew before it ends. Where the service refused the last one, it is asked with
   * `{ forceRefresh: true }`: get a new one then, if you can. An empty token says that nobody is signed in, and ends what is followed.
   * A `MessagingError` that it throws is passed on. A network's failure that it throws, such as that of `fetch`, is `NETWORK`, and is tried
   * again for ever; anything else it throws is `SESSION_REQUIRED`, as is a token that the service refuses, and final after a minute.
   */
  getToken: GetToken;
  /**
   * What carries subscriptions. Default: a WebSocket of our own that speaks AppSync's protocol. `amplifyTransport` of
   * `@parley/client/amplify` is Amplify's, watched.
   */
  realtime?: RealtimeTransport | OpenTransport;
  /** The `WebSocket` class for the default transport. Default: the global one. Node 20 has none: give it that of the package `ws`. */
  webSocket?: WebSocketClass;
  /** What becomes of what the client measures of itself. Default: the service is told of it once a minute. */
  metrics?: MetricsOptions;
  /** How long to wait for an answer, the token and Amplify's own repetitions included. Default: 20,000. */
  requestTimeoutMs?: number;
  /**
   * The id of the person whose session it is. Default: asked of the service, and until it has answered once nothing that one writes can
   * be kept. Either way, nothing is written in a session that the service says is another's: it waits, with `PERSON_CHANGED`.
   */
  person?: string;
  /** Where what one writes is kept until it is sent. */
  outbox?: Pick<OutboxOptions, 'store' | 'tabs' | 'name' | 'limit'>;
  /** The surroundings' word of network and visibility. Default: the page's, where there is one. */
  environment?: Environment;
  /** Default: the system's. */
  clock?: Clock;
  /**
   * Subscriptions that are held at most, of channels and of the person's inbox. Channels for which there are none left are looked at each
   * half minute. Default: 98, what AppSync allows on one connection but for two in change.
   */
  mostSubscriptions?: number;
}

/** Parley for one caller. Several of them, with different callers, may live in one process. */
export function createParley(options: ParleyOptions): Parley {
  const { endpoint, getToken, requestTimeoutMs = 20_000, clock, environment } = options;
  const surroundings = { ...(clock && { clock }), ...(environment && { environment }) };
  const api = createApi({ endpoint, getToken, requestTimeoutMs, onSession: () => outbox.resume() });
  const { meter, ...metrics } = lateMetrics({
    ...options.metrics,
    ...surroundings,
    send: async (report) => (await import('./metrics/open-metrics.ts')).sendReport(api, report),
  });
  const transport = realtimeTransport(options, surroundings, meter.note);
  const feeds = createFeeds(transport, options.mostSubscriptions);
  const source: ChannelSource = {
    ...surroundings,
    transport,
    feeds,
    meter,
    readHead: async (channelId, through) => (await sync(channelId, through, null, 1)).channel.headSeq,
  };
  const identity = createIdentity(api, options.person, () => open());
  const { person, userId, me, check } = identity;
  const write: Api['ask'] = (operation, variables, options) =>
    api.ask(operation, variables, { ...options, onToken: check });
  const reader: Reader = {
    userId,
    person,
    page: (channelId, request) => readPage(api, channelId, request),
    sync,
  };
  const outbox = createLateOutbox(async () => {
    const send = meteredSend(meter, (onMessage) =>
      sendByApi(write, (message) => {
        timelines.take(message);
        onMessage(message);
      }),
    );
    const name = `parley-outbox:${endpoint}`;
    return openOutbox({ name, ...options.outbox, ...surroundings, send, person: await userId() });
  });
  const post = postBy(outbox, meter.posted);
  outbox.onChange(() => {
    const { depth, oldestAt } = outbox.summary();
    meter.waiting(depth, oldestAt);
  });
  const timelines = createSharedTimelines((channelId, initial) => {
    open();
    const timeline = openTimeline({
      source,
      reader,
      outbox,
      post,
      channelId,
      ...(initial && { initial }),
    });
    const stopWatching = connection.watch(timeline);
    return {
      ...timeline,
      ...readerActions(timeline.timeline, channelId, reading),
      close() {
        stopWatching();
        timeline.close();
      },
    };
  }, clock);
  /** So that what is left from before is sent, and shown. Where it fails, whoever writes hears of it. */
  const open = () => void outbox.opened().catch(() => {});
  const connection = createOverallStatus(transport);
  const own = {
    endpoint,
    api,
    transport,
    feeds,
    meter,
    write,
    userId: async () => {
      if (ends) return userId();
      throw closed();
    },
    surroundings,
  };
  let madeReading: Reading | undefined;
  const readingBy = (create: CreateReading) => {
    madeReading ??= create(own, options);
    if (!ends) madeReading.close();
    return madeReading;
  };
  const reading = lateReading(
    () => madeReading,
    async () => readingBy((await import('./reading.ts')).createReading),
  );
  /** What ends with the Parley. Null = it has ended. */
  let ends: Set<() => void> | null = new Set();
  const parts: ParleyParts = {
    ...own,
    reading: readingBy,
    watch: connection.watch,
    onClose(end) {
      if (!ends) return null;
      ends.add(end);
      return () => ends?.delete(end);
    },
  };
  const stopStatus = transport.onStatus((status) => {
    if (status !== 'open') return;
    outbox.resume();
    reading.retry();
  });

  async function sync(channelId: string, afterSeq: number, nextToken: string | null, limit = 50): Promise<ChannelSync> {
    const variables = { channelId, afterSeq, limit, nextToken };
    return (await api.ask(syncChannel, variables)).syncChannel;
  }

  const parley: Parley = {
    markRead: reading.markRead,
    typing: reading.typing,
    myChannels(workspaceId) {
      return allPages(async (nextToken) => {
        const variables = { workspaceId, limit: 100, nextToken };
        return (await api.ask(listMyChannels, variables)).listMyChannels;
      });
    },
    me,
    workspaces() {
      return allPages(async (nextToken) => {
        const variables = { limit: 100, nextToken };
        return (await api.ask(listWorkspaces, variables)).listWorkspaces;
      });
    },
    async channel(id) {
      const { getChannel: channel } = await api.ask(getChannel, { id });
      if (!channel) {
        throw new MessagingError({ code: 'CHANNEL_NOT_FOUND', type: 'NotFound', message: 'There is no such channel.' });
      }
      return channel;
    },
    messages(channelId, { limit, before } = {}) {
      return readPage(
        api,
        channelId,
        before === undefined ? undefined : { kind: 'older', era: 0, cursor: before },
        limit,
      );
    },
    async send({ channelId, content, replyToId, id = newMessageId() }) {
      const variables = { input: { id, channelId, content, replyToId: replyToId ?? null } };
      const { sendMessage: message } = await write(sendMessage, variables);
      timelines.take(message);
      return message;
    },
    subscribe(channelId, listener) {
      const { stop } = followChannel(source, channelId, listener);
      const stayOn = parts.onClose(stop);
      return () => {
        stayOn?.();
        stop();
      };
    },
    openTimeline: (channelId) => timelines.open(channelId),
    connection,
    outbox: {
      state: () => outbox.summary(),
      onChange: (listener) => outbox.onChange(listener),
      post,
      ...changesOf(outbox),
    },
    metrics: metrics.store,
    async forget() {
      timelines.close();
      transport.close();
      // Of drafts there may be some that this page never opened; a page that has no use for them loads their code here alone.
      const forgetting = [
        outbox.opened().then((opened) => opened.forget()),
        import('./drafts/open-drafts.ts').then(({ openDrafts }) => openDrafts(parley).forget()),
      ];
      // What could be removed is, whatever else could not.
      await Promise.allSettled(forgetting);
      await Promise.all(forgetting);
      parley.close();
    },
    close() {
      stopStatus();
      const ending = ends ?? [];
      ends = null;
      for (const end of ending) end();
      timelines.close();
      madeReading?.close();
      outbox.close();
      transport.close();
      connection.close();
      metrics.close();
    },
  };
  if (person() !== null) open();
  return withParts(parley, parts);
}

function realtimeTransport(
  options: ParleyOptions,
  surroundings: ConnectionOptions,
  onMetric: (metric: TransportMetric) => void,
): RealtimeTransport {
  const { realtime, endpoint, getToken, webSocket } = options;
  const wiring = { endpoint, getToken, onMetric, ...surroundings };
  if (!realtime) return createAppSyncTransport({ ...wiring, webSocket });
  return typeof realtime === 'function' ? realtime(wiring) : realtime;
}
