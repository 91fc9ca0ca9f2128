/**
 * # Parley's client
 *
 * Reads, sends and follows channels over AWS AppSync, typed from the schema. It runs in browsers and in Node (on Node 20, which has no
 * `WebSocket`, give it that of the package `ws` as the option `webSocket`).
 *
 * @example
 * import { createParley, MessagingError, newMessageId } from '@parley/client';
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
 * // The id makes it safe to send the same again after a failure.
 * const id = newMessageId();
 * try {
 *   await timeline.send({ id, content: 'Hello.' });
 * } catch (error) {
 *   if (error instanceof MessagingError && error.retryable) await timeline.send({ id, content: 'Hello.' });
 *   else throw error;
 * }
 *
 * timeline.close();
 *
 * What it does not do yet: keep unsent messages across a reload.
 */
export { createParley, type Parley, type ParleyOptions } from './parley.ts';
export { newMessageId } from './message-id.ts';

export { MessagingError, type MessagingErrorCode, type MessagingErrorType } from './errors.ts';

export type { ChannelListener, Look } from './connection/follow-channel.ts';
export type { ConnectionStatus } from './connection/status.ts';
export type {
  RealtimeTransport,
  SubscriptionEnd,
  SubscriptionListener,
  SubscriptionRequest,
  TransportMetric,
  TransportStatus,
} from './transport/realtime-transport.ts';
export type { WebSocketClass } from './transport/appsync/socket.ts';
export type { GetToken, TokenRequest } from './transport/token.ts';
export type { ChannelTimeline, TimelineState } from './timeline/open-timeline.ts';

export type { Channel, ChannelEvent, Message, MessageDraft, MessagePage, MyChannel, User, Workspace } from './model.ts';
