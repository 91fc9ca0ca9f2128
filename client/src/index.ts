/**
 * # Parley's client
 *
 * Reads, sends and follows channels over AWS AppSync, typed from the schema. It runs in browsers and in Node. Beside it stand
 * `@parley/client/react` (hooks), `@parley/client/attachments` (files), `@parley/client/cognito` (sessions of Amplify Auth) and `@parley/client/amplify` (Amplify's own real-time
 * client, watched, in place of ours).
 *
 * Whatever changes by itself is a small store: `state()` is what is known now, the same object until something changes, and
 * `onChange(listener)` answers with the function that ends the listening. So all of it fits `useSyncExternalStore`. Every promise rejects
 * with a `MessagingError` alone: decide by its `code` and `retryable`. What has ended for good says why, as `error` of its state; until then
 * `status` says how fresh it is, and the hooks of `@parley/client/react` show both.
 *
 * What follows is one program. `// =>` says what is printed.
 *
 * @example
 * import { createParley, MessagingError, openDrafts, openRoster, openWorkspaces, operationsOf } from '@parley/client';
 *
 * // A session is your application's. The local server gives one to each of its demo people.
 * async function signIn(user: string) {
 *   const headers = { 'content-type': 'application/json' };
 *   const answer = await fetch('http://localhost:4000/session', { method: 'POST', headers, body: JSON.stringify({ user }) });
 *   return (await answer.json()) as { token: string };
 * }
 *
 * // `getToken` is asked each time: answer from memory, and renew before the end. On Node 20, which has none, add `webSocket` from `ws`.
 * // With `person`, what one writes is kept before the service was ever reached.
 * const session = await signIn('alice');
 * const parley = createParley({
 *   endpoint: 'http://localhost:4000/graphql',
 *   getToken: () => session.token,
 *   person: 'alice',
 * });
 *
 * // Waits until a store is as wished.
 * function until<State>(
 *   store: { state(): State; onChange(listener: () => void): () => void },
 *   isSo: (state: State) => boolean,
 * ): Promise<State> {
 *   return new Promise((resolve) => {
 *     const look = () => {
 *       const state = store.state();
 *       if (!isSo(state)) return;
 *       stop();
 *       resolve(state);
 *     };
 *     const stop = store.onChange(look);
 *     queueMicrotask(look);
 *   });
 * }
 *
 * // ## Read
 *
 * const [workspace] = await parley.workspaces();
 * console.log(workspace?.id); // => 'harbor'
 * const page = await parley.messages('harbor_general', { limit: 2 });
 * console.log(page.messages.length); // => 2
 *
 * // ## Follow a channel: the newest messages and all that happens, in order and each once, through lost connections.
 *
 * const timeline = parley.openTimeline('harbor_general');
 * const { messages, hasOlder } = await until(timeline, ({ status }) => status === 'live');
 * console.log(messages.length > 0, hasOlder); // => [true, true]
 *
 * // ## Write: kept on this device, shown at once among `pending`, and sent by itself, once, through outages and reloads.
 *
 * const id = await timeline.post({ content: 'Is anybody at the pier?' });
 * const stored = await until(timeline, (state) => state.messages.some((message) => message.id === id));
 * console.log(stored.pending.length); // => 0
 * await timeline.edit(id, 'Is anybody at the north pier?');
 * await timeline.react(id, '🌊', true);
 * const changed = await until(timeline, ({ changes }) => changes.size === 0);
 * const mine = changed.messages.find((message) => message.id === id);
 * console.log(mine?.content); // => 'Is anybody at the north pier?'
 * console.log(mine?.reactions); // => [{ emoji: '🌊', count: 1, reactedByMe: true }]
 *
 * // A channel that nobody looks at is written to just the same, with nothing read and nothing followed.
 *
 * await parley.outbox.post('harbor_general', { content: 'Somebody is.' });
 * await until(parley.outbox, ({ depth }) => depth === 0);
 *
 * // What the service refuses stays with its reason, until it is tried again or discarded.
 * const empty = await timeline.post({ content: ' ' });
 * const refused = await until(timeline, ({ pending }) => pending.some(({ state }) => state === 'refused'));
 * console.log(refused.pending[0]?.reason?.code); // => 'CONTENT_EMPTY'
 * await timeline.discard(empty);
 *
 * // ## Channels with what is unread, kept fresh.
 *
 * const roster = openRoster(parley, 'harbor');
 * timeline.markRead();
 * const { channels } = await until(roster, ({ isLoaded }) => isLoaded);
 * console.log(channels.find(({ channel }) => channel.id === 'harbor_general')?.unreadCount); // => 0
 * const { workspaces } = await until(openWorkspaces(parley), ({ isLoaded }) => isLoaded);
 * console.log(workspaces.some(({ id }) => id === 'harbor')); // => true
 *
 * // ## Drafts, kept on this device and the same in all tabs. What keeps them is loaded with `openDrafts`: open them with the page, since what is
 * // written in the moment until it is there lasts only as long as the page.
 *
 * const drafts = openDrafts(parley);
 * drafts.set('harbor_general', { text: 'The tide is' });
 * console.log(drafts.state('harbor_general')?.text); // => 'The tide is'
 *
 * // ## Everything else that the API can do: one call each.
 *
 * const operations = operationsOf(parley);
 * const channel = await operations.createChannel({ workspaceId: 'harbor', name: 'north-pier', members: ['bob'] });
 * console.log(channel.name, channel.memberCount); // => ['north-pier', 2]
 *
 * // ## Errors
 *
 * const failure = await parley.channel('harbor_nothing').catch((error: unknown) => error);
 * console.log(failure instanceof MessagingError && failure.code); // => 'CHANNEL_NOT_FOUND'
 *
 * // ## How fresh all of it is, and what the client measures of itself.
 *
 * console.log(await until(parley.connection, (status) => status === 'live')); // => 'live'
 * const { delivery } = await until(parley.metrics, (metrics) => metrics.delivery !== undefined);
 * console.log(delivery !== undefined && delivery.count > 0); // => true
 *
 * // ## The end. `close` when the page goes; `forget` when the person does: it removes what is kept of them.
 *
 * roster.close();
 * timeline.close();
 * await parley.forget();
 */
