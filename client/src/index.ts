/**
 * # Parley's client
 *
 * Reads, sends and follows channels over AWS AppSync, typed from the schema. It runs in browsers and in Node (on Node 20, which has no
 * `WebSocket`, give it that of the package `ws` as the option `webSocket`).
 *
 * @example
 * import { createParley } from '@parley/client';
 *
 * const parley = createParley({ endpoint: 'http://localhost:4000/graphql', getToken: () => session.token });
 *
 * for (const workspace of await parley.workspaces()) {
 *   const channels = await parley.myChannels(workspace.id);
 *   console.log(workspace.name, channels.map(({ channel }) => channel.id));
 * }
 *
 * // The newest messages, and all that follow, in order and each once.
 * const timeline = parley.openTimeline('harbor_general');
 * timeline.onChange(() => {
 *   const { messages, status } = timeline.state();
 *   console.log(status, messages.at(-1)?.content);
 * });
 *
 * // Kept on this device, shown at once among `pending`, and sent by itself, once, through outages and reloads.
 * const id = await timeline.post({ content: 'Hello.' });
 * await timeline.edit(id, 'Hello, all.');
 *
 * timeline.close();
 */
export { createParley, type OutboxView, type Parley, type ParleyOptions } from './parley.ts';
export { newMessageId } from './message-id.ts';

export { MessagingError, type MessagingErrorCode, type MessagingErrorType } from './errors.ts';

export type { ChannelListener, Look } from './connection/follow-channel.ts';
export type { ConnectionStore } from './connection/overall-status.ts';
export type { ConnectionStatus } from './connection/status.ts';
export type {
  OpenTransport,
  RealtimeTransport,
  SubscriptionEnd,
  SubscriptionListener,
  SubscriptionRequest,
  TransportStatus,
  TransportWiring,
} from './transport/realtime-transport.ts';
export type { WebSocketClass } from './transport/appsync/socket.ts';
export type { LossCause, ParleyMetric } from './metric.ts';
export type { MetricsOptions } from './metrics/open-metrics.ts';
export type { MetricsStore, MetricsSummary, MetricSummary } from './metrics/summary.ts';
export type { GetToken, TokenRequest } from './transport/token.ts';
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
export type { Reading } from './reading.ts';
export { openRoster } from './roster/index.ts';
export type { Roster, RosterChannel, RosterState, MarkerNote } from './roster/index.ts';
export { openDrafts } from './drafts/index.ts';
export type { Draft, DraftNote, Drafts, DraftStore, OpenDraftsOptions, Removal } from './drafts/index.ts';
export type { Notes } from './connection/notes.ts';
export { operationsOf } from './operations/index.ts';
export type { ChannelMember, Operations, Page, PageOptions, Reaction, WorkspaceMember } from './operations/index.ts';
export type { Clock } from './connection/clock.ts';
export type { Environment, EnvironmentEvent } from './connection/environment.ts';

export type { Channel, ChannelEvent, Message, MessageDraft, MessagePage, MyChannel, User, Workspace } from './model.ts';