export { createParley, type ParleyOptions } from './create-parley.ts';
export type { OutboxView, Parley } from './parley.ts';
export { newMessageId } from './message-id.ts';

export { MessagingError, type MessagingErrorCode, type MessagingErrorType } from './errors.ts';

export type { ChannelListener, Look } from './following/channel-listener.ts';
export type { ConnectionStore } from './following/overall-status.ts';
export type { ConnectionStatus } from './following/status.ts';
export type {
  OpenTransport,
  RealtimeTransport,
  SubscriptionEnd,
  SubscriptionListener,
  SubscriptionRequest,
  TransportWiring,
} from './transport/realtime-transport.ts';
export type { TransportStatus } from './connection/transport-status.ts';
export type { WebSocketClass } from './transport/appsync/socket.ts';
export type { LossCause, ParleyMetric } from './metric.ts';
export type { MetricsOptions } from './metrics/open-metrics.ts';
export type { MetricsStore, MetricsSummary, MetricSummary } from './metrics/summary.ts';
export type { GetToken, TokenRequest } from './token.ts';
export type {
  ChannelTimeline,
  OwnActions,
  PostDraft,
  ReaderActions,
  TimelineState,
} from './timeline/channel-timeline.ts';
export type { PendingChange, PendingMessage } from './timeline/pending.ts';
export type {
  OutboxEntry,
  OutboxReason,
  OutboxStore,
  OutboxSummary,
  StoreChanges,
  TabNote,
  Tabs,
} from './outbox/index.ts';
export { openRoster, openWorkspaces } from './roster/index.ts';
export type { Roster, RosterChannel, RosterState, Workspaces, WorkspacesState, MarkerNote } from './roster/index.ts';
export { openDrafts } from './drafts/index.ts';
export type { Draft, DraftNote, Drafts, DraftStore, OpenDraftsOptions, Removal } from './drafts/index.ts';
export type { Notes } from './notes.ts';
export { operationsOf } from './operations/index.ts';
export type { ChannelMember, Operations, Page, PageOptions, Reaction, WorkspaceMember } from './operations/index.ts';
export type { Clock } from './clock.ts';
export type { Environment, EnvironmentEvent } from './connection/environment.ts';

export type { Channel, ChannelEvent, Message, MessageDraft, MessagePage, MyChannel, User, Workspace } from './model.ts';
